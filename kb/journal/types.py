"""What the journal keeps: questions and what became of them, what people thought of it, what was done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kb.types import Language, RefusalReason, Related

REFUSED = "refusal"


class Reason(StrEnum):
    """Why a result was not useful."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class Action(StrEnum):
    """What can be done about a refused question."""

    ATTACH = "attach"
    DECOY = "decoy"
    HAND_OVER = "hand_over"
    DISMISS = "dismiss"


class GapState(StrEnum):
    """How far a refused question is."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody thinks of a result; `expected_answer` of a refusal: the texts should have had one."""

    useful: bool
    reason: Reason | None = None
    comment: str | None = None
    expected_answer: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and what became of it.

    `kind` is that of the result (kb.types.MaterialKind) or `refusal`; `sections` are those cited, as (document,
    anchor); `related` those offered instead. `closing` and `done` say what was done about a refusal.
    """

    id: str
    at: str
    kind: str
    language: Language
    question: str
    reason: RefusalReason | None
    sections: tuple[tuple[str, str], ...] = ()
    related: tuple[Related, ...] = ()
    feedback: Feedback | None = None
    closing: str | None = None
    done: bool = True

    @property
    def refused(self) -> bool:
        """Whether it was refused."""
        return self.kind == REFUSED

    @property
    def expected_answer(self) -> bool:
        """Whether somebody said that there should have been an answer."""
        return self.feedback is not None and self.feedback.expected_answer

    @property
    def documents(self) -> frozenset[str]:
        """Every document that the entry tells something of."""
        return frozenset(document for document, _ in self.sections) | {one.document for one in self.related}

    @property
    def gap(self) -> bool:
        """Whether it is a question that the texts may be lacking: greetings are not, unless somebody says so."""
        return self.refused and (self.reason is RefusalReason.NO_EVIDENCE or self.expected_answer)

    @property
    def state(self) -> GapState:
        """How far it is, as a gap."""
        if self.closing is None:
            return GapState.OPEN
        return GapState.CLOSED if self.done else GapState.HANDED_OVER


@dataclass(frozen=True, slots=True)
class Closing:
    """What was done about some refused questions; `done` is false while a text's owner still has to write."""

    id: str
    action: Action
    at: str
    owner: str | None = None
    document: str | None = None
    note: str = ""
    done: bool = True
    entries: tuple[str, ...] = field(default=())
    questions: tuple[str, ...] = field(default=())
