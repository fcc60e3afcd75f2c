"""How much room a text takes on a slide, estimated by its characters: there is no font at hand to measure with."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence

# Widths in ems, a little above the means of Calibri, Segoe UI and Noto Sans: a line too many costs nothing.
_WIDE, _CYRILLIC, _NARROW = 1.0, 0.58, 0.52
_LINE_HEIGHT = 1.25
# After these a text may be cut: sentences first, then clauses, then words.
_CUTS = (
    re.compile(r"(?<=[。！？；])|(?<=[.!?;:])\s+"),
    re.compile(r"(?<=[，、：])|(?<=,)\s+"),
    re.compile(r"\s+|(?<=[\u3040-\u9fff])"),
)


def width(text: str) -> float:
    """A text's width in ems."""
    return sum(_width(char) for char in text)


def height(texts: Sequence[str], size: float, room: float, gap: float) -> float:
    """The height in points of paragraphs of `size` points in a box `room` points wide, with `gap` after each."""
    return sum(lines(text, size, room) * size * _LINE_HEIGHT + gap for text in texts)


def lines(text: str, size: float, room: float) -> int:
    """How many lines a paragraph takes. Words are not cut, so that each line wastes about half a word."""
    usable = max(room - (0 if _is_dense(text) else 2.5 * size), size)
    return max(1, math.ceil(width(text) * size / usable))


def pieces(text: str, most: float) -> Iterator[str]:
    """A text in pieces of at most `most` ems, cut after sentences where it can be, else after clauses or words."""
    rest = text
    while width(rest) > most:
        end = _last_cut(rest, most)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    yield rest


def _last_cut(text: str, most: float) -> int:
    fitting = _fitting(text, most)
    for cut in _CUTS:
        ends = [found.end() for found in cut.finditer(text, 0, fitting + 1) if fitting // 3 < found.end() <= fitting]
        if ends:
            return ends[-1]
    return fitting


def _fitting(text: str, most: float) -> int:
    """How many characters fit, at least one."""
    taken = 0.0
    for index, char in enumerate(text):
        taken += _width(char)
        if taken > most:
            return max(index, 1)
    return len(text)


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _CYRILLIC if "\u0400" <= char <= "\u052f" else _NARROW


def _is_dense(text: str) -> bool:
    """Whether lines may break at nearly any character, as in Chinese."""
    return sum(1 for char in text if "\u3040" <= char <= "\u9fff") * 2 > len(text)
