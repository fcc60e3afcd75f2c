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
from ingest.run_lock import run_lock
from ingest.sources import Uploads, scan
from ingest.uploading import HeadValues, Preview, preview, take_upload
from kb.errors import InputError
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
            run = self._begin(progress)
            self._compare(origin, run, again=again)
            self._finish(run)
            return run.report()

    def remove(self, document: str) -> None:
        """Remove a document and every trace of it in any search; raises NotFound or Busy.

        An upload's copy goes with it; a folder's file stays where it is and is not read again until asked for.
        """
        with run_lock(self.home):
            info = self.catalog.document(document)
            uploaded = info.origin == UPLOADS
            self.catalog.remove_document(document, remember=not uploaded)
            if uploaded:
                self.uploads.discard(info.path)
            self._finish(self._begin(silent))

    def preview_upload(self, name: str, data: bytes, head: HeadValues) -> Preview:
        """What an upload would become; keeps nothing. Raises UnreadableFile, HeadError or TooLarge."""
        return preview(self.preparer, name, data, head, self.max_bytes)

    def add_upload(self, name: str, data: bytes, head: HeadValues, progress: Progress = silent) -> Report:
        """Keep an upload and take it in; one that can't be used leaves everything as it was. Raises Busy."""
        seen = preview(self.preparer, name, data, head, self.max_bytes)

        def run(file: Path) -> Report:
            return self.run(Origin(UPLOADS, self.uploads.folder, only=file), progress=progress)

        return take_upload(self.uploads, name, data, head, seen, run)

    def verify(self) -> list[str]:
        """Everything derived, derived again and compared; a sentence for each disagreement."""
        return self.catalog.verify()

    def _begin(self, progress: Progress) -> Run:
        embedding = EmbeddingRun(self.catalog, self.embedding, self.generations.fingerprint, progress)
        return Run(embedding, progress, time.monotonic())

    def _finish(self, run: Run) -> None:
        """Embed what has no vector under this fingerprint, and build a generation where something changed."""
        run.embedding.fill_in()
        if not self.generations.up_to_date():
            self.generations.build(run.progress)
            self.catalog.drop_unused_vectors()

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
                run.failed.append(Failure(source.place, str(error)))
        if todo.read:
            run.progress("read", len(todo.read), len(todo.read), "")
