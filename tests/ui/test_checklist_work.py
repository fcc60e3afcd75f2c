from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schemas.saved import SavedOut
from tests.ui.standin_making import sample
from ui.checklist_work import ChecklistWork, Done, opened_work

pytestmark = pytest.mark.unit

RESULT = sample("checklist", "ko")
NEW = ChecklistWork(RESULT, 1)


def saved(*ticks: str, **notes: str) -> SavedOut:
    return SavedOut(
        id="s1", title="t", kind="checklist", language="ko", created="", changed="", lines=33, ticked=len(ticks),
        result=RESULT, ticks=ticks, notes=notes,
    )  # fmt: skip


def test_what_the_service_does_not_know_yet() -> None:
    work = opened_work(saved("l1", "l2", l3="old"), 1).doing(["l2", "l4"], {"l3": "new", "l5": " more "})
    changes = work.unsaved()
    assert dict(changes.ticks) == {"l1": False, "l4": True}
    assert dict(changes.notes) == {"l3": "new", "l5": "more"}
    assert not work.saved_as(saved()).unsaved()


def test_an_emptied_note_is_told_as_empty() -> None:
    assert dict(opened_work(saved(l3="old"), 1).doing(None, {"l3": "  "}).unsaved().notes) == {"l3": ""}


def test_what_was_not_told_stays() -> None:
    work = NEW.doing(["l1"], None).doing(None, {"l2": "x"})
    assert work.done == Done(frozenset({"l1"}), {"l2": "x"})


TOLD = st.recursive(st.none() | st.integers() | st.text(max_size=4) | st.just("l1"), st.lists, max_leaves=4)


@given(TOLD | st.lists(TOLD), TOLD | st.dictionaries(st.sampled_from(["l1", "l2", "x"]), TOLD))
def test_whatever_a_browser_sends_only_its_own_lines_are_kept(ticks: object, notes: object) -> None:
    work = NEW.doing(ticks, notes)
    assert work.done.ticks <= NEW.lines
    assert work.done.notes.keys() <= NEW.lines
    assert all(note.strip() for note in work.done.notes.values())
