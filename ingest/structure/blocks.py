"""Lines → units: paragraphs, list items, steps and table rows, each with its offsets in the stored text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.structure.furniture import is_furniture
from ingest.structure.lines import Line
from ingest.structure.marks import Mark, mark_of
from ingest.structure.run_on import pieces, run_on_marks
from ingest.types import Unit
from kb.types import PassageKind

_FENCE = re.compile(r"[ \t]*(```|~~~)")
_RULE = re.compile(r"[ \t]*(?:\*[ \t]*){3,}$|[ \t]*(?:_[ \t]*){3,}$|[ \t]*(?:-[ \t]*){3,}$")
_TABLE = re.compile(r"[ \t]*\|(.*)\|[ \t]*$")
_SEPARATOR = re.compile(r"[ \t]*\|?[ \t:|-]+\|[ \t:|-]*$")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_ENDS = re.compile(r"[。！？!?.;；:：…][\"'”’」』)）]*[ \t]*$")

# A line of plain text this long that does not end a sentence was wrapped by a program, not ended by its author.
_WRAPPED = 50


@dataclass(slots=True)
class _Open:
    """A unit that may still grow by lines."""

    kind: PassageKind
    start: int
    end: int
    depth: int
    fenced: bool = False


class UnitReader:
    """Reads a section's lines; `markdown` says whether lines continue as Markdown's do."""

    def __init__(self, text: str, *, markdown: bool) -> None:
        self._text = text
        self._markdown = markdown

    def read(self, lines: Sequence[Line]) -> Iterator[Unit]:
        """The units in their order; furniture gives none."""
        current: _Open | None = None
        for index, line in enumerate(lines):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            if current is not None and self._continues(current, line):
                current.end = line.end
                continue
            if current is not None:
                yield from self._closed(current)
            current = self._begin(line, following)
        if current is not None:
            yield from self._closed(current)

    def _begin(self, line: Line, following: str) -> _Open | None:
        text = line.text
        if _FENCE.match(text):
            return _Open(PassageKind.PARAGRAPH, line.start, line.end, 0, fenced=True)
        if not text.strip() or _RULE.match(text) or _SEPARATOR.fullmatch(text) or is_furniture(text):
            return None
        if match := _TABLE.match(text):
            if _SEPARATOR.fullmatch(following):
                return None  # the header row: its words stand in every row that the table reader makes
            return _Open(PassageKind.ROW, line.start + match.start(1), line.start + match.end(1), 0)
        quote = _QUOTE.match(text)
        indent = len(text) - len(text.lstrip()) if quote is None else quote.end()
        bare = text[indent:]
        mark = mark_of(bare)
        if mark is None or mark.length >= len(bare.rstrip()):
            return _Open(PassageKind.PARAGRAPH, line.start + indent, line.end, 0)
        return _Open(_kind(mark), line.start + indent + mark.length, line.end, indent)

    def _continues(self, current: _Open, line: Line) -> bool:
        if current.fenced:
            begin = self._text.rfind("\n", 0, current.end) + 1
            closed = (
                current.end > current.start + 3
                and begin > current.start
                and _FENCE.match(self._text[begin : current.end])
            )
            return not closed
        text = line.text
        if not text.strip() or _FENCE.match(text) or _TABLE.match(text) or _RULE.match(text):
            return False
        if current.kind is PassageKind.ROW or mark_of(text.lstrip()) is not None or is_furniture(text):
            return False
        if self._markdown:
            return True
        if self._text[line.start - 1 : line.start] != "\n":
            return False
        indented = text[0] in " \t　" and current.kind is not PassageKind.PARAGRAPH
        last = self._text[self._text.rfind("\n", 0, current.end) + 1 : line.start - 1]
        return indented or (len(last) >= _WRAPPED and not _ENDS.search(last))

    def _closed(self, unit: _Open) -> Iterator[Unit]:
        if unit.fenced or unit.kind is PassageKind.ROW:
            yield from self._trimmed(unit.kind, unit.start, unit.end, unit.depth)
            return
        text = self._text[unit.start : unit.end]
        listed = unit.kind is not PassageKind.PARAGRAPH
        # Plain text comes in lines that were cut already.
        marks = run_on_marks(text) if self._markdown else []
        for number, piece in enumerate(pieces(text, marks, listed=listed)):
            kind = piece.kind or PassageKind.PARAGRAPH
            if listed and number == 0:
                kind = unit.kind
            yield from self._trimmed(kind, unit.start + piece.start, unit.start + piece.end, unit.depth)

    def _trimmed(self, kind: PassageKind, start: int, end: int, depth: int) -> Iterator[Unit]:
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        if end > start and not is_furniture(self._text[start:end]):
            yield Unit(kind, start, end, depth)


def _kind(mark: Mark) -> PassageKind:
    return PassageKind.ITEM if mark.style is None else PassageKind.STEP
