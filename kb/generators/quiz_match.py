"""Match: heads and what is said under them, the halves of sentences, headings and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.generators.learners import Difficulty
from kb.generators.quiz_drafts import Draft, distinct
from kb.generators.shuffling import shuffled
from kb.types import QuizType
from kb.wording import TrainingPhrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from kb.generators.likeness import Likeness
    from kb.generators.quiz_facts import Halves, Item
    from kb.generators.quiz_material import QuizMaterial
    from kb.types import Passage

_AT_LEAST = 3
_PAIRS = {Difficulty.EASY: 3, Difficulty.MIXED: 4, Difficulty.HARD: 5}
Pair = tuple[str, str, "Passage"]


def drafts(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """Heads of each list first, then half sentences, then headings."""
    count = _PAIRS[material.difficulty]
    for listing in shuffled(material.listings, rng):
        pairs = [
            (item.head or "", item.body, item.passage)
            for item in listing.headed
            if not material.likeness.gives_away(item.head or "", item.body, _bodies(listing.headed, item))
        ]
        yield from _match(material.say(TrainingPhrase.MATCH_HEADS, title=listing.title), pairs, count, rng)
    for mark in sorted({found.mark for found in material.halves}):
        same = _apart([found for found in shuffled(material.halves, rng) if found.mark == mark], material.likeness)
        hard = [
            found
            for found in same
            if not material.likeness.gives_away(
                found.beginning, found.rest, [other.rest for other in same if other is not found]
            )
        ]
        # Korean words share syllables by chance; that a half sentence goes on with its own words spoils nothing.
        pairs = [(found.beginning, found.rest, found.passage) for found in (hard if len(hard) >= _AT_LEAST else same)]
        yield from _match(material.say(TrainingPhrase.MATCH_HALVES), pairs, count, rng)
    yield from _match(material.say(TrainingPhrase.MATCH_TITLES), _titled(material, rng), count, rng)


def _bodies(items: Sequence[Item], item: Item) -> list[str]:
    return [other.body for other in items if other is not item]


def _apart(found: Sequence[Halves], likeness: Likeness) -> list[Halves]:
    """Sentences whose rests can't be taken for one another."""
    kept: list[Halves] = []
    for sentence in found:
        if not any(likeness.alike(sentence.rest, other.rest) for other in kept):
            kept.append(sentence)
    return kept


def _titled(material: QuizMaterial, rng: Random) -> list[Pair]:
    """A list item for each heading of the module that says nothing alike any other section's words."""
    pairs: list[Pair] = []
    titles = [section.title for section in material.sections]
    for title in sorted(set(titles), key=titles.index):
        others = {item.passage.id for other in titles if other != title for item in material.strange_items(other)}
        own = [item for listing in material.listings if listing.title == title for item in listing.items if item.short]
        fit = [item for item in shuffled(own, rng) if len(titles) < 2 or item.passage.id in others]
        fit = [item for item in fit if not material.likeness.shares(title, item.text)]
        if fit:
            pairs.append((title, fit[0].text, fit[0].passage))
    return pairs


def _match(prompt: str, pairs: Sequence[Pair], count: int, rng: Random) -> Iterator[Draft]:
    """A question out of some of the pairs, where there are three or more that can be told apart."""
    chosen: list[Pair] = []
    for pair in shuffled(pairs, rng):
        lefts, rights = [left for left, _, _ in (*chosen, pair)], [right for _, right, _ in (*chosen, pair)]
        if len(chosen) < count and distinct(lefts) and distinct(rights):
            chosen.append(pair)
    if len(chosen) < _AT_LEAST:
        return
    rights = shuffled([right for _, right, _ in chosen], rng)
    while rights == [right for _, right, _ in chosen]:
        rights = shuffled(rights, rng)
    yield Draft(
        QuizType.MATCH,
        prompt,
        (*(left for left, _, _ in chosen), *rights),
        tuple((place, len(chosen) + rights.index(right)) for place, (_, right, _) in enumerate(chosen)),
        tuple(passage for _, _, passage in chosen),
        tuple((left, right) for left, right, _ in chosen),
    )
