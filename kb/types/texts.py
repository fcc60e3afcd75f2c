"""What the library holds: documents, passages, asked-as questions, decoys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Language(StrEnum):
    """The four languages, by their ISO 639-1 codes."""

    ZH = "zh"
    KO = "ko"
    BG = "bg"
    EN = "en"


class Role(StrEnum):
    """What a caller may do, and who may read a text."""

    REP = "rep"
    MANAGER = "manager"
    HR = "hr"
    ADMIN = "admin"


EVERYONE: frozenset[Role] = frozenset(Role)


class PassageKind(StrEnum):
    """What a passage is in its section: structure is meaning."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    STEP = "step"
    ROW = "row"


class DecoyKind(StrEnum):
    """How far a decoy is from the domain."""

    FAR = "far"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and retrieved: one paragraph, list item, step or table row.

    `place` counts from 1 within the section and is what parallels are paired by; `part` counts from 0
    and is above 0 only where a long passage was split. `section` counts from 0 within the document.
    `text` is `stored_text[start:end]` to the character, without its list mark.
    """

    id: str
    document: str
    work: str
    language: Language
    original: Language
    version: str
    title: str
    section: int
    section_path: tuple[str, ...]
    anchor: str
    place: int
    part: int
    kind: PassageKind
    attributes: tuple[tuple[str, str], ...]
    readers: frozenset[Role]
    made_by: str
    reviewed: date | None
    text: str
    start: int
    end: int

    @property
    def embedded_text(self) -> str:
        """What is embedded: the heading path, then the passage."""
        return " › ".join(self.section_path) + "\n" + self.text if self.section_path else self.text


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that a passage (`place` given) or a whole section (`place` None) answers."""

    id: str
    document: str
    work: str
    language: Language
    anchor: str
    place: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Decoy:
    """A question that the texts do not answer."""

    id: str
    language: Language
    kind: DecoyKind
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A task or topic as people say it in one language, and what is made for it.

    `sections`: (work, anchor), the most telling first; none: the texts do not cover it. `visit`: whether somebody is
    visited. `lines`: (work, anchor, place) of what a checklist for it should not lack. What one entry of the file says
    in several languages bears the same `entry`.
    """

    id: str
    entry: str
    language: Language
    text: str
    sections: tuple[tuple[str, str], ...]
    visit: bool = False
    lines: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """One text in one language, as the library lists it; everything but its text."""

    id: str
    work: str
    language: Language
    original: Language
    title: str
    version: str
    origin: str
    path: str
    checksum: str
    encoding: str
    topics: tuple[str, ...]
    readers: frozenset[Role]
    source: tuple[str, ...]
    owner: str | None
    reviewed: date | None
    made_by: str
    licence: str | None
    added: str
    passages: int
    questions: int
