"""The texts as peers get them, and which section a stretch of one belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from eval.texts import section_reference
from ingest.chunking import estimate_tokens
from ingest.preparing import Preparer
from ingest.readers.registry import Limits
from ingest.sources import scan
from ingest.structure.parser import StructureNodeParser
from kb.errors import InputError
from kb.types import Language, Passage


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """A section of a document: from the end of the one before it (so its heading is its own) to its last passage."""

    reference: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PeerText:
    """A stored text (without head and attributes) and its sections in order."""

    id: str
    language: Language
    text: str
    sections: tuple[SectionSpan, ...]

    def section_of(self, start: int, end: int) -> str | None:
        """The section that holds most of `text[start:end]`, the first of equals; None where none holds any of it."""
        held = [(min(end, one.end) - max(start, one.start), one.reference) for one in self.sections]
        most = max((length for length, _ in held), default=0)
        return next((name for length, name in held if length == most), None) if most > 0 else None


def read_texts(corpus: Path) -> list[PeerText]:
    """Every text of a corpus folder, as ingest stores it; raises InputError where one can't be read."""
    preparer = Preparer(StructureNodeParser(estimate_tokens), Limits(), corpus.resolve(), "peers")
    sources, failures = scan(corpus, "peers", Limits().file_bytes)
    if failures:
        raise InputError(f"{failures[0].place}: {failures[0].reason}")
    found = [preparer.prepare(source) for source in sources]
    return [PeerText(one.document, one.language, one.text, section_spans(one.passages)) for one in found]


def section_spans(passages: Iterable[Passage]) -> tuple[SectionSpan, ...]:
    """The sections of a document's passages, which come in their order."""
    spans: list[SectionSpan] = []
    for reference, members in groupby(passages, key=section_reference):
        start = spans[-1].end if spans else 0
        spans.append(SectionSpan(reference, start, max(passage.end for passage in members)))
    return tuple(spans)


def ranked_sections(
    chunks: Sequence[tuple[str, int, int]], texts: Mapping[str, PeerText]
) -> tuple[tuple[str, ...], Language | None]:
    """(sections, best first, each once, whichever edition a chunk is from; the language of the best chunk)."""
    sections = [texts[document].section_of(start, end) for document, start, end in chunks]
    named = dict.fromkeys(section for section in sections if section is not None)
    return tuple(named), texts[chunks[0][0]].language if chunks else None
