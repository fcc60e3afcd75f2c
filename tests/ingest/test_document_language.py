"""A document's language: its head, else the vote of its paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document_language import settle
from ingest.types import Meta
from kb.errors import HeadError
from kb.types import Language

pytestmark = pytest.mark.unit

TEXTS = {
    Language.ZH: "拜访前准备\n\n销售代表要准备样品。\n\nCRM: Salesforce, HubSpot, Pipedrive",
    Language.KO: "방문 전 준비\n영업 담당자는 견본을 준비합니다.\nSalesforce CRM",
    Language.BG: "Подготовка\nПодгответе мостри и оферта.\nSalesforce Lightning, HubSpot",
    Language.EN: "Preparation\nPrepare the samples and a quotation for the customer.\n价格\nLos clientes",
}


@pytest.mark.parametrize("language", Language)
def test_the_vote_of_the_paragraphs(language: Language) -> None:
    assert settle(Meta(), TEXTS[language], "a.txt") is language


def test_the_head_goes_first() -> None:
    assert settle(Meta(language=Language.EN), TEXTS[Language.KO], "a.txt") is Language.EN


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("12 345\n---\n", "no words"),
        ("", "no words"),
        ("ما هو أفضل سعر\n" * 3, "another language"),
        ("Wie kann ich meinen Kunden besser von unserem neuen Produkt überzeugen\n" * 3, r"another language \(de\)"),
    ],
)
def test_what_is_none_of_the_four_is_said_with_the_remedy(text: str, says: str) -> None:
    with pytest.raises(HeadError, match=says) as caught:
        settle(Meta(), text, "a.txt")
    assert "`language:`" in str(caught.value)


def test_a_long_text_is_sampled() -> None:
    assert settle(Meta(), "客户很重要。\n" * 100_000, "a.txt") is Language.ZH


@pytest.mark.parametrize(("seed", "language"), [("000", "zh"), ("001", "ko"), ("002", "bg"), ("003", "zh")])
def test_the_seeds(seeds: Path, seed: str, language: str) -> None:
    (path,) = seeds.glob(f"{seed}_*")
    assert settle(Meta(), path.read_text(encoding="utf-8"), path.name) == language
