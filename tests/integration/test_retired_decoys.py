"""A decoy that a newly added text answers counts no more: paraphrases of shipped decoys, in four languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.assembly import build_pipeline
from kb.assembly import build_coach, open_parts
from kb.coach import Coach
from kb.settings import Settings
from kb.types import Language, Material, Question, Refusal

pytestmark = [pytest.mark.integration, pytest.mark.model]

# Nobody's questions, no attributes, one language: what a team has in a drawer.
GUIDE = """# Travel expenses of the field force

## Mileage allowance for a private car

Whoever drives a private car on business is paid a mileage allowance of 0.38 euros per kilometre, fuel included.

## Hotel limit

A night in a hotel is paid up to 95 euros with an invoice, and up to 25 euros without one.

## Daily allowance

The daily allowance for travel inside the country is 28 euros for a whole day and 14 euros for a part of a day.
"""

PARAPHRASES = [
    (Language.EN, "How much per kilometre do I get when I use my own car for business trips?"),
    (Language.EN, "what's the hotel limit per night"),
    (Language.ZH, "我们公司出差住酒店，一晚上最多能报多少钱？"),
    (Language.KO, "회사 출장비 규정에서 숙박 한도가 얼마예요?"),
    (Language.BG, "Колко са командировъчните на ден в страната?"),
    (Language.BG, "Колко плащат за нощувка без фактура в командировка?"),
]
# Shipped decoys about money and travelling that the guide does not answer.
STILL_REFUSED = [
    (Language.EN, "Can I reclaim the VAT on a hotel stay in Austria?"),
    (Language.BG, "колко парацетамол може на ден"),
    (Language.ZH, "客户预付款怎么做会计分录？"),
    (Language.KO, "종합소득세 신고할 때 기름값 경비 처리 되나요"),
]


@pytest.fixture(scope="module")
def answers(corpus_settings: Settings, corpus_coach: Coach, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is answered out of which document, with the guide added and after it was removed; "" where refused."""
    home: Path = tmp_path_factory.mktemp("retired") / "home"
    shutil.copytree(corpus_settings.home, home, ignore=shutil.ignore_patterns("*.lock", "journal*"))
    settings = Settings(home=home, corpus=corpus_settings.corpus, vectors="exact")
    parts = open_parts(settings)
    coach, pipeline = build_coach(settings, parts), build_pipeline(settings, parts)

    def ask(stage: str) -> dict[str, str]:
        found = {}
        for language, text in PARAPHRASES + STILL_REFUSED:
            result = coach.ask(Question(text, language))
            assert isinstance(result, Material | Refusal)
            found[f"{stage}: {text}"] = result.citations[0].document if isinstance(result, Material) else ""
        return found

    before = ask("before")
    report = pipeline.add_upload(
        "expenses.md", GUIDE.encode(), {"language": "en", "title": "Travel expenses"}, later=True
    )
    assert report.added == ("expenses.en",)
    added = ask("added")
    # At once, not only when the index has been renewed; and then as well.
    assert not pipeline.generations.up_to_date()
    pipeline.finish()
    assert ask("added") == added
    pipeline.remove("expenses.en")
    return before | added | ask("removed")


@pytest.mark.parametrize("text", [text for _, text in PARAPHRASES])
def test_what_the_new_text_answers_is_refused_only_while_it_is_not_there(answers: dict[str, str], text: str) -> None:
    assert answers[f"before: {text}"] == ""
    assert answers[f"added: {text}"] == "expenses.en"
    assert answers[f"removed: {text}"] == ""


@pytest.mark.parametrize("text", [text for _, text in STILL_REFUSED])
def test_what_it_does_not_answer_is_still_refused(answers: dict[str, str], text: str) -> None:
    assert answers[f"added: {text}"] == ""
