"""What was decided about a question holds for the next asker of the same words, until one expected an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.insights.settling import settled
from kb.journal import Action, Closing, Entry, Feedback, GapState
from kb.types import Language, RefusalReason

pytestmark = pytest.mark.unit

OPEN = Entry(
    "r2", "2026-11-22T10:00:00+00:00", "refusal", Language.EN, "how is the  weather", RefusalReason.NO_EVIDENCE
)


def closing(action: Action, *, done: bool = True) -> Closing:
    return Closing("c1", action, "2026-11-21T10:00:00+00:00", done=done, questions=("How is the weather?",))


@pytest.mark.parametrize(
    ("action", "done", "state"),
    [
        (Action.DECOY, True, GapState.CLOSED),
        (Action.DISMISS, True, GapState.CLOSED),
        (Action.HAND_OVER, False, GapState.HANDED_OVER),
        (Action.HAND_OVER, True, GapState.OPEN),
        (Action.ATTACH, True, GapState.OPEN),
    ],
)
def test_the_same_words_again(action: Action, done: bool, state: GapState) -> None:
    assert [gap.state for gap in settled([OPEN], [closing(action, done=done)])] == [state]


def test_other_words_are_open() -> None:
    other = replace(OPEN, question="How is the weather tomorrow?")
    assert settled([other], [closing(Action.DECOY)]) == [other]


def test_an_asker_who_expected_an_answer_opens_it_again() -> None:
    expecting = replace(OPEN, feedback=Feedback(useful=False, expected_answer=True))
    assert settled([expecting], [closing(Action.DECOY)])[0].state is GapState.OPEN
    assert settled([expecting], [closing(Action.HAND_OVER, done=False)])[0].state is GapState.HANDED_OVER


def test_what_has_a_closing_of_its_own_keeps_it() -> None:
    own = replace(OPEN, closing="c0", done=False)
    assert settled([own], [closing(Action.DECOY)]) == [own]


def test_the_newest_decision_counts() -> None:
    newer = replace(closing(Action.HAND_OVER, done=False), id="c2")
    assert settled([OPEN], [newer, closing(Action.DECOY)])[0].closing == "c2"
