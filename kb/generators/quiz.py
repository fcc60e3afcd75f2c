"""A quiz out of the structure of the texts: five types, and no question that gives another's answer away."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from kb.generators import quiz_choice, quiz_gap, quiz_match, quiz_order, quiz_true_false
from kb.generators.learners import Difficulty
from kb.generators.likeness import Likeness
from kb.text import plain
from kb.types import QuizItem, QuizType
from kb.wording.quoting import nested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kb.generators.quiz_drafts import Draft
    from kb.generators.quiz_material import QuizMaterial
    from kb.types import Passage

_FEWEST, _MOST = 5, 12
_TYPES = {
    "c": QuizType.CHOICE,
    "t": QuizType.TRUE_FALSE,
    "o": QuizType.ORDER,
    "m": QuizType.MATCH,
    "g": QuizType.GAP,
}
# Newcomers recognise what they heard; the experienced put together what belongs together.
_SEQUENCES = {
    Difficulty.EASY: "ctgcmtgcotcg",
    Difficulty.MIXED: "ctomgctgomcg",
    Difficulty.HARD: "omcgtocmgoct",
}
_MAKERS: Mapping[QuizType, Callable[[QuizMaterial, Random], Iterator[Draft]]] = {
    QuizType.ORDER: quiz_order.drafts,
    QuizType.MATCH: quiz_match.drafts,
    QuizType.GAP: quiz_gap.drafts,
    QuizType.CHOICE: quiz_choice.drafts,
    QuizType.TRUE_FALSE: quiz_true_false.drafts,
}


def questions_for(minutes: int) -> int:
    """How many questions a module of that length ends with: 5 up to half an hour, 12 from an hour and a half on."""
    return max(_FEWEST, min(_MOST, 2 + minutes // 9))


def write_quiz(
    material: QuizMaterial, count: int, rng: Random, number_of: Callable[[Passage], int]
) -> tuple[QuizItem, ...]:
    """Up to `count` questions; fewer where the sections do not hold more without giving each other away."""
    wanted = [_TYPES[letter] for letter in _SEQUENCES[material.difficulty]][:count]
    # What needs most passages is chosen first, before the others take them one by one. Where the passages are few, that
    # leaves the others none, and the other way round may give more questions.
    fewest = min(count, _FEWEST)
    best = _best(material, wanted, count, rng)
    if len(best) < fewest:
        # Where all that could be asked has a word of its answer in it, an easy question is better than none.
        best = max(best, _best(replace(material, likeness=Likeness(strict=False)), wanted, count, rng), key=len)
    return tuple(_item(place, draft, number_of) for place, draft in enumerate(_arranged(best, wanted), start=1))


def _best(material: QuizMaterial, wanted: Sequence[QuizType], count: int, rng: Random) -> list[Draft]:
    """Of both ways round: enough questions, then of the most types, then the most."""
    makers = tuple(_MAKERS)
    tried = [
        _choose(_in_turn(types, wanted), count, material, Random(rng.random()))  # noqa: S311 - a quiz
        for types in (makers, makers[::-1])
    ]
    return max(tried, key=lambda held: (min(len(held), _FEWEST), len({draft.type for draft in held}), len(held)))


def _in_turn(types: Sequence[QuizType], wanted: Sequence[QuizType]) -> list[QuizType]:
    """One of each type in turn, as many as are wanted; then any, to fill up."""
    turns = [type_ for turn in range(len(wanted)) for type_ in types if turn < wanted.count(type_)]
    return [*turns, *list(types) * len(wanted)]


def _choose(types: Sequence[QuizType], count: int, material: QuizMaterial, rng: Random) -> list[Draft]:
    """Up to `count` drafts that may stand together: of each type in turn the next one that may."""
    makers = {type_: maker(material, rng) for type_, maker in _MAKERS.items()}
    chosen: list[Draft] = []
    for type_ in types:
        draft = _next(makers[type_], chosen) if len(chosen) < count else None
        if draft is not None:
            chosen.append(draft)
    return chosen


def _arranged(chosen: Sequence[Draft], wanted: Sequence[QuizType]) -> list[Draft]:
    """In the sequence that was wanted; what stands in for a type that ran out, at the end."""
    waiting = list(chosen)
    arranged: list[Draft] = []
    for type_ in wanted:
        draft = next((draft for draft in waiting if draft.type is type_), None)
        if draft is not None:
            waiting.remove(draft)
            arranged.append(draft)
    return [*arranged, *waiting]


def _next(candidates: Iterator[Draft], chosen: Sequence[Draft]) -> Draft | None:
    """The next candidate that may stand beside those chosen; true and false are kept even."""
    for draft in candidates:
        if not any(draft.clashes(other) for other in chosen) and not _lopsided(draft, chosen):
            return draft
    return None


def _lopsided(draft: Draft, chosen: Sequence[Draft]) -> bool:
    answers = [other.answer for other in chosen if other.type is QuizType.TRUE_FALSE]
    return draft.type is QuizType.TRUE_FALSE and answers.count(draft.answer) > answers.count(not draft.answer)


def _item(place: int, draft: Draft, number_of: Callable[[Passage], int]) -> QuizItem:
    return QuizItem(
        id=f"q{place}",
        type=draft.type,
        prompt=nested(draft.prompt),
        options=draft.options,
        answer=draft.answer,
        explanation="\n".join(plain(passage.text) for passage in draft.asked),
        citations=tuple(number_of(passage) for passage in draft.asked),
    )
