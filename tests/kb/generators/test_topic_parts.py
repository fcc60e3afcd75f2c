from __future__ import annotations

from collections.abc import Iterable

import pytest

from kb.generators.topic_parts import settle
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
