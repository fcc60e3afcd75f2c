"""Two editions of a section side by side: row beside row where both have as many, else text beside text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from api.schemas.documents import EditionOut, SectionOut
from ui.links import CitationLink
from ui.phrases import NATIVE_NAMES
from ui.rows import Row, row_node, rows_of
from ui.service import Source, edition
from ui.settings import Page
from ui.sheet import Node


@dataclass(frozen=True, slots=True)
class Column:
    """One side: an edition and its section."""

    source: Source
    section: SectionOut


def beside(page: Page, source: Source, key: str) -> Source | None:
    """The edition that the reader wants to see beside this one; None: none. Raises ServiceTrouble."""
    document = source.document
    others = _original_first([one for one in document.editions if one.id != document.id], source)
    if not others or not source.sections:
        return None
    names = {one.id: NATIVE_NAMES[one.language] for one in others}
    chosen = st.pills(
        page.words.gettext("Side by side with"),
        list(names),
        format_func=names.__getitem__,
        key=f"beside-{key}-{document.id}",
    )
    return edition(page.settings, page.language, chosen) if chosen else None


def same_section(other: Source, section: SectionOut) -> SectionOut | None:
    """The section at the same anchor; None where the edition has none."""
    return next((one for one in other.sections if one.anchor == section.anchor), None)


def parallel_node(left: Column, right: Column, link: CitationLink | None = None) -> Node:
    """Both sections, each in its language; `link` is marked on the left, and the row that says the same beside it."""
    link = link or CitationLink(left.source.document.id, 0, 0)
    rows = rows_of(left.source.text, left.section.passages)
    others = rows_of(right.source.text, right.section.passages)
    pairs = [_heads(left, right)]
    if len(rows) == len(others):
        pairs += [_pair(left, (row,), right, (other,), link) for row, other in zip(rows, others, strict=True)]
    else:
        pairs.append(_pair(left, rows, right, others, link))
    return Node("div", look="parallel", children=tuple(pairs))


def _heads(left: Column, right: Column) -> Node:
    return Node("div", look="pair heads", children=(_head(left), _head(right)))


def _head(column: Column) -> Node:
    document = column.source.document
    heading = column.section.path[-1] if column.section.path else document.title
    spoken = Node("p", NATIVE_NAMES[document.language], look="path")
    return Node("div", look="side", language=document.language, children=(spoken, Node("h3", heading)))


def _pair(left: Column, rows: Sequence[Row], right: Column, others: Sequence[Row], link: CitationLink) -> Node:
    quoted = any(row.start < link.end and link.start < row.end for row in rows)
    nothing = CitationLink(right.source.document.id, 0, 0)
    near = " near" if quoted and len(others) == 1 else ""
    return Node(
        "div",
        look="pair",
        children=(_side(left, rows, link, ""), _side(right, others, nothing, near)),
    )


def _side(column: Column, rows: Sequence[Row], link: CitationLink, look: str) -> Node:
    shown = tuple(row_node(column.source.text, row, link) for row in rows)
    return Node("div", look=f"side{look}", language=column.source.document.language, children=shown)


def _original_first(editions: list[EditionOut], source: Source) -> list[EditionOut]:
    return sorted(editions, key=lambda one: one.language != source.document.original_language)
