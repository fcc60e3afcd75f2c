"""The bodies of `/v1/drills` and `/v1/readiness`: answers to quiz questions, what is due again, who is ready."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.common import Body, LanguageCode
from api.schemas.results import CitationOut, QuizItemOut

# How it felt; a wrong answer needs no ease.
Ease = Literal["hard", "good", "easy"]
ReadinessLevel = Literal["none", "red", "amber", "green"]

MAX_ANSWERS = 100

Pairs = tuple[tuple[int, int], ...]
Words = Annotated[str, Field(max_length=500)]
# The boolean first: pydantic would otherwise take it for a number. None: given up.
Given = bool | int | Pairs | tuple[int, ...] | Words | None


class AnswerIn(Body):
    """A quiz question of a training module as it was asked, and what was answered.

    `given` by type: `choice` an index; `true_false` a boolean; `order` indices; `match` pairs of indices; `gap` a
    string; null where it was given up. `citations` are those that the item's numbers name.
    """

    item: QuizItemOut
    language: LanguageCode
    citations: tuple[CitationOut, ...] = Field(min_length=1, max_length=20)
    given: Given = None
    ease: Ease = "good"


class AnswersIn(Body):
    """Some answers at once: a whole quiz, or one question."""

    answers: tuple[AnswerIn, ...] = Field(min_length=1, max_length=MAX_ANSWERS)


class ReviewIn(Body):
    """The answer to a question that was due."""

    given: Given = None
    ease: Ease = "good"


class AnswerOut(Body):
    """Whether it was right, and when it is asked again; `card` names the question in drills."""

    card: str
    right: bool
    due: str


class AnswersOut(Body):
    """In the order of the answers."""

    answers: tuple[AnswerOut, ...]
    right: int


class DrillOut(Body):
    """A question that is due."""

    card: str
    item: QuizItemOut
    language: LanguageCode
    citations: tuple[CitationOut, ...]
    work: str
    topic: str
    due: str
    reviews: int


class DrillsOut(Body):
    """What is due, the longest overdue first. `due` counts all of it, `next` says when something is due again."""

    drills: tuple[DrillOut, ...]
    due: int
    learned: int
    next: str | None = None


class TopicReadinessOut(Body):
    """How ready somebody is on a work.

    `none`: fewer than three questions answered. `recall`: 0 to 1, the share that would be known today.
    """

    work: str
    document: str
    title: str
    level: ReadinessLevel
    recall: float
    answered: int
    due: int


class ReadinessOut(Body):
    """The caller's own board; `shared`: managers and HR see it too, under the name of the key."""

    topics: tuple[TopicReadinessOut, ...]
    shared: bool


class PersonReadinessOut(Body):
    """One person's board, under the name of their key."""

    name: str
    topics: tuple[TopicReadinessOut, ...]


class TeamReadinessOut(Body):
    """Everybody's boards, by name."""

    people: tuple[PersonReadinessOut, ...]
