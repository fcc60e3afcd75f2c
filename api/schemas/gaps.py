"""The bodies of `/v1/gaps`: refused questions by meaning, and what was done about them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.common import Body, LanguageCode
from api.schemas.feedback import Comment
from api.schemas.results import RefusalReasonName, RelatedOut

GapState = Literal["open", "handed_over", "closed"]
ClosingAction = Literal["attach", "decoy", "hand_over", "dismiss"]
DecoyKindName = Literal["far", "near"]

# A group of more refused questions than these is closed in two steps.
MAX_CLOSED_AT_ONCE = 200


class GapOut(Body):
    """One refused question. `expected_answer`: the asker said that there should have been an answer."""

    id: str
    at: str
    language: LanguageCode
    question: str
    reason: RefusalReasonName
    expected_answer: bool = False
    state: GapState = "open"
    closing: str | None = None


class GapGroupOut(Body):
    """Refused questions that mean the same, in whatever language; `question` is the one nearest to all of them.

    `related`: the sections nearest to it, to attach it to.
    """

    id: str
    question: str
    language: LanguageCode
    count: int
    expected: int
    last: str
    gaps: tuple[GapOut, ...]
    related: tuple[RelatedOut, ...] = ()


class GapsOut(Body):
    """Groups of refused questions: those that were expected to be answered first, then the most asked."""

    since: str
    groups: tuple[GapGroupOut, ...]


GapIds = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=100)], ...],
    Field(min_length=1, max_length=MAX_CLOSED_AT_ONCE, description="The refused questions that this closes."),
]


class AttachIn(Body):
    """The section (or its passage at `place`) answers these questions: it gets them as asked-as questions."""

    action: Literal["attach"]
    gaps: GapIds
    document: str
    anchor: str
    place: int | None = Field(None, ge=1)


class DecoyIn(Body):
    """The texts are not to answer these: they become decoys."""

    action: Literal["decoy"]
    gaps: GapIds
    kind: DecoyKindName = "near"


class HandOverIn(Body):
    """The owner of a text is to write what is missing."""

    action: Literal["hand_over"]
    gaps: GapIds
    owner: Annotated[str, Field(min_length=1, max_length=200)]
    document: str | None = None
    note: Comment = ""


class DismissIn(Body):
    """Nothing is to be done."""

    action: Literal["dismiss"]
    gaps: GapIds
    note: Comment = ""


ClosingIn = Annotated[AttachIn | DecoyIn | HandOverIn | DismissIn, Field(discriminator="action")]


class DoneIn(Body):
    """Whether what was handed over is done."""

    done: bool = True


class CurationOut(Body):
    """A question that a person gave to a section, or made a decoy.

    `live` is false where its document, section or place is not in the library now; it counts again when that is back.
    """

    id: str
    kind: Literal["asked", "decoy"]
    language: LanguageCode
    text: str
    document: str | None = None
    anchor: str | None = None
    place: int | None = None
    decoy_kind: DecoyKindName | None = None
    at: str
    live: bool


class ClosingOut(Body):
    """What was done about some refused questions; a person did it, and it can be undone.

    `done` is false only while a text's owner still has to write.
    """

    id: str
    action: ClosingAction
    at: str
    gaps: tuple[str, ...]
    questions: tuple[str, ...]
    owner: str | None = None
    document: str | None = None
    note: str = ""
    done: bool = True
    curations: tuple[CurationOut, ...] = ()


class ClosingsOut(Body):
    """Everything that was done, newest first."""

    closings: tuple[ClosingOut, ...]
