"""Carries out an ingest, document by document; can be stopped and started at any point."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from ingest.decoys import DecoyStore
from ingest.embedding_run import EmbeddingRun, PassageEmbedding
from ingest.examples import ExampleStore
from ingest.generation_building import GenerationBuilder
from ingest.intake import Intake, Run
from ingest.manifest import Plan, plan
from ingest.origins import UPLOADS, Origin, origin_of
from ingest.preparing import Preparer
from ingest.report import Failure, Progress, Report, silent
from ingest.run_lock import index_lock, run_lock
from ingest.sources import Uploads, safe_name, scan
from ingest.undo import Kept, Undo, not_kept
from ingest.uploading import HeadValues, Preview, check_upload, preview, take_upload
from kb.errors import Busy, InputError
from kb.store.records import Catalog


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Built by ingest.assembly. One run at a time, whoever starts it: the others get Busy.

    `home` is FIELDCOACH_HOME; `max_bytes` the largest file that is read.
    """

    home: Path
    catalog: Catalog
    preparer: Preparer
    intake: Intake
    embedding: PassageEmbedding
    generations: GenerationBuilder
    decoys: DecoyStore
    examples: ExampleStore
    uploads: Uploads
    undo: Undo
    max_bytes: int

    def run_folder(self, path: Path, *, progress: Progress = silent, again: bool = False) -> Report:
        """Make the library agree with a folder (or one file of it): add, change, remove what its files say.

        `again` also reads files whose documents were removed on purpose. Raises Busy, InputError where there is
        no such path, StoreError; a file that can't be used is a failure in the report, never the end of the run.
        """
        known = {info.origin for info in self.catalog.documents()}
        return self.run(origin_of(path, self.home, known), progress=progress, again=again)

    def run(self, origin: Origin, *, progress: Progress = silent, again: bool = False) -> Report:
        """The same for an origin that is known."""
        with run_lock(self.home):
            return self._run(origin, progress, again=again)

    def remove(self, document: str) -> None:
        """Remove a document and every trace of it in any search; raises NotFound or Busy.

        It can be put back for a month; `finish` renews the index. An upload's file goes with it; a folder's stays
        where it is and is not read again until asked for.
        """
        with run_lock(self.home):
            info = self.catalog.document(document)
            uploaded = info.origin == UPLOADS
            self.catalog.remove_document(document, remember=not uploaded, keeping=self.undo.keeping(info))
            if uploaded:
                self.uploads.discard(info.path)

    def removed_texts(self) -> list[Kept]:
        """What was removed and can be put back, the last first."""
        return self.undo.removed()

    def earlier_texts(self, document: str) -> list[Kept]:
        """The versions of an upload that can be put back, the last replaced first; raises NotFound or Gone."""
        return self.undo.earlier(document)

    def put_back(self, document: str, version: str | None = None) -> None:
        """Put back what was removed, or an upload's earlier version; it is found again at once, `finish` comes after.

        Raises NotFound where nothing is kept, DuplicateDocument where its place was taken, Busy.
        """
        with run_lock(self.home):
            run = self._begin(silent)
            known = self.removed_texts() if version is None else self.earlier_texts(document)
            kept = next((one for one in known if one.info.id == document and version in {None, one.info.version}), None)
            if kept is None:
                raise not_kept(document)
            self.undo.check_place(kept)
            if version is not None:
                # What it takes the place of can be put back as well.
                now = self.catalog.document(document)
                self.catalog.keep_copy(document, self.undo.keeping(now))
                self.uploads.discard(now.path)
            self.undo.put_back(kept, run.embedding)
            self.generations.retire_decoys()

    def drop_removed(self, document: str) -> None:
        """Drop what is kept of a removed document now; raises NotFound or Busy."""
        with run_lock(self.home):
            self.undo.drop(document)
            self.catalog.drop_unused_vectors()

    def drop_expired(self) -> int:
        """Drop what was kept for a month; nothing while another run is at work, which does so itself."""
        try:
            with run_lock(self.home):
                return self.undo.drop_expired()
        except Busy:
            return 0

    def check_upload(self, name: str, data: bytes, head: HeadValues) -> None:
        """What can be told of an upload before it is read; raises UnreadableFile, HeadError or TooLarge."""
        check_upload(name, data, head, self.max_bytes)

    def preview_upload(self, name: str, data: bytes, head: HeadValues) -> Preview:
        """What an upload would become; keeps nothing. Raises UnreadableFile, HeadError or TooLarge."""
        return preview(self.preparer, name, data, head, self.max_bytes)

    def add_upload(
        self, name: str, data: bytes, head: HeadValues, progress: Progress = silent, *, later: bool = False
    ) -> Report:
        """Keep an upload and take it in; one that can't be used leaves everything as it was. Raises Busy.

        It is found in any case; `later` leaves renewing the index to `finish`.
        """
        seen = preview(self.preparer, name, data, head, self.max_bytes)
        state = self.catalog.sources(UPLOADS).get(safe_name(name))
        before = self.undo.keeping(self.catalog.document(state.document)) if state else None

        def run(file: Path) -> Report:
            origin = Origin(UPLOADS, self.uploads.folder, only=file)
            with run_lock(self.home):
                if state is None or before is None:
                    return self._run(origin, progress, later=later)
                with self.undo.replacing(state.document, before):
                    return self._run(origin, progress, later=later)

        return take_upload(self.uploads, name, data, head, seen, run)

    def verify(self) -> list[str]:
        """Everything derived, derived again and compared; a sentence for each disagreement."""
        return self.catalog.verify()

    def finish(self, progress: Progress = silent) -> None:
        """Renew the index where something changed; until then what changed is searched beside it, exactly.

        Waits for whoever builds one; others may change the library meanwhile, and finish in their turn.
        """
        if self._build(progress):
            try:
                with run_lock(self.home):
                    self.catalog.drop_unused_vectors()
            except Busy:
                # Whoever is at work may have embedded ahead; it tidies up itself.
                return

    def _run(self, origin: Origin, progress: Progress, *, again: bool = False, later: bool = False) -> Report:
        run = self._begin(progress)
        self._compare(origin, run, again=again)
        self.undo.drop_expired()
        run.embedding.fill_in()
        if later and self.generations.retire_decoys():
            return run.report()
        if self._build(progress):
            self.catalog.drop_unused_vectors()
        return run.report()

    def _build(self, progress: Progress) -> bool:
        """Build a generation where something changed; whether it had."""
        with index_lock(self.home):
            if self.generations.up_to_date():
                return False
            self.generations.build(progress)
            return True

    def _begin(self, progress: Progress) -> Run:
        embedding = EmbeddingRun(self.catalog, self.embedding, self.generations.fingerprint, progress)
        return Run(embedding, progress, time.monotonic())

    def _compare(self, origin: Origin, run: Run, *, again: bool) -> None:
        run.progress("read", 0, 0, origin.name)
        sources, failures = scan(origin.folder, origin.name, self.max_bytes)
        if origin.only is not None:
            only = origin.only.resolve().relative_to(origin.folder.resolve()).as_posix()
            sources = [source for source in sources if source.place == only]
            failures = [failure for failure in failures if failure.place == only]
        run.failed += failures
        if again:
            for source in sources:
                self.catalog.read_again(origin.name, source.place)
        todo = plan(
            sources,
            self.catalog.sources(origin.name),
            self.catalog.removed_places(origin.name),
            self.intake.rules,
            whole_origin=origin.only is None,
        )
        self._carry_out(todo, run, {failure.place for failure in failures})
        if origin.only is None:
            self.decoys.take_in(origin.folder, run.embedding, run.failed.append)
            self.examples.take_in(origin.folder, run.embedding, run.failed.append)

    def _carry_out(self, todo: Plan, run: Run, broken: set[str]) -> None:
        run.kept += [state.document for state in todo.kept]
        run.warnings += [
            f"{source.place}: was removed from the library; `coach ingest --again {source.path}` takes it in again"
            for source in todo.set_aside
        ]
        for state in todo.gone:
            # A file that is there but can't be read keeps its last good version; the report names it.
            if state.place not in broken:
                self.catalog.remove_document(state.document, remember=False)
                run.removed.append(state.document)
        places = {state.document: state.place for state in todo.kept}
        for number, source in enumerate(todo.read):
            run.progress("read", number, len(todo.read), source.place)
            try:
                self.intake.take_in(self.preparer.prepare(source), run, places)
            except InputError as error:
                run.failed.append(Failure(source.place, str(error), error.why))
        if todo.read:
            run.progress("read", len(todo.read), len(todo.read), "")
