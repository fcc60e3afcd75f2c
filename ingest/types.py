"""What travels inside an ingest: from a file to the structure that passages are cut from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.types import AskedQuestion, Language, Passage, PassageKind, Role


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of an origin.

    `place` is its path below the origin's folder, with `/`; `sha256` is of its bytes and of the bytes of its
    companions (sidecar, questions), so that a changed companion is a changed source.
    """

    origin: str
    place: str
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RawText:
    """A file's text in NFC, and what it was decoded or converted from (`utf-8`, `docx`…).

    `markdown`: its headings, lists and tables are marked as Markdown marks them.
    """

    text: str
    encoding: str
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Meta:
    """The head of a text, every key of it checked; None where the head does not say."""

    title: str | None = None
    work: str | None = None
    language: Language | None = None
    original: Language | None = None
    topics: tuple[str, ...] = ()
    readers: frozenset[Role] | None = None
    source: tuple[str, ...] = ()
    owner: str | None = None
    reviewed: date | None = None
    made_by: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """What becomes a passage: a paragraph, item, step or row; `text[start:end]` without its list mark."""

    kind: PassageKind
    start: int
    end: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its units; `path` holds the headings from the outermost down to its own ("" never)."""

    path: tuple[str, ...]
    anchor: str
    attributes: tuple[tuple[str, str], ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: the stored text (NFC, without head and `{…}` attributes) and its sections in order."""

    text: str
    title: str | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be stored."""

    source: SourceFile
    encoding: str
    meta: Meta
    document: str
    work: str
    language: Language
    title: str
    version: str
    text: str
    passages: tuple[Passage, ...]
    questions: tuple[AskedQuestion, ...]
    warnings: tuple[str, ...] = ()
