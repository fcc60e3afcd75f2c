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


def check(
    material: Material, text_of: Callable[[str, str], str], is_fixed: Callable[[str], bool] = lambda text: False
) -> None:
    """Raise CitationError unless every line is cited, every number exists and every quote is at its offsets.

    Only a fixed phrase (`is_fixed`) may stand without a source; a quiz question never.
    """
    numbers = {citation.number for citation in material.citations}
    stated = [(line.id, line.citations, is_fixed(line.text)) for block in material.blocks for line in block.lines]
    stated += [(item.id, item.citations, False) for item in material.quiz]
    for name, cited, fixed in stated:
        if (not cited and not fixed) or not set(cited) <= numbers:
            raise CitationError(f"Line {name} of {material.id} cites {cited}, there are {sorted(numbers)}.")
    texts: dict[tuple[str, str], str] = {}
    for citation in material.citations:
        place = citation.document, citation.version
        text = texts[place] if place in texts else texts.setdefault(place, text_of(*place))
        if text[citation.start : citation.end] != citation.quote:
            raise CitationError(
                f"{citation.document} {citation.version} does not hold the quote of citation {citation.number} "
                f"at {citation.start}:{citation.end}."
            )
