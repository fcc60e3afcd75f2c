"""Numbers the evidence, and checks that each quote stands in its text, to the character, before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.errors import CitationError
from kb.types import Citation, Material

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.types import Passage


def cite(passages: Iterable[Passage]) -> tuple[Citation, ...]:
    """A citation for each passage, numbered from 1 in their order."""
    return tuple(
        Citation(
            number=number,
            document=passage.document,
            work=passage.work,
            title=passage.title,
            section=passage.section_path,
            anchor=passage.anchor,
            language=passage.language,
            original_language=passage.original,
            quote=passage.text,
            start=passage.start,
            end=passage.end,
            version=passage.version,
            made_by=passage.made_by,
            reviewed=passage.reviewed,
        )
        for number, passage in enumerate(passages, start=1)
    )


def check(material: Material, text_of: Callable[[str, str], str]) -> None:
    """Raise CitationError unless every line is cited, every number exists and every quote is at its offsets."""
    numbers = {citation.number for citation in material.citations}
    for block in material.blocks:
        for line in block.lines:
            if not line.citations or not set(line.citations) <= numbers:
                raise CitationError(f"Line {line.id} of {material.id} cites {line.citations}, there are {numbers}.")
    texts: dict[tuple[str, str], str] = {}
    for citation in material.citations:
        place = citation.document, citation.version
        text = texts[place] if place in texts else texts.setdefault(place, text_of(*place))
        if text[citation.start : citation.end] != citation.quote:
            raise CitationError(
                f"{citation.document} {citation.version} does not hold the quote of citation {citation.number} "
                f"at {citation.start}:{citation.end}."
            )
