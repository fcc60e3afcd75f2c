"""The lines of a golden file: one exam question each, in one of six types. Unknown keys are errors.

References are the same in every language: a section is `work#anchor`, a passage `work#anchor/place`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from eval.parts import Half, Part
from kb.types import Level

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
SectionReference = Annotated[str, StringConstraints(pattern=r"^[^#/\s]+#[^#/\s]+$")]
PassageReference = Annotated[str, StringConstraints(pattern=r"^[^#/\s]+#[^#/\s]+/[1-9][0-9]*$")]
_Member = TypeVar("_Member")
Some = Annotated[tuple[_Member, ...], Field(min_length=1)]

# Stems in groups: an answer must hold one stem of each group.
StemGroups = tuple[Some[Words], ...]


class QuestionKind(StrEnum):
    """What an answerable question asks for."""

    HOW_TO = "how_to"
    LIST = "list"
    DEFINITION = "definition"
    NUMBER = "number"
    COMPARISON = "comparison"
    WHY = "why"
    SITUATION = "situation"
    POLICY = "policy"


class UnanswerableKind(StrEnum):
    """Why a question can't be answered as it is asked."""

    OUT_OF_SCOPE = "out_of_scope"
    NEAR_ABSENT = "near_absent"
    FALSE_PREMISE = "false_premise"
    ADVERSARIAL = "adversarial"


class FollowUpKind(StrEnum):
    """What a follow-up takes from the questions before it, or asks for."""

    TOPIC = "topic"
    ENTITY = "entity"
    WHY = "why"
    NUMBER = "number"
    LIST = "list"


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Words
    half: Half


class AnswerableItem(_Item):
    """What every answerable item has; the first of `sections` is the best."""

    noisy: bool = False
    question: Words
    sections: Some[SectionReference]
    passages: Some[PassageReference]
    contains: Some[Some[Words]]


class QuestionItem(AnswerableItem):
    """A question that the texts answer."""

    type: Literal["question"]
    kind: QuestionKind


class FollowUpItem(AnswerableItem):
    """A question after others, oldest first."""

    type: Literal["follow_up"]
    kind: FollowUpKind
    history: Some[Words]


class UnanswerableItem(_Item):
    """A question to refuse, or to correct by what one of `corrected_by` says (a false premise)."""

    type: Literal["unanswerable"]
    kind: UnanswerableKind
    noisy: bool = False
    question: Words
    corrected_by: tuple[PassageReference, ...]
    contains: StemGroups


class ChecklistItem(_Item):
    """A task; `expected` in the order of the work. `uncovered`: the texts lack a part of it."""

    type: Literal["checklist"]
    task: Words
    context: Words | None
    expected: Some[PassageReference]
    belongs: Some[SectionReference]
    uncovered: bool


class RoleItem(_Item):
    """A post to describe; `uncovered` None: whether a gap is named is not judged."""

    type: Literal["role"]
    title: Words
    level: Level | None
    industry: Words | None
    focus: Words | None
    expected: Some[PassageReference]
    belongs: Some[SectionReference]
    forbidden: tuple[Words, ...]
    uncovered: bool | None = None


class TrainingItem(_Item):
    """A training module to make; `expected` are its key points."""

    type: Literal["training"]
    topic: Words
    learners: Words | None
    minutes: Annotated[int, Field(ge=5, le=480)]
    expected: Some[PassageReference]
    belongs: Some[SectionReference]


AskedItem = QuestionItem | FollowUpItem | UnanswerableItem
MaterialItem = ChecklistItem | RoleItem | TrainingItem
GoldenItem = AskedItem | MaterialItem

ITEM: TypeAdapter[GoldenItem] = TypeAdapter(Annotated[GoldenItem, Field(discriminator="type")])


_PARTS = {
    "question": Part.QUESTIONS,
    "unanswerable": Part.UNANSWERABLE,
    "follow_up": Part.FOLLOW_UPS,
    "checklist": Part.CHECKLISTS,
    "role": Part.ROLES,
    "training": Part.TRAININGS,
}


def part_of(item: GoldenItem) -> Part:
    """The part of the exam that an item belongs to."""
    return _PARTS[item.type]


def wording_of(item: GoldenItem) -> str:
    """What the person says."""
    if isinstance(item, ChecklistItem):
        return item.task
    if isinstance(item, RoleItem):
        return item.title
    return item.topic if isinstance(item, TrainingItem) else item.question


def section_of(passage: str) -> str:
    """`work#anchor` of `work#anchor/place`."""
    return passage.rpartition("/")[0]


def sections_of(item: MaterialItem) -> frozenset[str]:
    """Every section whose lines may stand in a material."""
    return frozenset(item.belongs) | {section_of(passage) for passage in item.expected}


def missing_stems(text: str, groups: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The groups of which no stem stands in `text`, whatever its case; empty when it says all it must."""
    folded = text.casefold()
    return [stems for stems in groups if not any(stem.casefold() in folded for stem in stems)]
