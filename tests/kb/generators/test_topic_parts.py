from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from kb.generators.topic_parts import joined, names_heading, settle
from kb.types import Search
from tests.teaching import found, hits_on, shelf

pytestmark = pytest.mark.unit

HITS = hits_on(shelf()[0], 0.5)
TEXTS = ["Wash the glass, then pack it.", "清洗玻璃", "유리를 씻습니다", "Измийте чашите"]


def search(text: str) -> Search:
    """Glass is covered; a word alone that the texts have is found badly; all else is nearer to the decoys."""
    if any(word in text for word in ("glass", "玻璃", "유리", "чаши")):
        return found(text, *HITS)
    return found(text, *HITS, asked=0.28, decoy=0.5)


def texts() -> Iterable[str]:
    return TEXTS


@pytest.mark.parametrize(
    ("topic", "missing"),
    [
        ("washing glass and pivot tables", "pivot tables"),
        ("清洗玻璃和税务申报", "税务申报"),
        ("유리와 부가세", "부가세"),
        ("чаши и данъци", "данъци"),
    ],
)
def test_a_part_that_no_text_speaks_of_is_named(topic: str, missing: str) -> None:
    settled = settle(topic, search, texts)
    assert settled.uncovered == (missing,)
    assert settled.search is not None
    assert missing not in settled.search.text


def test_a_word_that_the_texts_have_is_not_named() -> None:
    assert settle("glass and pack", search, texts).uncovered == ()


def test_a_topic_of_one_part_is_covered_or_not() -> None:
    assert settle("washing glass", search, texts).search is not None
    assert settle("pivot tables", search, texts).search is None


def test_nothing_is_named_where_nothing_is_covered() -> None:
    settled = settle("yoga and pivot tables", search, texts)
    assert settled.search is None
    assert settled.uncovered == ()


@pytest.mark.parametrize(
    ("topic", "covered", "left"),
    [
        ("selling over Zoom and Teams", {"Teams": False}, None),
        ("Zoom and coaching the team", {"coaching the team": True}, "coaching the team"),
        ("продажби през Zoom и екипи", {"екипи": False}, None),
    ],
)
def test_of_a_topic_without_texts_a_part_stays_that_is_clearly_covered(
    topic: str, covered: dict[str, bool], left: str | None
) -> None:
    def covers(found: Search, alone: bool) -> bool:
        return found.text in covered and (covered[found.text] or not alone)

    settled = settle(topic, lambda text: found(text, *HITS), texts, covers)
    assert (settled.search.text if settled.search else None) == left


def test_some_of_its_words_in_one_passage_are_no_text_about_a_topic() -> None:
    def by_words(share: float) -> Search:
        hit = replace(hits_on(shelf()[0], 0.1)[0], dense=0.2, asked=0.3, lexical=share)
        return found("Excel for packers", hit, asked=0.31, decoy=0.21)

    assert settle("Excel for packers", lambda _: by_words(0.58), texts).search is None
    assert settle("Excel for packers", lambda _: by_words(0.7), texts).search is not None


def test_a_search_joined_with_another_has_the_better_score_of_each_passage() -> None:
    one, other = hits_on(shelf()[0], 0.2, 0.3), hits_on(shelf()[0], 0.4, 0.1, 0.25)
    both = joined(found("cash", *one, asked=0.3), found("payment", *other, asked=0.9))
    assert [hit.score for hit in both.hits] == [0.4, 0.3, 0.25]
    assert (both.text, both.asked_level) == ("cash", 0.3)


@pytest.mark.parametrize(
    ("topic", "heading"),
    [
        ("Complaints", "Handling complaints"),
        ("Оплаквания", "Работа с оплаквания"),
        ("客户投诉", "处理客户投诉"),
        ("고객 불만", "고객 불만 처리"),
    ],
)
def test_a_topic_of_a_headings_words_is_what_its_section_is_about(topic: str, heading: str) -> None:
    assert names_heading(topic, ["Routes", heading])
    assert not names_heading(topic, ["Routes"])


def test_a_word_beside_the_headings_is_another_topic() -> None:
    assert not names_heading("Complaints about family life", ["Handling complaints"])
    assert not names_heading("?!", ["Handling complaints"])
