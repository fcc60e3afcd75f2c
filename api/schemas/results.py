"""The body of every result: answer, refusal, checklist, role description, training module."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas.common import Body, LanguageCode

ResultKind = Literal["answer", "refusal", "checklist", "role_description", "training_module"]
BlockStyleName = Literal["paragraph", "bullets", "steps", "checks"]
WrittenByName = Literal["extract", "model"]
QuizTypeName = Literal["choice", "true_false", "order", "match", "gap"]
RefusalReasonName = Literal["no_evidence", "unsupported_language", "not_a_question"]


class LineOut(Body):
    """One statement and the numbers of the citations that it stands on."""

    id: str
    text: str
    citations: tuple[int, ...]


class BlockOut(Body):
    """Lines that belong together. `key` says which part of a material it is; None in a plain answer."""

    key: str | None = None
    heading: str | None = None
    style: BlockStyleName
    minutes: int | None = None
    lines: tuple[LineOut, ...]


class CitationOut(Body):
    """A quoted span, exact to the character: `quote` is `text[start:end]` of that document's version.

    Offsets count Unicode code points (JavaScript: `Array.from(text)`).
    """

    number: int
    document: str
    work: str
    title: str
    section: tuple[str, ...] = Field(description="The headings from the outermost down.")
    anchor: str
    language: LanguageCode
    original_language: LanguageCode
    quote: str
    start: int
    end: int
    version: str
    made_by: str
    reviewed: date | None = None


class RelatedOut(Body):
    """A section to go on with."""

    document: str
    anchor: str
    title: str


class RefusalOut(Body):
    """Why there is no answer, in the asker's language."""

    reason: RefusalReasonName
    message: str


class QuizItemOut(Body):
    """One question of a quiz with its key.

    `answer` by type: `choice` the index of the right option; `true_false` a boolean; `order` the indices of the options
    in their right order; `match` pairs of indices into `options`, which holds all left sides, then all right sides;
    `gap` the accepted strings.
    """

    id: str
    type: QuizTypeName
    prompt: str
    options: tuple[str, ...] = ()
    # The boolean first: pydantic would otherwise take it for a number.
    answer: bool | int | tuple[tuple[int, int], ...] | tuple[int, ...] | tuple[str, ...]
    explanation: str
    citations: tuple[int, ...]


class ResultOut(Body):
    """A result. A refusal is status 200 with empty `blocks` and the nearest topics in `related`."""

    id: str
    kind: ResultKind
    language: LanguageCode
    title: str | None = None
    question_used: str
    written_by: WrittenByName
    blocks: tuple[BlockOut, ...]
    citations: tuple[CitationOut, ...]
    related: tuple[RelatedOut, ...] = ()
    uncovered: tuple[str, ...] = ()
    refusal: RefusalOut | None = None
    elapsed_ms: float


class TrainingModuleOut(ResultOut):
    """A training module: a result with a quiz."""

    quiz: tuple[QuizItemOut, ...]


class LineEvent(Body):
    """The data of a `line` event of `/v1/ask/stream`: a line and its block, counted from 0."""

    block: int
    key: str | None = None
    heading: str | None = None
    style: BlockStyleName
    line: LineOut
