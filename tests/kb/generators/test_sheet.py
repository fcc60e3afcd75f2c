from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.generators.sheet import Draft, blocks_of, short_quotes, whole
from kb.types import BlockStyle, Language
from tests.builders import passage

pytestmark = pytest.mark.unit

LONG = "Check the whole stock of the customer before you speak of any new order. " * 4


def test_every_line_cites_its_span_in_the_stored_text() -> None:
    first, second = passage("Bring **samples**.", start=10), passage("Bring cards.", place=2, start=40)
    blocks, citations = blocks_of([Draft((whole(first), whole(second)), BlockStyle.CHECKS, "before", "Before")])
    assert [line.text for line in blocks[0].lines] == ["Bring samples.", "Bring cards."]
    assert [(c.number, c.quote, c.start, c.end) for c in citations] == [
        (1, "Bring **samples**.", 10, 28),
        (2, "Bring cards.", 40, 52),
    ]


def test_a_block_without_lines_is_left_out_and_numbers_run_on() -> None:
    drafts = [
        Draft((whole(passage("A.")),), BlockStyle.CHECKS),
        Draft((), BlockStyle.CHECKS),
        Draft((whole(passage("B.", place=2)),), BlockStyle.BULLETS, phrases=("Years: ____",)),
    ]
    blocks, citations = blocks_of(drafts)
    assert [[(line.id, line.citations) for line in block.lines] for block in blocks] == [
        [("l1", (1,))],
        [("l2", (2,)), ("l3", ())],
    ]
    assert [citation.number for citation in citations] == [1, 2]


def test_a_long_passage_is_cut_into_sentences_and_a_short_one_is_not() -> None:
    assert [quote.text for quote in short_quotes(passage(LONG.strip()))] == [LONG[:72]] * 4
    assert len(short_quotes(passage("Check it. Then go."))) == 1


def test_a_bracketed_note_is_never_parted_from_what_it_qualifies() -> None:
    text = LONG + "(Editorial note: bring gifts only as far as your own company's rules on bribery allow you to do so.)"
    assert [quote.text for quote in short_quotes(passage(text))] == [text]


@given(st.lists(st.text("abc .。！“”(", min_size=1, max_size=90), min_size=1, max_size=8), st.sampled_from(Language))
def test_quotes_stand_in_the_passage_in_their_order(pieces: list[str], language: Language) -> None:
    text = " ".join(pieces)
    found = short_quotes(passage(text, language=language))
    assert all(0 <= quote.start < quote.end <= len(text) for quote in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
