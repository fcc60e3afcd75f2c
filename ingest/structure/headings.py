"""Is this line a heading, and of what level? In Markdown its marks say so, in plain text its shape."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.structure.furniture import is_furniture
from ingest.structure.marks import Mark, mark_of

_ATX = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r"(=+|-{3,})[ \t]*$")
_ENDS_SENTENCE = re.compile(r"[。！？!?.;；,，…、:：][\"'”’」』)）]*$")
# Inside a title nothing of this stands; a colon or a full stop may end it.
_SENTENCE = re.compile(r"[。！？!?;；,，]|[.:：](?=.)")
_KOREAN_VERB = re.compile(r"[다요까오죠]\.$")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힣]")

# Longest heading of plain text, in code points: none of the four seeds' is longer. Chosen by looking at what each line
# of the seeds became, not measured on other texts.
_LONGEST = 70
_LONGEST_WIDE = 32
# A numbered heading that is a sentence: the seeds' longest has 20, their shortest text behind such a number 30.
_LONGEST_SENTENCE = 24

# What follows an unmarked heading is text: at least this many times as long.
_LONGER = 1.6

_LEVELS = {
    "han-chapter": 1, "hangul-chapter": 1, "bulgarian-chapter": 1, "english-chapter": 1,
    "han": 2, "han-brackets": 3, "outline": 3,
}  # fmt: skip
_LEVEL_OF_NUMBERED = 3
LEVEL_OF_UNMARKED = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """`text[start:end]` of the line is the heading's own words; `level` counts from 1."""

    level: int
    start: int
    end: int


def markdown_heading(line: str, following: str) -> tuple[Heading, bool] | None:
    """A heading by Markdown's marks; the flag says that `following` underlines it."""
    if match := _ATX.match(line):
        return Heading(len(match[1]), match.start(2), match.end(2)), False
    if line.strip() and not line.startswith((" ", "\t", "#")) and (match := _SETEXT.fullmatch(following)):
        underlined = mark_of(line) is None and "|" not in line
        return (Heading(1 if match[1][0] == "=" else 2, 0, len(line.rstrip())), True) if underlined else None
    return None


def plain_heading(line: str, following: str, last: Mark | None = None, before: str = "") -> Heading | None:
    """A heading of plain text: a numbered line with text below it, a short line before a long one, or a list's label.

    `last` is the mark of the numbered heading before it: its successor is a heading even if it ends a sentence.
    `before` is the line above: a number that continues its list is an item.
    """
    bare = line.strip()
    start = len(line) - len(line.lstrip())
    if not bare or len(bare) > (_LONGEST_WIDE if _WIDE.search(bare) else _LONGEST) or is_furniture(bare):
        return None
    mark = mark_of(bare)
    if mark is not None:
        above = mark_of(before.strip())
        if above is not None and above.style is mark.style is not None and above.value + 1 == mark.value:
            return None
        return _numbered(bare, mark, following.strip(), start, last)
    after = mark_of(following.strip())
    label = bare.rstrip(":： ")
    is_first = after is not None and after.style is not None and after.value == 1
    if is_first and not _SENTENCE.search(label) and not _ENDS_SENTENCE.search(label):
        return Heading(LEVEL_OF_UNMARKED, start, start + len(bare))
    if _ENDS_SENTENCE.search(bare) or not _is_text(following.strip(), bare):
        return None
    return Heading(LEVEL_OF_UNMARKED, start, start + len(bare))


def _numbered(bare: str, mark: Mark, following: str, start: int, last: Mark | None) -> Heading | None:
    """A numbered line is a heading where it is no sentence and the next line is not the next of its list."""
    if mark.style is None or mark.length >= len(bare):
        return None
    level = _LEVELS.get(mark.style.name, _LEVEL_OF_NUMBERED)
    follows = last is not None and last.style is mark.style and last.value + 1 == mark.value
    next_one = follows and len(bare) <= _LONGEST_SENTENCE
    if not mark.style.heading and not next_one:
        after = mark_of(following)
        if after is None:
            below = len(following) > len(bare) and not _ends_sentence(bare, mark)
        else:
            # The first of another list, or bullets, stand below it; the next of its own list stands beside it.
            below = after.style is not mark.style and after.value < 2 and not _SENTENCE.search(bare, mark.length)
        if not below:
            return None
    return Heading(level, start, start + len(bare))


def _ends_sentence(bare: str, mark: Mark) -> bool:
    """Whether a numbered line is a sentence; a full stop behind a few words without a verb is none: `1. 대상 시장.`."""
    words = bare[mark.length :]
    if words.endswith(".") and len(words.split()) < 5 and not _SENTENCE.search(words):
        return bool(_KOREAN_VERB.search(words))
    return _ENDS_SENTENCE.search(bare) is not None


def _is_text(following: str, heading: str) -> bool:
    return len(following) >= _LONGER * len(heading) and bool(
        _ENDS_SENTENCE.search(following) or len(following) > _LONGEST
    )
