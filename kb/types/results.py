"""What goes out: materials made of cited lines, quizzes, and refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kb.types.searching import Related
from kb.types.texts import Language


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage and the quoted span, exact to the character, in one version of a document."""

    number: int
    document: str
    work: str
    title: str
    section: tuple[str, ...]
    anchor: str
    language: Language
    original_language: Language
    quote: str
    start: int
    end: int
    version: str
    made_by: str
    reviewed: date | None


class MaterialKind(StrEnum):
    """What a material is."""

    ANSWER = "answer"
    CHECKLIST = "checklist"
    ROLE_DESCRIPTION = "role_description"
    TRAINING_MODULE = "training_module"


class BlockStyle(StrEnum):
    """How a block's lines are set."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    STEPS = "steps"
    CHECKS = "checks"


class WrittenBy(StrEnum):
    """Who worded a result: taken word for word, or phrased by a model and verified."""

    EXTRACT = "extract"
    MODEL = "model"


class RefusalReason(StrEnum):
    """Why there is no answer."""

    NO_EVIDENCE = "no_evidence"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    NOT_A_QUESTION = "not_a_question"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement and the numbers of the citations that it stands on."""

    id: str
    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    style: BlockStyle
    lines: tuple[Line, ...]
    key: str | None = None
    heading: str | None = None
    minutes: int | None = None


class QuizType(StrEnum):
    """How a quiz question is answered."""

    CHOICE = "choice"
    TRUE_FALSE = "true_false"
    ORDER = "order"
    MATCH = "match"
    GAP = "gap"


QuizAnswer = int | bool | tuple[int, ...] | tuple[tuple[int, int], ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizItem:
    """One question of a quiz, with its key.

    `answer` by type: `choice` the index of the right option; `true_false` a boolean (no options); `order` the indices
    of the options in their right order; `match` pairs of indices, where `options` holds all left sides, then all right
    sides, and both indices count in that one list; `gap` the accepted strings (no options; the prompt holds "____").
    `explanation` is in the words of the passages cited.
    """

    id: str
    type: QuizType
    prompt: str
    options: tuple[str, ...]
    answer: QuizAnswer
    explanation: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A result: blocks of lines, each line with its citation numbers; a training module also its quiz.

    `uncovered` names, in the asker's words or a fixed phrase, what was asked for and the texts do not have.
    """

    id: str
    kind: MaterialKind
    language: Language
    title: str | None
    question_used: str
    written_by: WrittenBy
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    related: tuple[Related, ...] = field(default=())
    uncovered: tuple[str, ...] = field(default=())
    quiz: tuple[QuizItem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Refusal:
    """The result where the texts do not answer: a result, not an error."""

    id: str
    language: Language
    question_used: str
    reason: RefusalReason
    message: str
    related: tuple[Related, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class NotCovered:
    """What a generator returns where the texts hold nothing to make a material of; the coach refuses politely."""

    related: tuple[Related, ...] = field(default=())
