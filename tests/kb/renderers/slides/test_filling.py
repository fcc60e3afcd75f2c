from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.renderers.slides.deck import Paragraph, Sign
from kb.renderers.slides.filling import ASK, BODY_HEIGHT, BODY_WIDTH, CARD, LIST, READ, Filling, fill, fits
from kb.renderers.slides.text_size import lines, pieces, width
from kb.types import Language

pytestmark = pytest.mark.unit

TEXTS = st.text("аж价 고a.。,;", max_size=900) | st.text(max_size=200)
FILLINGS = st.sampled_from([READ, CARD, ASK, LIST])


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, Sign.BULLET, Language.EN, (1,))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(TEXTS, st.integers(5, 60))
def test_pieces_lose_nothing_and_fit(text: str, most: int) -> None:
    cut = list(pieces(text, most))
    assert squeezed("".join(cut)) == squeezed(text)
    assert all(width(piece) <= most or len(piece) <= 1 for piece in cut)


def test_a_text_is_cut_after_a_sentence_where_it_can_be() -> None:
    assert list(pieces("First one here. Second one there.", 12)) == ["First one here.", "Second one there."]
    assert list(pieces("先定计划。再按计划销售。", 8)) == ["先定计划。", "再按计划销售。"]


@given(st.lists(TEXTS.filter(str.strip), max_size=30), FILLINGS)
def test_no_slide_is_fuller_than_it_may_be_and_nothing_is_lost(texts: list[str], filling: Filling) -> None:
    slides = fill([paragraph(text) for text in texts], filling)
    assert squeezed("".join(one.text for _, some in slides for one in some)) == squeezed("".join(texts))
    for size, some in slides:
        assert some
        assert size in filling.sizes
        assert len(some) <= filling.most
        assert fits(some, size)


def test_short_lists_are_large_and_long_ones_even() -> None:
    assert fill([paragraph("Bring samples.")] * 3, READ)[0][0] == 28
    assert [len(some) for _, some in fill([paragraph("Bring samples.")] * 10, READ)] == [5, 5]


@pytest.mark.parametrize("lead", ["다음과 같이 하십시오:", "按下面的顺序做：", "Do it like this:"])
def test_what_leads_over_stands_on_the_slide_of_what_it_leads_to(lead: str) -> None:
    for before in range(1, 12):
        texts = [f"Said {place}." for place in range(before)] + [lead] + [f"Do {place}." for place in range(5)]
        for _, some in fill([paragraph(text) for text in texts], READ):
            assert some[-1].text != lead


def test_wide_characters_take_more_room() -> None:
    assert width("价格") == 2
    assert width("жж") < 2
    assert lines("价" * 42, 20, 410) == 3
    assert (BODY_WIDTH, BODY_HEIGHT) < (960, 540)
