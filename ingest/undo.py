"""What was removed or replaced, kept for a month: listed, put back as it was, dropped for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ingest.embedding_run import EmbeddingRun
from ingest.origins import UPLOADS
from ingest.sources import Uploads
from kb.errors import DuplicateDocument, NoSuchCopy, Why
from kb.store.copy_records import Keeping, KeptCopy
from kb.store.records import Catalog
from kb.types import DocumentInfo

KEPT = timedelta(days=30)


def utc_now() -> datetime:
    """The time that copies are dated by."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that can be put back: the document as it was, when it went or was replaced, and until when it is kept."""

    number: int
    info: DocumentInfo
    removed: bool
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Undo:
    """Built by ingest.assembly; whoever calls a method that changes something holds the run's lock."""

    catalog: Catalog
    uploads: Uploads
    fingerprint: str
    now: Callable[[], datetime] = utc_now

    def keeping(self, info: DocumentInfo) -> Keeping:
        """What has to be kept of a document beside what the catalogue holds: an upload's own files."""
        files = self.uploads.files(info.path) if info.origin == UPLOADS else ()
        return Keeping(self.now().isoformat(timespec="seconds"), files)

    def removed(self) -> list[Kept]:
        """The documents that are no longer in the library and can be put back, the last removed first."""
        there = {info.id for info in self.catalog.documents()}
        newest: dict[str, Kept] = {}
        for kept in self._kept():
            if kept.info.id not in there:
                newest.setdefault(kept.info.id, kept)
        return list(newest.values())

    def earlier(self, document: str) -> list[Kept]:
        """The versions of an upload that can be put back in its place, last replaced first; raises NoSuchCopy, Gone.

        A text of a folder is what its file says: an older one is put back there.
        """
        now = self.catalog.document(document)
        if now.origin != UPLOADS:
            return []
        newest: dict[str, Kept] = {}
        for kept in self._kept():
            if kept.info.id == document and kept.info.origin == UPLOADS and kept.info.version != now.version:
                newest.setdefault(kept.info.version, kept)
        return list(newest.values())

    def check_place(self, kept: Kept) -> None:
        """Raises DuplicateDocument where another document came from the copy's file meanwhile."""
        other = self.catalog.sources(kept.info.origin).get(kept.info.path)
        if other is not None and other.document != kept.info.id:
            raise DuplicateDocument(
                f"The place of {kept.info.id} now belongs to {other.document}. Remove that one first.",
                Why("place_taken", kept.info.id, other.document),
            )

    def put_back(self, kept: Kept, run: EmbeddingRun) -> None:
        """Store a copy as it was, its files first."""
        info, content = kept.info, self.catalog.copy_content(kept.number)
        self.uploads.write(content.files)
        record = content.record
        vectors = run.vectors("passage", (passage.embedded_text for passage in record.passages), info.id)
        vectors |= run.vectors("question", (question.text for question in record.questions), info.id)
        self.catalog.put_back(kept.number, self.fingerprint, vectors)

    @contextmanager
    def replacing(self, document: str, before: Keeping) -> Iterator[None]:
        """Keep a document that a run may replace, with its files as they were; only if its text became another."""
        version = self.catalog.document(document).version
        number = self.catalog.keep_copy(document, before)
        replaced = False
        try:
            yield
            replaced = version not in {info.version for info in self.catalog.documents() if info.id == document}
        finally:
            if not replaced:
                self.catalog.drop_copies([number])

    def drop(self, document: str) -> None:
        """Drop every copy of a document that is no longer in the library; raises NoSuchCopy where there is none."""
        if all(kept.info.id != document for kept in self.removed()):
            raise not_kept(document)
        self.catalog.drop_copies([copy.number for copy in self.catalog.copies() if copy.info.id == document])

    def drop_expired(self) -> int:
        """Drop what was kept for long enough; returns how many copies."""
        now = self.now()
        old = [copy.number for copy in self.catalog.copies() if _until(copy) <= now]
        return self.catalog.drop_copies(old) if old else 0

    def _kept(self) -> list[Kept]:
        now = self.now()
        return [
            Kept(copy.number, copy.info, copy.removed, datetime.fromisoformat(copy.at), _until(copy))
            for copy in self.catalog.copies()
            if _until(copy) > now
        ]


def not_kept(document: str) -> NoSuchCopy:
    """The error for what can't be put back."""
    return NoSuchCopy(f"Nothing of {document!r} is kept that could be put back.")


def _until(copy: KeptCopy) -> datetime:
    return datetime.fromisoformat(copy.at) + KEPT
