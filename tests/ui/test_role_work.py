from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schemas.materials import RoleIn
from tests.ui.standin_making import sample
from ui.role_sheet import as_text
from ui.role_work import BLANK, MARK, RoleWork

pytestmark = pytest.mark.unit

RESULT = sample("role", "en")
LINES = [line for block in RESULT.blocks for line in block.lines]
NOTE = "changed"


def work(**told: object) -> RoleWork:
    return RoleWork(RESULT, 1, RoleIn(title="x")).editing(told)


def texts(edited: RoleWork) -> list[str]:
    return [line.text for block in edited.edited(NOTE).blocks for line in block.lines]


def test_without_edits_it_is_the_result_itself() -> None:
    assert work().edited(NOTE) is RESULT


def test_a_changed_line_keeps_its_citations_and_is_marked() -> None:
    edited = work(texts={LINES[0].id: "Mine"}).edited(NOTE)
    line = edited.blocks[0].lines[0]
    assert (line.text, line.citations) == ("Mine" + MARK, LINES[0].citations)
    assert edited.blocks[-1].lines[0].text == f"* {NOTE}"


def test_a_blank_that_was_filled_in_is_not_marked_and_needs_no_note() -> None:
    blank = next(line for line in LINES if BLANK in line.text)
    edited = work(texts={blank.id: "Years of experience: 5"}, fills={blank.id: ["5"]})
    assert "Years of experience: 5" in texts(edited)
    assert f"* {NOTE}" not in texts(edited)


def test_removed_lines_go_with_the_citations_that_only_they_had() -> None:
    gone = LINES[1]
    edited = work(removed=[gone.id]).edited(NOTE)
    assert gone.text not in [line.text for block in edited.blocks for line in block.lines]
    left = {number for block in edited.blocks for line in block.lines for number in line.citations}
    assert {citation.number for citation in edited.citations} == left
    assert not set(gone.citations) <= left


def test_a_block_without_lines_goes_with_its_heading() -> None:
    first = RESULT.blocks[0]
    edited = work(removed=[line.id for line in first.lines]).edited(NOTE)
    assert first.heading not in as_text(edited)


def test_own_lines_stand_at_the_end_of_their_block() -> None:
    edited = work(own=[{"id": "own-1", "block": 1, "text": " Speaks Korean "}])
    assert edited.edited(NOTE).blocks[1].lines[-1].text == "Speaks Korean" + MARK


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.text(max_size=8) | st.sampled_from([LINES[0].id, "own-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "block", "text", "l1"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["texts", "fills", "removed", "own", "counted"]), JSON))
def test_whatever_a_browser_sends_the_rest_of_the_text_stays(told: dict[str, object]) -> None:
    edited = work(**told)
    untouched = [
        line.text for line in LINES if line.id not in edited.edits.texts and line.id not in edited.edits.removed
    ]
    assert [text for text in texts(edited) if text in set(untouched)] == untouched
