"""Sections to teach from, made by hand: a handbook of three sections and one that lies beside them."""

from __future__ import annotations

from dataclasses import replace

from kb.generators.learners import Difficulty
from kb.generators.module_points import PointSection
from kb.generators.quiz_material import QuizMaterial, gather
from kb.generators.shelves import Shelved, arrange
from kb.library import SectionView
from kb.types import Hit, Language, Passage, PassageKind, Search
from kb.wording import TrainingPhrase, Wording
from tests.builders import hit, passage

STEP, ITEM, PARAGRAPH = PassageKind.STEP, PassageKind.ITEM, PassageKind.PARAGRAPH

STEPS = [
    "Do it in this order:",
    "Wash the glass with warm water.",
    "Dry the glass on a rack.",
    "Polish the glass with linen.",
    "Pack the glass in straw.",
    "Seal the carton.",
]
LEVELS = [
    "There are three grades:",
    "Gold: flawless under a lamp.",
    "Silver: one bubble at most.",
    "Bronze: scratched but whole.",
]
RULES = [
    "Breakage happens mostly on ramps; nobody should hurry there.",
    "When a carton falls, report it within 15 minutes.",
    "Keep lids, corks, labels and ribbons in the dry store.",
    "Editorial note: the ramps were rebuilt, and the rule was kept.",
]
CARE = [
    "Look after four things:",
    "Lamps: trim the wicks at dusk.",
    "Floors: sweep before the carters come.",
    "Scales: set them to zero every morning.",
    "Doors: bolt both of them at night.",
]
STORE = [
    "Bring for the store:",
    "A lantern with a spare wick.",
    "Gloves made of leather.",
    "A list of open deliveries.",
]


def section(
    number: int, heading: str, lines: list[str], kind: PassageKind, attributes: dict[str, str] | None = None
) -> SectionView:
    """A section of `guide.en`; a first line that ends in a colon is the paragraph that introduces the list."""
    passages = []
    for place, text in enumerate(lines, start=1):
        found = passage(
            text,
            place=place,
            anchor=f"s{number}",
            heading=heading,
            kind=PARAGRAPH if text.endswith(":") else kind,
            start=1000 * number + 100 * place,
        )
        passages.append(replace(found, section=number, attributes=tuple(sorted((attributes or {}).items()))))
    return SectionView(f"s{number}", (heading,), tuple(passages))


def shelf() -> list[SectionView]:
    """The handbook: none of its sections has an attribute."""
    return [
        section(0, "Cleaning", STEPS, STEP),
        section(1, "Grades", LEVELS, ITEM),
        section(2, "Breakage", RULES, PARAGRAPH),
        section(3, "Store", STORE, ITEM),
    ]


def shelved(*views: SectionView) -> list[Shelved]:
    """The same as the generators read them."""
    return list(arrange(views or shelf()).values())


def taught(*sections: Shelved) -> tuple[PointSection, ...]:
    """Sections of which everything is taught."""
    return tuple(PointSection(found, found.view.passages) for found in sections)


def material(difficulty: Difficulty = Difficulty.MIXED) -> QuizMaterial:
    """What a quiz on the handbook is made of, with one more section taught and the store beside it."""
    wording = Wording.load()

    def say(phrase: TrainingPhrase, **values: object) -> str:
        return wording.phrase(phrase, Language.EN, **values)

    cleaning, grades, breakage, store, care = shelved(*shelf(), section(4, "Care", CARE, ITEM))
    sections = cleaning, grades, breakage, care
    return gather(taught(*sections), [*sections, store], difficulty, say)


def found(text: str, *hits: Hit, asked: float = 0.7, decoy: float = 0.1) -> Search:
    """A search with its hits, best first."""
    return Search(text, Language.EN, tuple(sorted(hits, key=lambda one: -one.score)), asked, decoy)


def hits_on(view: SectionView, *scores: float) -> list[Hit]:
    """Hits on a section's passages, in their order."""
    return [hit(one, score) for one, score in zip(view.passages, scores, strict=False)]


def passages_of(sections: tuple[PointSection, ...]) -> list[Passage]:
    """All passages chosen."""
    return [one for part in sections for one in part.passages]
