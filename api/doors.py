"""What the API needs of the layers below, as protocols; light enough for every command line to import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ingest.report import Progress, Report
from kb.types import (
    ChecklistTask,
    DocumentInfo,
    Language,
    Material,
    Passage,
    Play,
    Question,
    Refusal,
    Role,
    RoleProfile,
    Search,
    TrainingOrder,
)

Head = Mapping[str, str | list[str]]


class SectionView(Protocol):
    """A section with its passages in order; `start` and `end` span them in the stored text."""

    @property
    def anchor(self) -> str:
        """The same in every edition."""
        ...

    @property
    def path(self) -> tuple[str, ...]:
        """The headings from the outermost down."""
        ...

    @property
    def passages(self) -> tuple[Passage, ...]:
        """In their order."""
        ...

    @property
    def start(self) -> int:
        """Where its first passage begins."""
        ...

    @property
    def end(self) -> int:
        """Where its last passage ends."""
        ...


class Library(Protocol):
    """The texts, read only; what a role may not read is answered like what does not exist."""

    def documents(self, role: Role) -> list[DocumentInfo]:
        """What `role` may read, by id."""
        ...

    def document(self, document: str, role: Role) -> DocumentInfo:
        """One document; raises NotFound or Gone."""
        ...

    def text(self, document: str, version: str | None, role: Role) -> tuple[str, str]:
        """(version, stored text), the newest where no version is named; raises NotFound or Gone."""
        ...

    def versions(self, document: str, role: Role) -> list[str]:
        """The versions that can be read, newest first; raises NotFound or Gone."""
        ...

    def sections(self, document: str, role: Role) -> Sequence[SectionView]:
        """The document's sections in order; raises NotFound or Gone."""
        ...

    def editions(self, work: str, role: Role) -> list[DocumentInfo]:
        """The documents of a work, by language."""
        ...


class Coach(Protocol):
    """The one door to everything that answers."""

    @property
    def library(self) -> Library:
        """The texts."""
        ...

    def ask(self, question: Question) -> Material | Refusal:
        """A grounded answer, or a refusal."""
        ...

    def checklist(self, task: ChecklistTask) -> Material | Refusal:
        """What to tick off before, during and after a task."""
        ...

    def play(self, play: Play) -> Material | Refusal:
        """What to prepare, ask, show and do at a visit."""
        ...

    def role_description(self, profile: RoleProfile) -> Material | Refusal:
        """Purpose, responsibilities, requirements and measures of a post."""
        ...

    def training_module(self, order: TrainingOrder) -> Material | Refusal:
        """A module with its quiz; the same order gives the same module."""
        ...

    def search(self, text: str, language: Language | None, limit: int, role: Role) -> Search:
        """The passages nearest to `text`, at most `limit`; `language` keeps only that language's."""
        ...

    def ready(self) -> str | None:
        """None, or the reason why nothing can be answered yet."""
        ...


class PreviewSection(Protocol):
    """A section that an upload would get."""

    @property
    def heading(self) -> str:
        """Empty above the first heading."""
        ...

    @property
    def passages(self) -> int:
        """How many."""
        ...


class Preview(Protocol):
    """What an upload would become."""

    @property
    def encoding(self) -> str:
        """What the file was decoded or converted from."""
        ...

    @property
    def language(self) -> Language | None:
        """The document's language, where it can be told."""
        ...

    @property
    def title(self) -> str:
        """The document's title."""
        ...

    @property
    def sections(self) -> Sequence[PreviewSection]:
        """In their order."""
        ...


class KeptText(Protocol):
    """What was removed or replaced and can be put back: as it was, since when, until when."""

    @property
    def info(self) -> DocumentInfo:
        """The document as it was."""
        ...

    @property
    def at(self) -> datetime:
        """When it was removed or replaced."""
        ...

    @property
    def until(self) -> datetime:
        """When it is dropped."""
        ...


class Pipeline(Protocol):
    """The one door to everything that changes the library; raises Busy while another ingest runs."""

    def run_folder(self, path: Path, *, progress: Progress, again: bool = False) -> Report:
        """Bring the library up to date with a folder."""
        ...

    def check_upload(self, name: str, data: bytes, head: Head) -> None:
        """Raise what can be told of an upload before it is read: an unknown kind, an empty file, a wrong head."""
        ...

    def preview_upload(self, name: str, data: bytes, head: Head) -> Preview:
        """What an upload would become; saves nothing."""
        ...

    def add_upload(self, name: str, data: bytes, head: Head, progress: Progress, *, later: bool = False) -> Report:
        """Take a file into the library; `later` leaves renewing the index to `finish`."""
        ...

    def finish(self, progress: Progress) -> None:
        """Renew the index where something changed; what changed is found before, too."""
        ...

    def remove(self, document: str) -> None:
        """Remove a document and every trace of it from every search; raises NotFound or Gone."""
        ...

    def removed_texts(self) -> Sequence[KeptText]:
        """What was removed and can be put back, the last first."""
        ...

    def earlier_texts(self, document: str) -> Sequence[KeptText]:
        """The versions of an upload that can be put back, the last replaced first; raises NotFound or Gone."""
        ...

    def put_back(self, document: str, version: str | None = None) -> None:
        """Put back what was removed, or an upload's earlier version; raises NotFound or DuplicateDocument."""
        ...

    def drop_removed(self, document: str) -> None:
        """Drop a removed text for good; raises NotFound."""
        ...

    def verify(self) -> list[str]:
        """Check that what is stored agrees with itself; a sentence for each disagreement, none when sound."""
        ...
