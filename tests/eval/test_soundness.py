"""Language, sources and quotes, checked from outside on results made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.soundness import script_of, soundness, written_words
from kb.errors import Gone
from kb.types import (
    Block,
    BlockStyle,
    Citation,
    Language,
    Line,
    Material,
    MaterialKind,
    Refusal,
    RefusalReason,
    WrittenBy,
)

pytestmark = pytest.mark.unit

TEXT = "Bring **samples**. Bring price lists."
FIXED = "Discuss in pairs."


def citation(number: int, start: int, end: int) -> Citation:
    quote = TEXT[start:end]
    return Citation(
        number=number,
        document="visit.en",
        work="visit",
        title="Visit",
        section=("Tools",),
        anchor="tools",
        language=Language.EN,
        original_language=Language.KO,
        quote=quote,
        start=start,
        end=end,
        version="sha256:1",
        made_by="project",
        reviewed=None,
    )


ANSWER = Material(
    id="1",
    kind=MaterialKind.ANSWER,
    language=Language.EN,
    title=None,
    question_used="?",
    written_by=WrittenBy.EXTRACT,
    blocks=(Block(BlockStyle.BULLETS, (Line("1", "Bring samples.", (1,)), Line("2", "Bring price lists.", (2,)))),),
    citations=(citation(1, 0, 18), citation(2, 19, 37)),
)


def text_of(document: str, version: str) -> str:
    if (document, version) != ("visit.en", "sha256:1"):
        raise Gone("removed")
    return TEXT


def judged(result: Material | Refusal, language: Language = Language.EN) -> tuple[bool, bool | None, float | None]:
    found = soundness(result, language, text_of, lambda text, language: text == FIXED)
    return found.own_language, found.exact, found.sourced


def lines(*made: Line) -> Material:
    return replace(ANSWER, blocks=(Block(BlockStyle.BULLETS, made),))


def test_a_quoted_answer_is_sound() -> None:
    assert judged(ANSWER) == (True, True, 1.0)


def test_a_line_may_join_its_quotes_and_a_fixed_phrase_needs_none() -> None:
    joined = lines(Line("1", "Bring samples. Bring price lists.", (1, 2)), Line("2", FIXED, ()))
    assert judged(joined) == (True, True, 1.0)


@pytest.mark.parametrize(
    "spoiled",
    [
        replace(ANSWER, citations=(replace(ANSWER.citations[0], start=1), ANSWER.citations[1])),
        replace(ANSWER, citations=(replace(ANSWER.citations[0], quote="Bring rings."), ANSWER.citations[1])),
        replace(ANSWER, citations=(replace(ANSWER.citations[0], quote="", end=0), ANSWER.citations[1])),
        replace(ANSWER, citations=(replace(ANSWER.citations[0], version="sha256:2"), ANSWER.citations[1])),
        replace(ANSWER, citations=ANSWER.citations[:1]),
        lines(Line("1", "Bring samples and money.", (1,))),
        lines(Line("1", "Bring price lists.", (1,))),
        lines(Line("1", "Bring price lists. Bring samples.", (1, 2))),
    ],
)
def test_a_quote_that_is_not_there_and_a_line_that_says_more_are_seen(spoiled: Material) -> None:
    assert judged(spoiled)[1] is False


def test_what_a_model_wrote_may_be_worded_otherwise_but_its_quotes_must_stand() -> None:
    written = replace(lines(Line("1", "Take samples along.", (1,))), written_by=WrittenBy.MODEL)
    assert judged(written)[1] is True
    assert judged(replace(written, citations=(replace(ANSWER.citations[0], end=4),)))[1] is False


def test_a_line_without_source_is_counted() -> None:
    assert judged(lines(Line("1", "Bring samples.", (1,)), Line("2", "Sales rise by half.", ()))) == (True, True, 0.5)


@pytest.mark.parametrize(
    "foreign",
    [
        replace(ANSWER, language=Language.BG),
        replace(ANSWER, citations=(replace(ANSWER.citations[0], language=Language.BG), ANSWER.citations[1])),
        lines(Line("1", "Вземете мостри и ценови листи.", (1,))),
    ],
)
def test_another_language_is_seen(foreign: Material) -> None:
    assert judged(foreign)[0] is False


def test_a_refusal_has_a_language_and_nothing_to_check() -> None:
    refusal = Refusal("1", Language.KO, "?", RefusalReason.NO_EVIDENCE, "자료에 답이 없습니다.")
    assert judged(refusal, Language.KO) == (True, None, None)
    assert judged(refusal, Language.EN)[0] is False
    assert judged(replace(refusal, message="Nothing was found."), Language.KO)[0] is False


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("用 M-A-N 法则判断客户", "zh"),
        ("POP와 ROI를 확인", "ko"),
        ("правилото M-A-N", "bg"),
        ("the 3 rules", "en"),
        ("123", None),
    ],
)
def test_scripts_tell_languages_and_terms_outvote_nobody(text: str, language: str | None) -> None:
    assert script_of(text) == language


def test_two_chinese_characters_read_like_one_word() -> None:
    assert written_words("请带上样品", Language.ZH) == 2
    assert written_words("bring the samples\nnow", Language.EN) == 4
