"""Carries out an ingest, document by document; can be stopped and started at any point."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.embedding_run import EmbeddingRun, PassageEmbedding
from ingest.generation_building import GenerationBuilder
from ingest.manifest import Plan, plan
from ingest.origins import UPLOADS, Origin, origin_of
from ingest.preparing import Preparer
from ingest.report import Failure, Progress, Report, silent
from ingest.run_lock import run_lock
from ingest.sources import scan
from ingest.types import Prepared, SourceFile
from kb.errors import DuplicateDocument, InputError, NotFound
from kb.store.records import Catalog, DocumentRecord
from kb.types import EVERYONE, DocumentInfo

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class _Run:
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


class Pipeline:
    """Built by ingest.assembly. One run at a time, whoever starts it: the others get Busy."""

    def __init__(  # noqa: PLR0913 - the parts that an ingest is made of
        self,
        home: Path,
        catalog: Catalog,
        preparer: Preparer,
        embedding: PassageEmbedding,
        generations: GenerationBuilder,
        decoys: DecoyStore,
        max_bytes: int,
    ) -> None:
        """`home` is FIELDCOACH_HOME; `max_bytes` the largest file that is read."""
        self._home = home
        self._catalog = catalog
        self._preparer = preparer
        self._embedding = embedding
        self._generations = generations
        self._decoys = decoys
        self._max_bytes = max_bytes

    def run_folder(self, path: Path, *, progress: Progress = silent, again: bool = False) -> Report:
        """Make the library agree with a folder (or one file of it): add, change, remove what its files say.

        `again` also reads files whose documents were removed on purpose. Raises Busy, InputError where there is
        no such path, StoreError; a file that can't be used is a failure in the report, never the end of the run.
        """
        known = {info.origin for info in self._catalog.documents()}
        return self.run(origin_of(path, self._home, known), progress=progress, again=again)

    def run(self, origin: Origin, *, progress: Progress = silent, again: bool = False) -> Report:
        """The same for an origin that is known."""
        with run_lock(self._home):
            run = _Run(
                EmbeddingRun(self._catalog, self._embedding, self._generations.fingerprint, progress),
                progress,
                time.monotonic(),
            )
            self._compare(origin, run, again=again)
            run.embedding.fill_in()
            if not self._generations.up_to_date():
                self._generations.build(progress)
                self._catalog.drop_unused_vectors()
            return run.report()

    def remove(self, document: str) -> None:
        """Remove a document and every trace of it in any search; raises NotFound or Busy.

        An upload's copy goes with it; a folder's file stays where it is and is not read again until asked for.
        """
        with run_lock(self._home):
            info = self._catalog.document(document)
            uploaded = info.origin == UPLOADS
            self._catalog.remove_document(document, remember=not uploaded)
            if uploaded:
                self._preparer.uploads.discard(info.path)
            self._generations.build(silent)
            self._catalog.drop_unused_vectors()

    # -- one run -----------------------------------------------------------------------------------------

    def _compare(self, origin: Origin, run: _Run, *, again: bool) -> None:
        run.progress("read", 0, 0, origin.name)
        sources, failures = scan(origin.folder, origin.name, self._max_bytes)
        run.failed += [Failure(failure.place, failure.reason) for failure in failures]
        if origin.only is not None:
            sources = [source for source in sources if source.path.resolve() == origin.only]
        if again:
            for source in sources:
                self._catalog.read_again(origin.name, source.place)
        todo = plan(
            sources,
            self._catalog.sources(origin.name),
            self._catalog.removed_places(origin.name),
            self._preparer.rules,
            whole_origin=origin.only is None,
        )
        self._carry_out(todo, origin, run, {failure.place for failure in failures})

    def _carry_out(self, todo: Plan, origin: Origin, run: _Run, broken: set[str]) -> None:
        run.kept += [state.document for state in todo.kept]
        run.warnings += [
            f"{source.place}: was removed; `coach ingest --again {source.path}` takes it in again"
            for source in todo.set_aside
        ]
        # A file that is there but can't be read keeps its last good version, and says so.
        for state in todo.gone:
            if state.place not in broken:
                self._catalog.remove_document(state.document, remember=False)
                run.removed.append(state.document)
        places = {state.document: state.place for state in todo.kept}
        for number, source in enumerate(todo.read):
            run.progress("read", number, len(todo.read), source.place)
            try:
                self._take_in(source, run, places)
            except InputError as error:
                run.failed.append(Failure(source.place, str(error)))
        if origin.only is None:
            self._decoys.take_in(origin.folder, run.embedding, run.failed)

    def _take_in(self, source: SourceFile, run: _Run, places: dict[str, str]) -> None:
        prepared = self._preparer.prepare(source)
        self._refuse_a_second(prepared, places)
        places[prepared.document] = source.place
        run.warnings += prepared.warnings
        before = self._before(prepared.document)
        info = self._info(prepared, before)
        if before is not None and self._same_text(prepared, before):
            self._catalog.update_head(info, self._preparer.rules)
        else:
            name = source.place
            vectors = run.embedding.vectors("passage", (p.embedded_text for p in prepared.passages), name)
            vectors |= run.embedding.vectors("question", (q.text for q in prepared.questions), name)
            record = DocumentRecord(info, prepared.text, prepared.passages, prepared.questions)
            self._catalog.replace_document(
                record, self._preparer.rules, self._generations.fingerprint, vectors
            )
            run.passages += len(prepared.passages)
            run.questions += len(prepared.questions)
        (run.added if before is None else run.changed).append(prepared.document)
        self._forget_renamed(source, prepared.document, run)

    def _refuse_a_second(self, prepared: Prepared, places: Mapping[str, str]) -> None:
        source = prepared.source
        first = places.get(prepared.document)
        if first is None:
            before = self._before(prepared.document)
            if before is None or before.origin == source.origin:
                return
            first = f"{before.path} of {before.origin}"
        if first != source.place:
            raise DuplicateDocument(
                f"its id {prepared.document} already belongs to {first}. "
                "Give one of them another `work:` in its head or in its .meta.yaml."
            )

    def _forget_renamed(self, source: SourceFile, document: str, run: _Run) -> None:
        """A file whose head now gives another id leaves its old document behind: it goes."""
        for state in self._catalog.sources(source.origin).values():
            if state.place == source.place and state.document != document:
                self._catalog.remove_document(state.document, remember=False)
                run.removed.append(state.document)

    def _before(self, document: str) -> DocumentInfo | None:
        try:
            return self._catalog.document(document)
        except NotFound:
            return None

    def _same_text(self, prepared: Prepared, before: DocumentInfo) -> bool:
        """Whether only the head changed: the same text, cut the same way, asked the same questions."""
        if before.version != prepared.version or before.work != prepared.work:
            return False
        stored = self._catalog.passages_of(prepared.document)
        now = [replace(passage, **_HEAD_FIELDS) for passage in prepared.passages]
        if [replace(passage, **_HEAD_FIELDS) for passage in stored] != now:
            return False
        questions = {slot.id for slot in self._catalog.asked_slots() if slot.document == prepared.document}
        return questions == {question.id for question in prepared.questions}

    def _info(self, prepared: Prepared, before: DocumentInfo | None) -> DocumentInfo:
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
