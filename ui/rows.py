"""The rows of a section: paragraphs and items cut out of the stored text, a quote marked to the character.

Offsets are code points of the stored text; what is shown is cut out of that text at them and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.schemas.documents import PassageOut, SectionOut
from ui.links import BrokenLink, CitationLink
from ui.sheet import Node

# About two screens on either side of the quote: a section of a converted file may hold thousands of passages.
_ROWS_AROUND = 30

# Where the sections of that version are not known: about a screen on either side.
_CHARS_AROUND = 700

# `•`, `12.`, `（十二）`, `Чл. 12а.`: longer is text, not a list mark.
_LONGEST_SIGN = 10
_BULLETS = frozenset("-*+•·–—▪●")


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph or an item with its list mark; offsets into the stored text."""

    sign: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, part of the quote or not."""

    text: str
    quoted: bool


def section_of(sections: Sequence[SectionOut], link: CitationLink) -> SectionOut | None:
    """The section whose passages hold the whole quote; None where there is none."""
    for section in sections:
        if section.start <= link.start and link.end <= section.end:
            return section
    return None


def passage_nodes(text: str, link: CitationLink, section: SectionOut | None) -> tuple[Node, ...]:
    """The section around the quote, else the text around it; raises BrokenLink beyond the text."""
    if link.end > len(text):
        raise BrokenLink("the span is beyond the text")
    rows = rows_of(text, section.passages) if section else [_around(text, link)]
    first = next((place for place, row in enumerate(rows) if row.end > link.start), 0)
    last = next((place for place, row in enumerate(rows) if row.end >= link.end), first)
    low, high = max(0, first - _ROWS_AROUND), min(len(rows), last + 1 + _ROWS_AROUND)
    shown = tuple(row_node(text, row, link) for row in rows[low:high])
    cut = Node("p", "…", look="cut")
    before = low > 0 or (section is None and rows[0].start > 0)
    after = high < len(rows) or (section is None and rows[-1].end < len(text))
    return (*((cut,) if before else ()), *shown, *((cut,) if after else ()))


def rows_of(text: str, passages: Sequence[PassageOut]) -> list[Row]:
    """Paragraphs and items in order; the parts of a passage that was split are one again."""
    rows: list[Row] = []
    for passage in sorted(passages, key=lambda passage: passage.start):
        if passage.part and rows:
            rows[-1] = Row(rows[-1].sign, rows[-1].start, max(rows[-1].end, passage.end))
            continue
        rows.append(Row(_sign(text, rows[-1].end if rows else 0, passage.start), passage.start, passage.end))
    return rows


def pieces(text: str, start: int, end: int, link: CitationLink) -> tuple[Piece, ...]:
    """`text[start:end]` before, within and after the quote; empty stretches are left out."""
    low, high = min(max(link.start, start), end), min(max(link.end, start), end)
    stretches = (Piece(text[start:low], False), Piece(text[low:high], True), Piece(text[high:end], False))
    return tuple(piece for piece in stretches if piece.text)


def _sign(text: str, after: int, start: int) -> str:
    """The list mark before a passage: what stands between it and the start of its line."""
    mark = re.split(r"[\n\r]", text[max(after, start - 200) : start])[-1].strip()
    if mark in _BULLETS:
        return "•"
    return mark if len(mark) <= _LONGEST_SIGN and any(sign.isalnum() for sign in mark) else ""


def row_node(text: str, row: Row, link: CitationLink) -> Node:
    """A row with its list mark, what is quoted of it marked."""
    stretches = tuple(
        Node("mark" if piece.quoted else "span", piece.text) for piece in pieces(text, row.start, row.end, link)
    )
    sign = (Node("span", row.sign, look="sign"),) if row.sign else ()
    return Node("div", look="row", children=(*sign, Node("span", look="words", children=stretches)))


def _around(text: str, link: CitationLink) -> Row:
    """The text about the quote, from a line's start to a line's end where one is near."""
    low, high = max(0, link.start - _CHARS_AROUND), min(len(text), link.end + _CHARS_AROUND)
    line_start = text.find("\n", low, link.start) + 1 if low else 0
    line_end = text.rfind("\n", link.end, high) if high < len(text) else high
    return Row("", line_start or low, line_end if line_end > link.end else high)
