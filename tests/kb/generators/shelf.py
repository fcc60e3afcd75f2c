"""Shelves and searches by hand for the tests of the generators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kb.library import SectionView
from kb.types import Hit, Language, Passage, PassageKind, Role, Search
from tests.builders import passage

Shelf = Callable[[Language, Role], Sequence[SectionView]]
Searching = Callable[[str, Language, Role], Search]


def section(
    anchor: str,
    *texts: str,
    document: str = "guide.en",
    language: Language = Language.EN,
    heading: str | None = None,
    **attributes: str,
) -> SectionView:
    """A section: a text that begins with "- " is an item, with "1. " a step, else a paragraph."""
    kinds = {"- ": PassageKind.ITEM, "1.": PassageKind.STEP}
    passages = []
    for place, text in enumerate(texts, start=1):
        kind = kinds.get(text[:2], PassageKind.PARAGRAPH)
        plain = text if kind is PassageKind.PARAGRAPH else text[2:].strip()
        title = heading or anchor.title()
        made = passage(
            plain, place=place, document=document, anchor=anchor, kind=kind, language=language, heading=title
        )
        passages.append(replace(made, attributes=tuple(sorted(attributes.items()))))
    return SectionView(anchor, passages[0].section_path, tuple(passages))


def shelf_of(*sections: SectionView) -> Shelf:
    return lambda language, role: list(sections)


def searching(found: Mapping[str, Mapping[Passage, float]], *, asked: float = 0.7, decoy: float = 0.1) -> Searching:
    """Finds by the exact text; what is not in the table finds nothing."""

    def search(text: str, language: Language, role: Role) -> Search:
        hits = tuple(
            Hit(hit, score, score, None, score, language)
            for hit, score in sorted(found.get(text, {}).items(), key=lambda pair: -pair[1])
        )
        return Search(text, language, hits, asked if hits else 0.1, decoy)

    return search
