"""The bodies of the library: documents, their text and sections, uploads and jobs."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas.common import Body, LanguageCode, Problem, RoleName

PassageKindName = Literal["paragraph", "item", "step", "row"]
JobState = Literal["waiting", "running", "done", "failed"]


class DocumentOut(Body):
    """One text in one language; everything but its text. `origin` and `path` are shown to admins only."""

    id: str
    work: str
    language: LanguageCode
    original_language: LanguageCode
    title: str
    version: str
    topics: tuple[str, ...] = ()
    readers: tuple[RoleName, ...]
    source: tuple[str, ...] = ()
    owner: str | None = None
    reviewed: date | None = None
    made_by: str
    licence: str | None = None
    added: str
    encoding: str
    checksum: str
    passages: int
    questions: int
    origin: str | None = None
    path: str | None = None


class EditionOut(Body):
    """The same work in a language."""

    id: str
    language: LanguageCode
    title: str


class DocumentDetailOut(DocumentOut):
    """A document with all editions of its work, itself among them."""

    editions: tuple[EditionOut, ...]


class DocumentsOut(Body):
    """All documents that the caller may read, by id."""

    documents: tuple[DocumentOut, ...]


class TextOut(Body):
    """The stored text of one version, so that anyone can check an offset (Unicode code points)."""

    document: str
    version: str
    text: str


class VersionsOut(Body):
    """The versions of a document that can still be read, newest first."""

    document: str
    versions: tuple[str, ...]


class PassageOut(Body):
    """A passage: `text` is `stored_text[start:end]`; `place` counts from 1 in its section."""

    id: str
    place: int
    part: int
    kind: PassageKindName
    text: str
    start: int
    end: int


class SectionOut(Body):
    """A section with its passages in order; `start` and `end` span them in the stored text."""

    anchor: str
    path: tuple[str, ...]
    attributes: dict[str, str] = Field(default_factory=dict)
    start: int
    end: int
    passages: tuple[PassageOut, ...]


class SectionsOut(Body):
    """A document's sections in order, of its newest version."""

    document: str
    version: str
    language: LanguageCode
    title: str
    sections: tuple[SectionOut, ...]


class PreviewSectionOut(Body):
    """A section that an upload would get; `heading` is empty above the first heading."""

    heading: str
    passages: int


class PreviewOut(Body):
    """What an upload would become; nothing is saved. `language` is null where it can't be told."""

    name: str
    encoding: str
    language: LanguageCode | None = None
    title: str
    sections: tuple[PreviewSectionOut, ...]


class JobStarted(Body):
    """An upload was accepted; ask `GET /v1/jobs/{job}` how far it is."""

    job: str


class FailureOut(Body):
    """A file that was not read, and why: where there is a `reason_code`, in the language of Accept-Language."""

    place: str
    reason: str
    reason_code: str | None = None


class ReportOut(Body):
    """What an ingest did."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[FailureOut, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float
    passages: int
    questions: int
    embedded: int


class JobOut(Body):
    """An upload's way into the library. `done` of `total` counts within the `stage`.

    `failed`: either `report.failed` names the file and the reason, or `problem` says what stopped it.
    """

    id: str
    state: JobState
    name: str
    stage: str | None = None
    done: int = 0
    total: int = 0
    report: ReportOut | None = None
    problem: Problem | None = None
