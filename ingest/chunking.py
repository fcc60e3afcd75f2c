"""Sections → passages: one paragraph, item, step or row each; only what is too long for the encoder is split."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ingest.types import Document, Section, Unit
from kb.text import sentences, short_digest
from kb.types import EVERYONE, Language, Passage, Role

# The encoder averages windows above 512 tokens silently; headings need some of them (embedding.md, section 8).
MOST_TOKENS = 450

# Bumped when the same text would be cut otherwise: part of the rules that a stored document was read under.
CUTTING_VERSION = 1

CountTokens = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Head:
    """What every passage of a document says of it."""

    document: str
    work: str
    language: Language
    original: Language
    version: str
    title: str
    readers: frozenset[Role] = EVERYONE
    made_by: str = "person"
    reviewed: date | None = None


def version_of(text: str) -> str:
    """A document's version: `sha256:` of its stored text in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def cut(document: Document, head: Head, count_tokens: CountTokens) -> tuple[Passage, ...]:
    """The passages of a document in its order; `passage.text == document.text[start:end]`, always."""
    return tuple(
        passage
        for number, section in enumerate(document.sections)
        for passage in _of_section(document.text, number, section, head, count_tokens)
    )


def _of_section(text: str, number: int, section: Section, head: Head, count_tokens: CountTokens) -> Iterator[Passage]:
    original = Language(dict(section.attributes).get("original", head.original))
    ordinal = 0
    for place, unit in enumerate(section.units, start=1):
        for part, (start, end) in enumerate(_parts(text, unit, head.language, count_tokens)):
            words = text[start:end]
            digest = short_digest(words)
            yield Passage(
                id=f"{head.document}/{number}/{ordinal}-{digest}",
                document=head.document,
                work=head.work,
                language=head.language,
                original=original,
                version=head.version,
                title=head.title,
                section=number,
                section_path=section.path,
                anchor=section.anchor,
                place=place,
                part=part,
                kind=unit.kind,
                attributes=section.attributes,
                readers=head.readers,
                made_by=head.made_by,
                reviewed=head.reviewed,
                text=words,
                start=start,
                end=end,
            )
            ordinal += 1


def _parts(text: str, unit: Unit, language: Language, count_tokens: CountTokens) -> Iterator[tuple[int, int]]:
    """The unit whole, or its sentences in groups that fit; a sentence that does not fit alone is halved."""
    if _fits(text[unit.start : unit.end], count_tokens):
        yield unit.start, unit.end
        return
    spans = [(unit.start + start, unit.start + end) for start, end in sentences(text[unit.start : unit.end], language)]
    pieces = [piece for start, end in spans for piece in _halves(text, start, end, count_tokens)]
    begin, until = pieces[0]
    for start, end in pieces[1:]:
        if _fits(text[begin:end], count_tokens):
            until = end
        else:
            yield begin, until
            begin, until = start, end
    yield begin, until


def _fits(words: str, count_tokens: CountTokens) -> bool:
    # No token is longer than its characters: what has few characters need not be counted.
    return len(words) <= MOST_TOKENS or count_tokens(words) <= MOST_TOKENS


def _halves(text: str, start: int, end: int, count_tokens: CountTokens) -> Iterator[tuple[int, int]]:
    if _fits(text[start:end], count_tokens):
        yield start, end
        return
    middle = (start + end) // 2
    blank = text.rfind(" ", start + 1, middle)
    cut_at = blank if blank > start + (middle - start) // 2 else middle
    for begin, until in ((start, cut_at), (cut_at, end)):
        while begin < until and text[begin].isspace():
            begin += 1
        while until > begin and text[until - 1].isspace():
            until -= 1
        if until > begin:
            yield from _halves(text, begin, until, count_tokens)


def estimate_tokens(text: str) -> int:
    """About how many tokens a subword encoder sees: a Han, kana or Hangul character is one, three others are one.

    Over the lines of the shipped texts multilingual-e5's own tokenizer gives .62 (ko) to .74 (zh) of it at the median
    and 1.08 at most, which keeps MOST_TOKENS below its window of 510. An estimate, so that texts are cut alike
    whatever encoder is set, and another encoder embeds the same passages.
    """
    wide = sum("぀" <= char <= "鿿" or "가" <= char <= "힣" for char in text)
    return wide + (len(text) - wide + 2) // 3
