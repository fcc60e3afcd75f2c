"""Put the steps in order: only lists that the text numbers, and only steps that do not name their own place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kb.generators.learners import Difficulty
from kb.generators.quiz_drafts import Draft, distinct
from kb.generators.quiz_facts import LONGEST, in_a_row, ordinal
from kb.generators.shuffling import shuffled
from kb.types import QuizType
from kb.wording import TrainingPhrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from kb.generators.quiz_facts import Item, Listing
    from kb.generators.quiz_material import QuizMaterial

_AT_LEAST = 3
_STEPS = {Difficulty.EASY: 4, Difficulty.MIXED: 5, Difficulty.HARD: 6}


def drafts(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """A candidate for each numbered list."""
    for listing in shuffled(in_a_row(material.listings), rng):
        steps = [(item, text) for item in listing.items if (text := _step(item, listing)) is not None]
        if len(steps) < _AT_LEAST or not distinct(text for _, text in steps):
            continue
        count = min(_STEPS[material.difficulty], len(steps))
        chosen = [steps[place] for place in sorted(rng.sample(range(len(steps)), count))]
        texts = [text for _, text in chosen]
        options = shuffled(texts, rng)
        while options == texts:
            options = shuffled(texts, rng)
        yield Draft(
            QuizType.ORDER,
            material.say(TrainingPhrase.ORDER, title=listing.title),
            tuple(options),
            tuple(options.index(text) for text in texts),
            tuple(item.passage for item, _ in chosen),
            tuple(pairwise(texts)),
            frozenset({listing.name}),
        )


def _step(item: Item, listing: Listing) -> str | None:
    """A step's words without a head that numbers it ("Week 1: …"); None where it still names its place, or is long."""
    numbered = all(other.head and ordinal(other.head) for other in listing.items)
    text = item.body if numbered else item.text
    return None if ordinal(text) or len(text) > LONGEST[item.passage.language] else text
