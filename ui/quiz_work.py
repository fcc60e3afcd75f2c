"""A quiz that somebody takes, or a drill: the questions of a round, and what came of those that were answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from pydantic import ValidationError

from api.schemas.common import LanguageCode
from api.schemas.drills import AnswerIn, AnswerOut, DrillOut, Ease, Given
from api.schemas.results import CitationOut, QuizItemOut, TrainingModuleOut

_EASES: tuple[Ease, ...] = ("hard", "good", "easy")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: `id` names it in this round; `card` is its name in drills, None in a quiz."""

    id: str
    item: QuizItemOut
    language: LanguageCode
    citations: tuple[CitationOut, ...]
    topic: str = ""
    card: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an answer: whether it was right, when it is asked again (ISO 8601), and what was given."""

    right: bool
    due: str
    given: Given


@dataclass(frozen=True, slots=True)
class Run:
    """A round of questions; `number` counts rounds, so that no worksheet of an old one comes back."""

    asked: tuple[Asked, ...]
    number: int
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    def find(self, name: object) -> Asked | None:
        """The question of this name."""
        return next((one for one in self.asked if one.id == name), None)

    def with_outcome(self, name: str, given: Given, answer: AnswerOut) -> Run:
        """With what came of one answer."""
        outcome = Outcome(answer.right, answer.due, given)
        return replace(self, outcomes={**self.outcomes, name: outcome})

    @property
    def wrong(self) -> tuple[Asked, ...]:
        """The questions that were answered wrongly."""
        return tuple(one for one in self.asked if one.id in self.outcomes and not self.outcomes[one.id].right)


def quiz_questions(module: TrainingModuleOut) -> tuple[Asked, ...]:
    """The questions of a module, each with the citations that it names."""
    cited = {citation.number: citation for citation in module.citations}
    return tuple(
        Asked(item.id, item, module.language, tuple(cited[number] for number in item.citations if number in cited))
        for item in module.quiz
    )


def drill_questions(drills: tuple[DrillOut, ...]) -> tuple[Asked, ...]:
    """Questions that are due."""
    return tuple(Asked(one.card, one.item, one.language, one.citations, one.topic, one.card) for one in drills)


def read_answer(asked: Asked, told: Mapping[str, object]) -> AnswerIn | None:
    """What the worksheet told, as the service takes it; None where it makes no sense."""
    ease = told.get("ease")
    try:
        return AnswerIn(
            item=asked.item,
            language=asked.language,
            citations=asked.citations,
            given=cast("Given", told.get("given")),
            ease=ease if ease in _EASES else "good",
        )
    except ValidationError:
        return None


def key_texts(item: QuizItemOut) -> tuple[str, ...]:
    """The right answer in words; of a true-or-false question nothing: the page has words of its own for it."""
    return () if item.type == "true_false" else _texts(item, item.answer)


def given_texts(item: QuizItemOut, given: Given) -> tuple[str, ...]:
    """What was answered, in words."""
    return () if given is None or isinstance(given, bool) else _texts(item, given)


def repeats_key(item: QuizItemOut) -> bool:
    """Whether the explanation says no more than the right answer, which is easier to read as a list."""
    if item.type not in {"order", "match"}:
        return False
    rest = item.explanation
    for option in item.options[len(item.options) // 2 :] if item.type == "match" else item.options:
        if option not in rest:
            return False
        rest = rest.replace(option, "", 1)
    return not any(sign.isalnum() for sign in rest)


def _texts(item: QuizItemOut, answer: object) -> tuple[str, ...]:
    if isinstance(answer, str):
        return (answer,)
    if isinstance(answer, int):
        return _option(item, answer)
    if not isinstance(answer, tuple):
        return ()
    if item.type == "match":
        pairs = (pair for pair in answer if isinstance(pair, tuple) and len(pair) == 2)
        return tuple(" → ".join((*_option(item, left), *_option(item, right))) for left, right in pairs)
    # Of a gap's accepted words one is enough.
    return tuple(answer[:1]) if item.type == "gap" else tuple(text for one in answer for text in _option(item, one))


def _option(item: QuizItemOut, index: object) -> tuple[str, ...]:
    return (item.options[index],) if isinstance(index, int) and 0 <= index < len(item.options) else ()
