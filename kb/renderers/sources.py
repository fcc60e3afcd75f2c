"""The list of sources: citations by section, with what a reader should know of each text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kb.renderers.cleaning import one_line
from kb.renderers.sheet import Mark, Source
from kb.types import Citation, Language, Material
from kb.wording import FilePhrase

if TYPE_CHECKING:
    from kb.wording import Wording

_QUOTED = {Language.ZH: "“{}”", Language.KO: "“{}”", Language.BG: "„{}“", Language.EN: "“{}”"}
_OUR_HANDS = frozenset({"project", "person"})
_VERSION_DIGITS = 12


def sources(material: Material, wording: Wording, page: str | None) -> tuple[Source, ...]:
    """The sections cited, in the order of their first number; `page` is the page's address, for links."""
    said: dict[int, list[str]] = {}
    for block in material.blocks:
        for line in block.lines:
            for number in line.citations:
                said.setdefault(number, []).append(_letters(line.text))
    sections: dict[tuple[str, str, Language], list[Mark]] = {}
    for citation in material.citations:
        place = (
            _place(citation),
            _bracketed(_notes(citation, wording, material.language), material.language),
            citation.language,
        )
        quoted = any(_letters(citation.quote) in text for text in said.get(citation.number, ()))
        mark = Mark(citation.number, _link(citation, page), None if quoted else _quote(citation))
        sections.setdefault(place, []).append(mark)
    return tuple(Source(place, notes, language, tuple(marks)) for (place, notes, language), marks in sections.items())


def _place(citation: Citation) -> str:
    headings = [one_line(heading) for heading in citation.section if heading != citation.title]
    return " › ".join([one_line(citation.title), *headings])


def _notes(citation: Citation, wording: Wording, language: Language) -> tuple[str, ...]:
    def name(of: Language) -> str:
        return wording.phrase(FilePhrase(f"file.{of}"), language)

    notes = []
    if citation.language is not language:
        notes.append(wording.phrase(FilePhrase.QUOTED_IN, language, name=name(citation.language)))
    if citation.original_language is not citation.language:
        notes.append(wording.phrase(FilePhrase.SOURCE_IN, language, name=name(citation.original_language)))
    if citation.made_by not in _OUR_HANDS:
        notes.append(wording.phrase(FilePhrase.MACHINE_MADE, language, model=one_line(citation.made_by)))
    if citation.reviewed:
        notes.append(wording.phrase(FilePhrase.REVIEWED, language, date=citation.reviewed.isoformat()))
    version = citation.version.rpartition(":")[2][:_VERSION_DIGITS]
    notes.append(wording.phrase(FilePhrase.VERSION, language, version=one_line(version)))
    return tuple(notes)


def _bracketed(notes: tuple[str, ...], language: Language) -> str:
    """Notes as they follow a place: Chinese has brackets and commas of its own, with no blank before them."""
    return f"（{'，'.join(notes)}）" if language is Language.ZH else f" ({', '.join(notes)})"


def _link(citation: Citation, page: str | None) -> str | None:
    if not page:
        return None
    place = {
        "document": citation.document,
        "start": citation.start,
        "end": citation.end,
        "version": citation.version,
    }
    return f"{page.rstrip('/')}/?{urlencode(place)}"


def _quote(citation: Citation) -> str:
    return _QUOTED[citation.language].format(one_line(citation.quote))


def _letters(text: str) -> str:
    """A text's letters and digits: a line is its quote without list marks and inline Markdown."""
    return "".join(char for char in text if char.isalnum())
