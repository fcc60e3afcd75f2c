"""A pipeline that only remembers what it was asked to do."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ingest.report import Failure, Progress, Report
from kb.errors import NoSuchCopy, UnreadableFile, Why
from kb.types import DocumentInfo, Language, Role
from tests.api.fake_library import FakeLibrary, info, version_of

EARLIER = version_of("An earlier text.")


@dataclass(frozen=True)
class FakePreviewSection:
    heading: str
    passages: int


@dataclass(frozen=True)
class FakePreview:
    encoding: str
    language: Language | None
    title: str
    sections: tuple[FakePreviewSection, ...]


@dataclass(frozen=True)
class FakeKept:
    info: DocumentInfo
    at: datetime = datetime(2026, 11, 22, 16, 40, 2, tzinfo=UTC)
    until: datetime = datetime(2026, 12, 22, 16, 40, 2, tzinfo=UTC)


@dataclass
class FakePipeline:
    """Takes everything but what starts with `BAD`; `hold` keeps an upload from finishing until it is set."""

    report: Report = field(default_factory=lambda: Report(kept=("stock.en",), seconds=0.25))
    error: BaseException | None = None
    uploads: list[tuple[str, bytes, dict[str, str | list[str]]]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    folders: list[tuple[Path, bool]] = field(default_factory=list)
    put_backs: list[tuple[str, str | None]] = field(default_factory=list)
    finished: int = 0
    hold: threading.Event | None = None
    disagreements: list[str] = field(default_factory=list)

    def run_folder(self, path: Path, *, progress: Progress, again: bool = False) -> Report:
        if self.error is not None:
            raise self.error
        self.folders.append((path, again))
        progress("read", 1, 2, "stock/en.md")
        progress("read", 2, 2, "stock/ko.md")
        return self.report

    def check_upload(self, name: str, data: bytes, head: Mapping[str, str | list[str]]) -> None:
        if name.endswith(".png"):
            raise UnreadableFile(f"{name}: .png files can't be read.", Why("unknown_format", name, ".md"))

    def preview_upload(self, name: str, data: bytes, head: Mapping[str, str | list[str]]) -> FakePreview:
        if data.startswith(b"BAD"):
            raise UnreadableFile(f"{name}: not a text.")
        sections = (FakePreviewSection("检查", 2),)
        return FakePreview("gb18030", Language.ZH, str(head.get("title", name)), sections)

    def add_upload(
        self, name: str, data: bytes, head: Mapping[str, str | list[str]], progress: Progress, *, later: bool = False
    ) -> Report:
        if self.error is not None:
            raise self.error
        progress("read", 0, 1, name)
        while self.hold is not None and not self.hold.wait(0.01):
            progress("embed", 1, 4, name)
        self.uploads.append((name, data, dict(head)))
        progress("embed", 4, 4, name)
        if data.startswith(b"BAD"):
            return Report(failed=(Failure(name, "not a text"),), seconds=0.1)
        return Report(added=(name,), seconds=0.1, passages=2, questions=1, embedded=3)

    def finish(self, progress: Progress) -> None:
        progress("index", 0, 1, "vectors")
        self.finished += 1

    def verify(self) -> list[str]:
        return self.disagreements

    def remove(self, document: str) -> None:
        if self.error is not None:
            raise self.error
        FakeLibrary().document(document, Role.ADMIN)
        self.removed.append(document)

    def removed_texts(self) -> list[FakeKept]:
        return [FakeKept(info(document)) for document in reversed(self.removed)]

    def earlier_texts(self, document: str) -> list[FakeKept]:
        FakeLibrary().document(document, Role.ADMIN)
        return [FakeKept(dataclasses.replace(info("stock.en"), version=EARLIER))] if document == "stock.en" else []

    def put_back(self, document: str, version: str | None = None) -> None:
        if self.error is not None:
            raise self.error
        if version is None:
            self._is_removed(document)
            self.removed.remove(document)
        elif version not in {kept.info.version for kept in self.earlier_texts(document)}:
            raise NoSuchCopy(f"Nothing of {document!r} is kept that could be put back.")
        self.put_backs.append((document, version))

    def drop_removed(self, document: str) -> None:
        self._is_removed(document)
        self.removed.remove(document)

    def _is_removed(self, document: str) -> None:
        if document not in self.removed:
            raise NoSuchCopy(f"Nothing of {document!r} is kept that could be put back.")
