"""Checks on the editions of a work: complete heads, known attributes, the same sections and passages everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import pairwise

from ingest.types import Meta, Section
from kb.types import Language, PassageKind
from tests.corpus.library import Edition, Library

MOST_WORDS = 60
MOST_CHARACTERS = 120
_OPTIONAL = {"readers"}
_SAME_EVERYWHERE = ("work", "original", "topics", "readers", "owner", "reviewed", "made_by", "licence")
_LISTED = {PassageKind.ITEM, PassageKind.STEP}
_KINDS = {PassageKind.PARAGRAPH} | _LISTED


@dataclass(frozen=True, slots=True)
class Count:
    """How much there is in one language."""

    works: int
    sections: int
    passages: int
    paragraphs: int
    items: int
    steps: int


def measure(library: Library) -> Mapping[Language, Count]:
    """How much each language has."""
    counts = {}
    for language in Language:
        editions = list(library.of(language))
        kinds = [passage.kind for edition in editions for passage in edition.passages()]
        counts[language] = Count(
            works=len(editions),
            sections=sum(len(edition.document.sections) for edition in editions),
            passages=len(kinds),
            paragraphs=kinds.count(PassageKind.PARAGRAPH),
            items=kinds.count(PassageKind.ITEM),
            steps=kinds.count(PassageKind.STEP),
        )
    return counts


def heads(library: Library) -> Iterator[str]:
    """What a head lacks, or says otherwise than its file, its folder or the other editions."""
    for edition in library.editions.values():
        meta = edition.meta
        for field in fields(Meta):
            if field.name not in _OPTIONAL and not getattr(meta, field.name):
                yield f"{edition.name}: the head has no {field.name}"
        if meta.work != edition.work or meta.language is not edition.language:
            yield f"{edition.name}: the head says {meta.work}, {meta.language}"
        first = _first(library, edition)
        for key in _SAME_EVERYWHERE:
            if getattr(meta, key) != getattr(first.meta, key):
                yield f"{edition.name}: {key} is not as in {first.name}"
        if len(meta.source) != len(first.meta.source):
            yield f"{edition.name}: not as many sources as in {first.name}"


def attributes(library: Library) -> Iterator[str]:
    """Attributes outside the vocabulary, anchors that stand twice, sections without anchor, area or kind."""
    for edition in library.editions.values():
        yield from (f"{edition.name}: {fault}" for fault in edition.faults)
        for section in edition.document.sections:
            if len(section.path) != 1:
                yield f"{edition.name}: #{section.anchor} stands under {len(section.path)} headings"
            for key in {"area", "kind"} - {key for key, _ in section.attributes}:
                yield f"{edition.name}: #{section.anchor} has no {key}"
            if dict(section.attributes).get("original") == edition.meta.original:
                yield f"{edition.name}: #{section.anchor} repeats the head's original"


def alignment(library: Library) -> Iterator[str]:
    """Where an edition has other sections, attributes or passages than the first one of its work."""
    for work in library.works:
        for language in Language:
            if (work, language) not in library.editions:
                yield f"{work}: no edition in {language}"
    for edition in library.editions.values():
        first = _first(library, edition)
        mine, theirs = edition.document.sections, first.document.sections
        if [section.anchor for section in mine] != [section.anchor for section in theirs]:
            yield f"{edition.name}: other anchors than {first.name}"
            continue
        for ours, other in zip(mine, theirs, strict=True):
            yield from (
                f"{edition.name}: #{ours.anchor} has {what} than in {first.name}" for what in _apart(ours, other)
            )


def shape(library: Library) -> Iterator[str]:
    """Nested lists, tables, code, links, and lists that no colon announces."""
    for edition in library.editions.values():
        colon = "：" if edition.language is Language.ZH else ":"
        for section in edition.document.sections:
            if any(unit.depth or unit.kind not in _KINDS for unit in section.units):
                yield f"{edition.name}: #{section.anchor} has a nested list or a table"
            passages = edition.passages_of(section)
            for before, after in pairwise(passages):
                begins = before.kind is PassageKind.PARAGRAPH and after.kind in _LISTED
                if begins != (before.kind is PassageKind.PARAGRAPH and before.text.endswith(colon)):
                    yield f"{edition.language} {before.place}: a list and the colon before it belong together"
            if passages[-1].text.endswith(colon):
                yield f"{edition.language} {passages[-1].place}: nothing follows the colon"
        for where, text in edition.texts():
            yield from (
                f"{where}: {mark!r} is no plain text" for mark in ("](", "<", "`", "**", "|", "  ") if mark in text
            )


def lengths(library: Library) -> Iterator[str]:
    """Passages that are too long to be quoted: over 60 words, in Chinese over 120 characters."""
    for edition in library.editions.values():
        for passage in edition.passages():
            if edition.language is Language.ZH:
                length, most, unit = len(passage.text), MOST_CHARACTERS, "characters"
            else:
                length, most, unit = len(passage.text.split()), MOST_WORDS, "words"
            if length > most:
                yield f"{edition.language} {passage.place}: {length} {unit}"


def _first(library: Library, edition: Edition) -> Edition:
    return next(library.editions[edition.work, code] for code in Language if (edition.work, code) in library.editions)


def _apart(ours: Section, other: Section) -> Iterator[str]:
    if ours.attributes != other.attributes:
        yield "other attributes"
    if len(ours.units) != len(other.units):
        yield f"{len(ours.units)} passages, more or fewer"
    elif [unit.kind for unit in ours.units] != [unit.kind for unit in other.units]:
        yield "passages of another kind"
