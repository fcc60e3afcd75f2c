"""Numbering that runs on inside a paragraph: `Duties: 1、…；2、…；3、…` is a list, `in 2.5 hours` is none.

A mark counts only in a consecutive sequence that begins with its first value, of one style, long enough that
chance does not make it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.structure.marks import STYLES, Style
from kb.types import PassageKind

# Two marks in a row are chance often enough ("1. quarter … 2. quarter"); at the very beginning, and behind a
# colon, two are a list.
_ENOUGH = 3
_ENOUGH_AT_START = 2

_WORD = re.compile(r"[0-9A-Za-z一-鿿가-힣а-яА-Я]")
# The first bullet of a list often stands on the line that introduces it: `Goals:- analyse …`.
_COLON_BULLET = re.compile(r"(?<=[:：])([ \t]?[-–•·][ \t]+)(?=[^\n]{2,}\n[ \t]*[-–•·][ \t])")
_SENTENCE_END = re.compile(r"[。！？!?;；…]|\.(?=\s)|\n")


# A list whose marks lie further apart than this is not read as one list.
_FARTHEST = 1500


@dataclass(frozen=True, slots=True)
class RunOnMark:
    """A mark of a consecutive sequence; offsets in the text that was searched. `bullet`: a dash behind a colon."""

    value: int
    start: int
    end: int
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph: what leads in (`kind` None) or an item without its mark; offsets in the text given."""

    start: int
    end: int
    kind: PassageKind | None


def run_on_marks(text: str) -> list[RunOnMark]:
    """The marks of all consecutive sequences in a text, also where they go on over several lines, in their order."""
    found: list[RunOnMark] = [
        RunOnMark(1, match.start(1), match.end(1), bullet=True) for match in _COLON_BULLET.finditer(text)
    ]
    for style in STYLES:
        if style.run_on:
            found += _sequences(text, style)
    chosen: list[RunOnMark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not chosen or mark.start >= chosen[-1].end:
            chosen.append(mark)
    return chosen


def pieces(text: str, marks: Sequence[RunOnMark], *, listed: bool) -> list[Piece]:
    """A paragraph, or an item (`listed`), cut at marks that lie within it; separators at the ends are left out.

    Before a "1" stands a lead-in; behind another item that item's last sentence ends first.
    """
    found: list[Piece] = []
    begin, kind = 0, PassageKind.STEP if listed else None
    for mark in marks:
        cut = mark.start
        if mark.value == 1 and kind is not None and not mark.bullet:
            ends = [match.end() for match in _SENTENCE_END.finditer(text, begin, mark.start)]
            cut = ends[-1] if ends else mark.start
        found.append(Piece(begin, cut, kind))
        found.append(Piece(cut, mark.start, None))
        begin, kind = mark.end, PassageKind.ITEM if mark.bullet else PassageKind.STEP
    found.append(Piece(begin, len(text), kind))
    trimmed = (_trimmed(text, piece, whole=len(found) == 1) for piece in found)
    return [piece for piece in trimmed if piece.end > piece.start]


def _sequences(text: str, style: Style) -> list[RunOnMark]:
    """The marks of a style that follow each other as 1, 2, 3…."""
    marks = list(_marks(text, style))
    result: list[RunOnMark] = []
    index = 0
    while index < len(marks):
        run = _run(marks, index)
        if len(run) >= _enough(text, marks[index]):
            result += [marks[place] for place in run]
            index = run[-1]
        index += 1
    return result


def _enough(text: str, first: RunOnMark) -> int:
    before = text[max(0, first.start - 2) : first.start].rstrip()
    at_start = before.endswith((":", "：")) or (not before and not text[: first.start].strip())
    return _ENOUGH_AT_START if at_start else _ENOUGH


def _run(marks: list[RunOnMark], first: int) -> list[int]:
    """The places of the marks that go on from `first` as 2, 3…; empty where that is no 1."""
    if marks[first].value != 1:
        return []
    run = [first]
    for place in range(first + 1, len(marks)):
        mark, before = marks[place], marks[run[-1]]
        if mark.start - before.end > _FARTHEST or (mark.value == 1 and mark.start >= before.end):
            break
        if mark.value == before.value + 1:
            run.append(place)
    return run


def _marks(text: str, style: Style) -> Iterator[RunOnMark]:
    for match in style.pattern.finditer(text):
        before = text[match.start() - 1] if match.start() else ""
        if before and _WORD.match(before) and not _glued(style, before):
            continue
        value = style.value(match[1])
        if value is None:
            continue
        yield RunOnMark(value, match.start(), match.end())
        if len(match[1]) == 2 and match[1].isdecimal() and match[1][1] == "1" and before and not before.isascii():
            # A numbered title without a blank before its list: 职责1 + 1、 reads 职责11、.
            yield RunOnMark(1, match.start() + 1, match.end())


_GLUED = frozenset({"comma", "half-bracket", "dot", "brackets", "circled", "han-brackets"})


def _glued(style: Style, before: str) -> bool:
    """Chinese and Korean write no blank before a mark: `职责1、` is one, `A1、` and `第1、` are none."""
    return style.name in _GLUED and not (before.isascii() or before.isdecimal() or before in "第제")


_BLANK = " \t\n　"
_LEFT_OUT = _BLANK + ";；,，、"


def _trimmed(text: str, piece: Piece, *, whole: bool) -> Piece:
    """Without white space at its ends, and where a text was cut, without what separated its pieces."""
    left_out = _BLANK if whole else _LEFT_OUT
    start, end = piece.start, piece.end
    while start < end and text[start] in left_out:
        start += 1
    while end > start and text[end - 1] in left_out:
        end -= 1
    return Piece(start, end, piece.kind)
