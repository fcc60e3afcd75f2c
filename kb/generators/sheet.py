"""Lines and blocks that carry their sources: a quotation is a passage, or one of its sentences, to the character."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.evidence.citations import cite
from kb.generators.runs import before_last
from kb.text import plain, sentences
from kb.types import Block, BlockStyle, Citation, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.types import Passage

# A line longer than this, in characters, is no longer read at a glance: some 45 English words. Chosen by reading; of
# the shipped texts' 1,284 list items one is longer, in texts that people bring whole paragraphs are.
LONG = {"zh": 90, "ko": 130, "bg": 270, "en": 240}

# A clause and the one behind it that leads over: one sentence, of which so many characters say something themselves.
# Korean joins them by an ending that leaves the first one unfinished.
_SEMICOLON, _OWN_CHARACTERS = re.compile("[;；]"), 12

# A sentence this short is a remark that means nothing by itself.
SHORT_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a passage; `start` and `end` count in the passage's own text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The quoted words as a line shows them."""
        return plain(self.passage.text[self.start : self.end])


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its citations are numbered; `phrases` are fixed phrases that stand after the quotes."""

    quotes: tuple[Quote, ...]
    style: BlockStyle
    key: str | None = None
    heading: str | None = None
    phrases: tuple[str, ...] = ()


def whole(passage: Passage) -> Quote:
    """All of a passage."""
    return Quote(passage, 0, len(passage.text))


def own_clause(passage: Passage) -> Quote | None:
    """What a lead says itself before it leads over to its list ("X organises the fair; this also includes:").

    None where it says nothing of its own, or does not lead over.
    """
    said = before_last(_SEMICOLON, passage)
    return Quote(passage, 0, len(said)) if len(said) >= _OWN_CHARACTERS else None


def short_quotes(passage: Passage) -> tuple[Quote, ...]:
    """A passage as lines to tick: whole, or sentence by sentence where it is long and all its sentences can stand."""
    own = own_clause(passage)
    if own is not None:
        return (own,)
    spans = sentences(passage.text, passage.language)
    limit = LONG[passage.language]
    short = any(end - start < SHORT_SHARE * len(passage.text) for start, end in spans)
    # A bracketed note qualifies what stands before it: such a passage is never cut.
    if len(passage.text) <= limit or len(spans) < 2 or short or any(mark in passage.text for mark in "(（"):
        return (whole(passage),)
    return tuple(Quote(passage, start, end) for start, end in spans)


def blocks_of(drafts: Sequence[Draft]) -> tuple[tuple[Block, ...], tuple[Citation, ...]]:
    """Blocks with numbered lines, and their citations; drafts without a line are left out."""
    citations: list[Citation] = []
    blocks: list[Block] = []
    for draft in drafts:
        if draft.quotes or draft.phrases:
            lines = tuple(_lines(draft, citations, sum(len(block.lines) for block in blocks)))
            blocks.append(Block(draft.style, lines, draft.key, draft.heading))
    return tuple(blocks), tuple(citations)


def _lines(draft: Draft, citations: list[Citation], before: int) -> Iterable[Line]:
    for quote in draft.quotes:
        number = len(citations) + 1
        (citation,) = cite([quote.passage])
        citations.append(
            replace(
                citation,
                number=number,
                quote=quote.passage.text[quote.start : quote.end],
                start=quote.passage.start + quote.start,
                end=quote.passage.start + quote.end,
            )
        )
        before += 1
        yield Line(f"l{before}", quote.text, (number,))
    for phrase in draft.phrases:
        before += 1
        yield Line(f"l{before}", phrase, ())
