"""A refused question that is asked again in the same words after a person has decided about it: decided already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.journal import Action, Closing, Entry

# They stand for every asker. A section that a question was led to, or a text that was written for it, is to answer it:
# where it is refused all the same, that is worth another look.
_STANDING = frozenset({Action.DECOY, Action.DISMISS})


def settled(gaps: Sequence[Entry], closings: Sequence[Closing]) -> list[Entry]:
    """The gaps, those in the words of one that was decided about or waits to be written counted to its closing.

    An asker who says that there should have been an answer opens it again.
    """
    standing = [closing for closing in closings if closing.action in _STANDING or not closing.done]
    decided = {_wording(question): closing for closing in reversed(standing) for question in closing.questions}
    return [_settled(gap, decided.get(_wording(gap.question))) for gap in gaps]


def _settled(gap: Entry, closing: Closing | None) -> Entry:
    if closing is None or gap.closing is not None:
        return gap
    reopened = gap.expected_answer and closing.done
    return gap if reopened else replace(gap, closing=closing.id, done=closing.done)


def _wording(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip("?？!！。. ")
