"""One document into the catalogue: new, changed, or only its head; never two of one id."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ingest.embedding_run import EmbeddingRun
from ingest.report import Failure, Progress, Report
from ingest.types import Prepared
from kb.errors import DuplicateDocument, NotFound, Why
from kb.store.records import Catalog, DocumentRecord
from kb.types import EVERYONE, DocumentInfo, Passage


@dataclass(slots=True)
class Run:
    """What one run has done so far."""

    embedding: EmbeddingRun
    progress: Progress
    started: float
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    passages: int = 0
    questions: int = 0

    def report(self) -> Report:
        """The run as it is told."""
        return Report(
            added=tuple(self.added),
            changed=tuple(self.changed),
            kept=tuple(self.kept),
            removed=tuple(self.removed),
            failed=tuple(self.failed),
            warnings=tuple(self.warnings),
            passages=self.passages,
            questions=self.questions,
            embedded=self.embedding.embedded,
            seconds=time.monotonic() - self.started,
        )


@dataclass(frozen=True, slots=True)
class Intake:
    """`rules`: under what a text was read and cut; `fingerprint`: under what its vectors are kept."""

    catalog: Catalog
    rules: str
    fingerprint: str

    def take_in(self, prepared: Prepared, run: Run, places: dict[str, str]) -> None:
        """Store a document in one transaction; raises DuplicateDocument where its id belongs to another file.

        `places` says which file each document of this run came from, and learns this one.
        """
        self._refuse_a_second(prepared, places)
        places[prepared.document] = prepared.source.place
        run.warnings += prepared.warnings
        before = self._before(prepared.document)
        info = _info(prepared, before)
        if before is not None and self._only_head_changed(prepared, before):
            self.catalog.update_head(info, self.rules)
        else:
            self._store(prepared, info, run)
        (run.added if before is None else run.changed).append(prepared.document)
        self._forget_renamed(prepared, run)

    def _store(self, prepared: Prepared, info: DocumentInfo, run: Run) -> None:
        name = prepared.source.place
        vectors = run.embedding.vectors("passage", (p.embedded_text for p in prepared.passages), name)
        vectors |= run.embedding.vectors("question", (q.text for q in prepared.questions), name)
        record = DocumentRecord(info, prepared.text, prepared.passages, prepared.questions)
        self.catalog.replace_document(record, self.rules, self.fingerprint, vectors)
        run.passages += len(prepared.passages)
        run.questions += len(prepared.questions)

    def _refuse_a_second(self, prepared: Prepared, places: Mapping[str, str]) -> None:
        source = prepared.source
        first = places.get(prepared.document)
        if first is None:
            before = self._before(prepared.document)
            if before is not None and before.origin != source.origin:
                first = f"{before.path} ({before.origin})"
        if first is not None and first != source.place:
            raise DuplicateDocument(
                f"{source.place}: its id {prepared.document} already belongs to {first}. "
                f"Give one of them another `work:` in its head or in {source.path.name}.meta.yaml.",
                Why("duplicate", prepared.document),
            )

    def _forget_renamed(self, prepared: Prepared, run: Run) -> None:
        """A file whose head now gives another id leaves its old document behind: it goes."""
        for state in self.catalog.sources(prepared.source.origin).values():
            if state.place == prepared.source.place and state.document != prepared.document:
                self.catalog.remove_document(state.document, remember=False)
                run.removed.append(state.document)

    def _before(self, document: str) -> DocumentInfo | None:
        try:
            return self.catalog.document(document)
        except NotFound:
            return None

    def _only_head_changed(self, prepared: Prepared, before: DocumentInfo) -> bool:
        """Whether text, cutting and questions are as they are stored, so that nothing need be embedded."""
        if before.version != prepared.version or before.work != prepared.work:
            return False
        state = self.catalog.sources(prepared.source.origin).get(prepared.source.place)
        if state is None or state.rules != self.rules:
            return False
        stored = [_without_head(passage) for passage in self.catalog.passages_of(prepared.document)]
        if stored != [_without_head(passage) for passage in prepared.passages]:
            return False
        by_persons = {curation.id for curation in self.catalog.curations()}
        asked = {slot.id for slot in self.catalog.asked_slots() if slot.document == prepared.document} - by_persons
        return asked == {question.id for question in prepared.questions}


def _without_head(passage: Passage) -> Passage:
    """A passage without what the document's row says of it."""
    return replace(passage, readers=EVERYONE, made_by="", reviewed=None, title="")


def _info(prepared: Prepared, before: DocumentInfo | None) -> DocumentInfo:
    meta = prepared.meta
    return DocumentInfo(
        id=prepared.document,
        work=prepared.work,
        language=prepared.language,
        original=meta.original or prepared.language,
        title=prepared.title,
        version=prepared.version,
        origin=prepared.source.origin,
        path=prepared.source.place,
        checksum=prepared.source.sha256,
        encoding=prepared.encoding,
        topics=meta.topics,
        readers=meta.readers or EVERYONE,
        source=meta.source,
        owner=meta.owner,
        reviewed=meta.reviewed,
        made_by=meta.made_by or "person",
        licence=meta.licence,
        added=before.added if before else datetime.now(UTC).isoformat(timespec="seconds"),
        passages=len(prepared.passages),
        questions=len(prepared.questions),
    )
