"""Multiple choice: what a description describes, how a sentence goes on, which step comes when, what belongs where."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kb.generators.learners import Difficulty
from kb.generators.quiz_drafts import Draft, distinct
from kb.generators.quiz_facts import belonging, in_a_row, ordinal
from kb.generators.shuffling import in_turn, shuffled
from kb.types import QuizType
from kb.wording import TrainingPhrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from kb.generators.quiz_material import QuizMaterial
    from kb.types import Passage

_OPTIONS = 4
_OPTIONS_AT_LEAST = 3


def drafts(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """Candidates in turn from each way of asking, so that a quiz does not ask one way only."""
    ways = [_terms(material, rng), _goes_on(material, rng), _steps(material, rng), _belongs(material, rng)]
    if material.difficulty is Difficulty.EASY:
        ways = [ways[0], ways[3], ways[2], ways[1]]
    yield from in_turn(ways)


def _terms(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """A description, and the heads of its list to choose from."""
    asked = [(listing, item) for listing in material.listings for item in listing.headed]
    for listing, item in shuffled(asked, rng):
        others = [other for other in listing.headed if other is not item]
        head = item.head or ""
        if not material.likeness.gives_away(head, item.body, [other.body for other in others]):
            prompt = material.say(TrainingPhrase.CHOICE_TERM, title=listing.title, body=item.body)
            wrong = [other.head or "" for other in others]
            yield from _choice(prompt, head, wrong, (item.passage,), ((head, item.body),), rng)


def _goes_on(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """Half a sentence, and the other halves of sentences that are cut at the same mark."""
    for asked in shuffled(material.halves, rng):
        # The module's own and the nearest come first; of those the ones of like length, so that form tells nothing.
        others = material.strange_halves(asked)[: 3 * _OPTIONS]
        others.sort(key=lambda other: (abs(len(other.rest) - len(asked.rest)), other.passage.id))
        rests = [other.rest for other in shuffled(others[: _OPTIONS + 1], rng)]
        prompt = material.say(TrainingPhrase.CHOICE_GOES_ON, title=asked.title, beginning=asked.beginning)
        yield from _choice(prompt, asked.rest, rests, (asked.passage,), ((asked.beginning, asked.rest),), rng)


def _steps(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """What comes first, or directly after a step: only where the text numbers the list."""
    for listing in shuffled(in_a_row(material.listings), rng):
        steps = [item for item in listing.items if item.short]
        if len(steps) < len(listing.items) or len(steps) < _OPTIONS or any(ordinal(item.text) for item in steps):
            continue
        tied = frozenset({listing.name})
        if material.difficulty is Difficulty.EASY:
            shown = sorted(rng.sample(range(len(steps)), _OPTIONS))
            prompt = material.say(TrainingPhrase.CHOICE_FIRST, title=listing.title)
            passages = tuple(steps[place].passage for place in shown)
            first, *wrong = (steps[place].text for place in shown)
            yield from _choice(prompt, first, wrong, passages, ((first, listing.title),), rng, tied)
        else:
            beside = [pair for pair in pairwise(steps) if pair[0].passage.place + 1 == pair[1].passage.place]
            if not beside:
                continue
            one, then = rng.choice(beside)
            prompt = material.say(TrainingPhrase.CHOICE_NEXT, title=listing.title, step=one.text)
            wrong = [item.text for item in shuffled(steps, rng) if item is not one and item is not then]
            passages = one.passage, then.passage
            yield from _choice(prompt, then.text, wrong, passages, ((one.text, then.text),), rng, tied)


def _belongs(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """Which of some list items stands in a section; the others stand elsewhere and say nothing alike."""
    for listing in shuffled(material.listings, rng):
        strange = material.clearly_strange_items(listing.title)
        if len(strange) < _OPTIONS_AT_LEAST - 1:
            continue
        for item in shuffled([item for item in listing.items if item.short], rng):
            near = sorted(strange[: 4 * _OPTIONS], key=lambda other: abs(len(other.text) - len(item.text)))[
                : 2 * _OPTIONS
            ]
            wrong = [other.text for other in shuffled(near, rng)]
            if not material.likeness.gives_away(listing.title, item.text, wrong):
                prompt = material.say(TrainingPhrase.CHOICE_BELONGS, title=listing.title)
                tied = belonging(listing, QuizType.CHOICE)
                secrets = ((listing.title, item.text),)
                yield from _choice(prompt, item.text, wrong, (item.passage,), secrets, rng, tied)


def _choice(
    prompt: str,
    right: str,
    wrong: Sequence[str],
    asked: tuple[Passage, ...],
    secrets: tuple[tuple[str, ...], ...],
    rng: Random,
    tied: frozenset[str] = frozenset(),
) -> Iterator[Draft]:
    options = [right]
    for text in wrong:
        if len(options) < _OPTIONS and distinct([*options, text]):
            options.append(text)
    if len(options) >= _OPTIONS_AT_LEAST:
        rng.shuffle(options)
        yield Draft(QuizType.CHOICE, prompt, tuple(options), options.index(right), asked, secrets, tied)
