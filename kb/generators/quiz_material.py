"""What a quiz is made of: the module's lists and sentences, and those of the sections beside it for wrong answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.generators.likeness import Likeness
from kb.generators.module_points import PointSection
from kb.generators.quiz_facts import Halves, Item, Listing, halves, listings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kb.generators.learners import Difficulty
    from kb.generators.shelves import Shelved

# Wrong answers come from the nearest sections; more than these add time, not closeness.
_SECTIONS_BESIDE = 14


@dataclass(frozen=True, slots=True)
class QuizMaterial:
    """Everything that a question type may use. What ends in `beside` stands in sections that the module leaves out.

    `say` fills a phrase of the catalogue; `number`, `title` and so on are its fields. `said` is all that the sections
    of a title say, chosen or not.
    """

    sections: tuple[PointSection, ...]
    listings: tuple[Listing, ...]
    halves: tuple[Halves, ...]
    listings_beside: tuple[Listing, ...]
    halves_beside: tuple[Halves, ...]
    said: Mapping[str, tuple[str, ...]]
    difficulty: Difficulty
    likeness: Likeness
    say: Callable[..., str]
    _strange: dict[str, list[Item]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def strange_items(self, title: str) -> list[Item]:
        """List items of other sections that nothing under `title` says too: the module's own first."""
        if title not in self._strange:
            self._strange[title] = [
                item
                for listing in (*self.listings, *self.listings_beside)
                if listing.title != title
                for item in listing.items
                if item.short and not any(self.likeness.alike(item.text, text) for text in self.said[title])
            ]
        return list(self._strange[title])

    def clearly_strange_items(self, title: str) -> list[Item]:
        """Of those, the ones that nobody could put under `title`: of another text, and without a word of it.

        "Hold firmly to the rules on payment" belongs to collecting payment for any reader, wherever it stands. Steps of
        a visit are told apart by their numbers.
        """
        works = {section.section.key[0] for section in self.sections if section.title == title}
        steps = {section.section.key for section in self.sections if section.section.step is not None}
        stepped = any(section.title == title and section.section.key in steps for section in self.sections)
        return [
            item
            for item in self.strange_items(title)
            if (item.passage.work not in works or (stepped and (item.passage.work, item.passage.anchor) in steps))
            and not self.likeness.shares(title, item.text)
        ]

    def strange_halves(self, asked: Halves) -> list[Halves]:
        """Sentences cut at the same mark that go on otherwise than `asked`, the module's own first."""
        return [
            other
            for other in (*self.halves, *self.halves_beside)
            if other.mark == asked.mark
            and other.passage.id != asked.passage.id
            and other.passage.language is asked.passage.language
            and not self.likeness.alike(other.rest, asked.rest)
        ]


def gather(
    sections: Sequence[PointSection], shelf: Iterable[Shelved], difficulty: Difficulty, say: Callable[..., str]
) -> QuizMaterial:
    """The material for a quiz on `sections`, with the sections of the shelf that are nearest to them beside it."""
    beside = _beside(sections, shelf)
    said: dict[str, tuple[str, ...]] = {}
    for part in sections:
        said[part.title] = said.get(part.title, ()) + tuple(passage.text for passage in part.section.view.passages)
    return QuizMaterial(
        sections=tuple(sections),
        listings=tuple(listing for section in sections for listing in listings(section)),
        halves=tuple(found for section in sections for found in halves(section)),
        listings_beside=tuple(listing for section in beside for listing in listings(section)),
        halves_beside=tuple(found for section in beside for found in halves(section)),
        said=said,
        difficulty=difficulty,
        likeness=Likeness(),
        say=say,
    )


def _beside(sections: Sequence[PointSection], shelf: Iterable[Shelved]) -> list[PointSection]:
    """Sections of the same kind of content: of the same text first, then of the same area, then of the same kind."""
    held = {part.section.key for part in sections}
    language = sections[0].passages[0].language
    documents = {part.section.key[0] for part in sections}
    areas = {part.section.attributes.get("area") for part in sections} - {None}
    kinds = {part.section.attributes.get("kind") for part in sections} - {None}

    def distance(section: Shelved) -> tuple[bool, bool, bool, int]:
        attributes = section.attributes
        return (
            section.key[0] not in documents,
            attributes.get("area") not in areas,
            attributes.get("kind") not in kinds,
            section.index,
        )

    others = [s for s in shelf if s.key not in held and s.view.passages[0].language is language]
    nearest = sorted(others, key=distance)[:_SECTIONS_BESIDE]
    return [PointSection(section, section.view.passages) for section in nearest]
