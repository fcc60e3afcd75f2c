"""True or false: what the text says, or the same with the head, the order, the number or the place of something else.

False is only what the text itself makes false: another item's description, steps the wrong way round, another number,
the contrary of what a sentence says, an item that stands in another section.
"""

from __future__ import annotations

import re
from itertools import chain, filterfalse
from typing import TYPE_CHECKING

from kb.generators.quiz_drafts import Draft, stands_in
from kb.generators.quiz_facts import LONGEST, belonging, in_a_row, opening, ordinal
from kb.generators.quiz_opposites import opposite
from kb.generators.remarks import is_remark, speaks_of_source
from kb.generators.shuffling import in_turn, shuffled
from kb.text import plain, sentences
from kb.types import QuizType
from kb.wording import TrainingPhrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from kb.generators.quiz_facts import Item
    from kb.generators.quiz_material import QuizMaterial
    from kb.types import Passage

TRUE_FALSE = QuizType.TRUE_FALSE
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,4}(?![\w-]|[.,]\d)|(?<![\w.,-])\d{1,4}(?=[\u3400-\u9fff\uac00-\ud7a3])")
# A step named within a sentence ends none itself.
_STOPS = ".。．"


def drafts(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """Candidates in turn from each way of asking, a false one and a true one in turn.

    What belongs under a heading comes last: it asks for the place of something and not for what is to be known of it.
    """
    ways = [_numbers(material, rng), _contraries(material, rng), _heads(material, rng), _order(material, rng)]
    truth = rng.random() < 0.5
    for pair in chain(in_turn(ways), _belongs(material, rng)):
        yield from pair if truth else reversed(pair)
        truth = not truth


def _contraries(material: QuizMaterial, rng: Random) -> Iterator[tuple[Draft, Draft]]:
    """What a sentence says, and its contrary."""
    held = [
        (passage, section.title, sentence)
        for section in material.sections
        for passage in section.points
        if (sentence := opening(passage)) is not None
    ]
    for passage, title, sentence in shuffled(held, rng):
        contrary = opposite(sentence, passage.language)
        if contrary is not None:
            true, false = (
                material.say(TrainingPhrase.TRUE_NUMBER, title=title, statement=said) for said in (sentence, contrary)
            )
            yield _pair(true, false, (passage,), ((sentence,),))


def _numbers(material: QuizMaterial, rng: Random) -> Iterator[tuple[Draft, Draft]]:
    """A sentence with its number, and with another."""

    def stated(title: str, statement: str) -> str:
        return material.say(TrainingPhrase.TRUE_NUMBER, title=title, statement=statement)

    numbers = numbered(material)
    for passage, title, sentence, number in shuffled(numbers, rng):
        section = {found[0] for other, heading, _, found in numbers if heading == title and other is not passage}
        near = sorted(section - {number[0]}) or [str(other) for other in _other_numbers(int(number[0]))]
        others = [other for other in near if not stands_in(other, passage.text)]
        if others:
            false = sentence[: number.start()] + rng.choice(others) + sentence[number.end() :]
            yield _pair(stated(title, sentence), stated(title, false), (passage,), ((sentence,),))


def numbered(material: QuizMaterial) -> list[tuple[Passage, str, str, re.Match[str]]]:
    """(passage, heading, sentence, number) wherever a sentence holds one number, which its heading does not tell."""
    found = []
    for section in material.sections:
        for passage in filterfalse(is_remark, section.points):
            text = " ".join(plain(passage.text).split())
            for start, end in sentences(text, passage.language):
                sentence = text[start:end]
                numbers = list(_NUMBER.finditer(sentence))
                drilled = len(sentence) <= LONGEST[passage.language] and not speaks_of_source(
                    sentence, passage.language
                )
                if len(numbers) == 1 and drilled and not stands_in(numbers[0][0], section.title):
                    found.append((passage, section.title, sentence, numbers[0]))
    return found


def _other_numbers(number: int) -> list[int]:
    """Numbers that somebody might take it for."""
    if number % 5 == 0 and number:
        return [number * 2, number + 5, *([number - 5] if number > 5 else [])]
    return [number + 1, number + 2, *([number - 1] if number > 1 else [])]


def _heads(material: QuizMaterial, rng: Random) -> Iterator[tuple[Draft, Draft]]:
    """A description under its own head, and under another head of the same list."""

    def said_of(head: str) -> str:
        return material.say(TrainingPhrase.TRUE_HEAD, title=listing.title, head=head, body=item.body)

    asked = [(listing, item) for listing in material.listings for item in listing.headed]
    for listing, item in shuffled(asked, rng):
        others = [other for other in listing.headed if other is not item]
        head = item.head or ""
        if others and not material.likeness.gives_away(head, item.body, [other.body for other in others]):
            wrong = rng.choice(others).head or ""
            yield _pair(said_of(head), said_of(wrong), (item.passage,), ((head, item.body),))


def _order(material: QuizMaterial, rng: Random) -> Iterator[tuple[Draft, Draft]]:
    """Two steps in their order, and the other way round."""

    def before(first: str, second: str) -> str:
        named = {"first": first.rstrip(_STOPS), "second": second.rstrip(_STOPS)}
        return material.say(TrainingPhrase.TRUE_BEFORE, title=listing.title, **named)

    for listing in shuffled(in_a_row(material.listings), rng):
        steps = [item for item in listing.items if len(item.text) <= LONGEST[item.passage.language] // 2]
        if len(steps) > 2 and not any(ordinal(item.text) for item in steps):
            one, two = (steps[place] for place in sorted(rng.sample(range(len(steps)), 2)))
            passages = one.passage, two.passage
            secrets, tied = ((one.text, two.text),), frozenset({listing.name})
            yield _pair(before(one.text, two.text), before(two.text, one.text), passages, secrets, tied)


def _belongs(material: QuizMaterial, rng: Random) -> Iterator[tuple[Draft, Draft]]:
    """An item of a section, and one of another section of the module that says nothing alike."""

    def stands(item: Item) -> str:
        return material.say(TrainingPhrase.TRUE_BELONGS, title=listing.title, item=item.text)

    own = {passage.id for section in material.sections for passage in section.passages}
    for listing in shuffled(material.listings, rng):
        strange = [item for item in material.clearly_strange_items(listing.title) if item.passage.id in own]
        for item in shuffled([item for item in listing.items if item.short], rng):
            if strange and not material.likeness.gives_away(
                listing.title, item.text, [other.text for other in strange]
            ):
                other, tied = rng.choice(strange), belonging(listing, TRUE_FALSE)
                yield (
                    Draft(TRUE_FALSE, stands(item), (), True, (item.passage,), ((listing.title, item.text),), tied),
                    Draft(TRUE_FALSE, stands(other), (), False, (other.passage,), (), tied),
                )


def _pair(
    true: str,
    false: str,
    asked: tuple[Passage, ...],
    secrets: tuple[tuple[str, ...], ...],
    tied: frozenset[str] = frozenset(),
) -> tuple[Draft, Draft]:
    return (
        Draft(TRUE_FALSE, true, (), True, asked, secrets, tied),
        Draft(TRUE_FALSE, false, (), False, asked, secrets, tied),
    )
