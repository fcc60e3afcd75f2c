"""The bodies of `/v1/saved`: results that somebody keeps, with ticks and notes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.schemas.common import Body, LanguageCode
from api.schemas.feedback import Comment
from api.schemas.results import ResultKind, ResultOut, TrainingModuleOut

MAX_TITLE_CHARS = 300
LineId = Annotated[str, Field(min_length=1, max_length=100)]
Title = Annotated[str, Field(min_length=1, max_length=MAX_TITLE_CHARS)]
Notes = dict[LineId, Comment]

# The longer body first: pydantic takes the first that fits.
KeptResult = Annotated[TrainingModuleOut | ResultOut, Field(union_mode="left_to_right")]


class SaveIn(Body):
    """A result to keep; a refusal can't be kept. `title` absent: its own title or question."""

    result: KeptResult
    title: Title | None = None
    ticks: dict[LineId, bool] = Field(default_factory=dict, max_length=2_000)
    notes: Notes = Field(default_factory=dict, max_length=2_000)


class FileIn(Body):
    """A result to make a file of, as it came or edited; a refusal can't be one."""

    result: KeptResult


class SavedChangeIn(Body):
    """What changes: only the lines that are named, so that a phone and a desk don't undo each other.

    An empty note takes the note away.
    """

    title: Title | None = None
    ticks: dict[LineId, bool] = Field(default_factory=dict, max_length=2_000)
    notes: Notes = Field(default_factory=dict, max_length=2_000)


class SavedHeadOut(Body):
    """A kept result as the list shows it; `lines` and `ticked` count its lines."""

    id: str
    title: str
    kind: ResultKind
    language: LanguageCode
    created: str
    changed: str
    lines: int
    ticked: int


class SavedOut(SavedHeadOut):
    """A kept result. `withheld`: how many lines are left out, since their text was removed or is not for the caller."""

    result: KeptResult
    ticks: tuple[str, ...]
    notes: dict[str, str]
    withheld: int = 0


class SavedListOut(Body):
    """All that the caller keeps, last changed first."""

    saved: tuple[SavedHeadOut, ...]
