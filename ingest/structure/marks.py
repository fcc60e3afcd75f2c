"""Numbering styles of the four languages: what stands before an item, a step or a numbered heading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HANGUL = "가나다라마바사아자차카타파하"
_BULGARIAN = "абвгдежзийклмнопрстуфхцчшщ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def han_number(text: str) -> int | None:
    """一 → 1, 十二 → 12, 二十 → 20, 一百零三 → 103, 7 → 7; None for anything else."""
    if text.isdecimal():
        return int(text)
    total = current = 0
    for char in text:
        if char in "十百":
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
        elif char in _HAN_DIGITS:
            current = _HAN_DIGITS[char]
        else:
            return None
    return total + current or None


def roman_number(text: str) -> int | None:
    """IV → 4; None for anything else."""
    values = [_ROMAN.get(char, 0) for char in text.upper()]
    if not values or 0 in values:
        return None
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _either(text: str) -> int | None:
    return han_number(text) or roman_number(text)


def _letter(alphabet: str) -> Callable[[str], int | None]:
    return lambda text: alphabet.find(text.casefold()) + 1 or None


def _circled(text: str) -> int | None:
    for first in "①⑴⒈":
        if 0 <= ord(text) - ord(first) < 20:  # each block has twenty
            return ord(text) - ord(first) + 1
    return None


@dataclass(frozen=True, slots=True)
class Style:
    """How a mark is written. `heading`: such a mark opens a chapter rather than an item.

    `run_on`: may stand inside a paragraph, where only a consecutive sequence of it counts.
    """

    name: str
    pattern: re.Pattern[str]
    value: Callable[[str], int | None]
    heading: bool = False
    run_on: bool = False


def _style(
    name: str,
    pattern: str,
    value: Callable[[str], int | None],
    *,
    heading: bool = False,
    run_on: bool = False,
) -> Style:
    return Style(name, re.compile(pattern), value, heading, run_on)


_HAN = "[零〇一二两三四五六七八九十百]{1,5}"

# The first style that fits a mark wins, so the longer ones stand first.
STYLES = (
    # 第一章 第2节 第三条: parts, chapters, articles
    _style("han-chapter", rf"第\s?({_HAN}|\d{{1,3}})\s?[章节節条條篇部][ \t　、:：.]*", han_number, heading=True),
    # 제1장 제2절 제3조(목적)
    _style("hangul-chapter", r"제\s?(\d{1,3})\s?[장절조편][ \t　:：.]*", han_number, heading=True),
    # Глава 1. Раздел II Част 3
    _style("bulgarian-chapter", r"(?:Глава|Раздел|Част)\s+(\d{1,3}|[IVXLC]{1,7})\b[ \t.:–-]*", _either, heading=True),
    # Чл. 1. Член 2
    _style("bulgarian-article", r"(?:Чл\.|Член)\s?(\d{1,3})\.?[ \t]*", han_number),
    # Chapter 1, Section 2
    _style("english-chapter", r"(?:Chapter|Section|Part)\s+(\d{1,3}|[IVXLC]{1,7})\b[ \t.:–-]*", _either, heading=True),
    # （一） (二)
    _style("han-brackets", rf"[(（]\s?({_HAN})\s?[)）][ \t　、]*", han_number, run_on=True),
    # （1） (2)
    _style("brackets", r"[(（]\s?(\d{1,2})\s?[)）][ \t　、.]*", han_number, run_on=True),
    # （가） (나)
    _style("hangul-brackets", rf"[(（]([{_HANGUL}])[)）][ \t　]*", _letter(_HANGUL), run_on=True),
    # (a) (б)
    _style("latin-brackets", r"\(([a-z])\)[ \t]*", _letter(_LATIN)),
    _style("bulgarian-brackets", rf"\(([{_BULGARIAN}])\)[ \t]*", _letter(_BULGARIAN)),
    # ① ⑴ ⒈
    _style("circled", r"([①-⑳⑴-⒇⒈-⒛])[、.]?[ \t　]*", _circled, run_on=True),
    # 一、 二．
    _style("han", rf"({_HAN})[、．.][ \t　]*", han_number, run_on=True),
    # 1.2 and 1.2.3: outlines; their last number counts
    _style("outline", r"\d{1,2}(?:\.\d{1,2})*\.(\d{1,2})\.?[ \t　]+(?=[^\W\d_])", han_number),
    # 1、 2、
    _style("comma", r"(\d{1,2})、[ \t　]*", han_number, run_on=True),
    # 1) 2）
    _style("half-bracket", r"(\d{1,2})[)）][ \t　、.]*", han_number, run_on=True),
    # 1. 2．, not 2.5
    _style("dot", r"(\d{1,2})[.．](?!\d)[ \t　]*", han_number, run_on=True),
    # 가. 나)
    _style("hangul", rf"([{_HANGUL}])[.)][ \t　]+", _letter(_HANGUL), run_on=True),
    # а) б)
    _style("bulgarian", rf"([{_BULGARIAN}])\)[ \t　]+", _letter(_BULGARIAN), run_on=True),
    # a) b)
    _style("latin", r"([a-z])\)[ \t　]+", _letter(_LATIN), run_on=True),
)  # fmt: skip

_BULLET = re.compile(r"(?:[-*+](?=[ \t　])|[•·●○◦▪▫■□◆◇▶►‣⁃–—※☆★✓✔➢](?![–—]))[ \t　]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the beginning of a text: its style (None: a bullet), its number and its length in code points."""

    style: Style | None
    value: int
    length: int


def mark_of(text: str) -> Mark | None:
    """The mark that a text begins with, white space before it not allowed; None where it has none."""
    if match := _BULLET.match(text):
        return Mark(None, 0, match.end())
    for style in STYLES:
        if match := style.pattern.match(text):
            value = style.value(match[1])
            if value is not None:
                return Mark(style, value, match.end())
    return None
