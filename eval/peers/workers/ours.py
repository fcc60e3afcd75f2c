"""Fieldcoach: ingest of a corpus folder, then the coach's search. `… ours delivered|texts CORPUS FOLDER`.

`delivered`: with the asked-as questions and decoys that stand beside the texts. `texts`: without them, as for texts
that somebody brings in parallel editions. Either reads the files themselves, since anchors pair editions.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from eval.peers.workers.serving import Chunk, Text, serve
from ingest.assembly import build_pipeline
from kb.assembly import Parts, build_coach, open_parts
from kb.coach import Coach
from kb.errors import InputError
from kb.evidence.selection import by_section
from kb.settings import Settings
from kb.store.catalog import SqliteCatalog
from kb.types import Role


class Ours:
    """An eval.peers.workers.serving.Engine over a library in `folder`; one more for each language left out."""

    def __init__(self, way: str, corpus: str, folder: str) -> None:
        self._corpus, self._folder = Path(corpus), Path(folder)
        self._left_out = ("*.questions.yaml", "decoys.*.yaml") if way == "texts" else ()
        self._whole = self._settings("whole")

    def load(self) -> None:
        """The encoder."""
        self._whole.home.mkdir(parents=True)
        self._parts = open_parts(self._whole)
        self._parts.embedding.warm_up()

    def build(self, documents: list[Text]) -> int:
        """What `coach ingest` does; the texts come from their files."""
        self._copy(self._whole)
        self._coach = self._ingested(self._whole, self._parts)
        held = {info.id for info in self._parts.catalog.documents()}
        if held != {one.id for one in documents}:
            raise InputError("The library holds other documents than the peers were given.")
        return sum(info.passages for info in self._parts.catalog.documents())

    def ask(self, question: str, count: int) -> list[Chunk]:
        """The coach's search, section by section as answers are made from it."""
        search = self._coach.search(question, None, count, Role.REP)
        hits = [hit.passage for section in by_section(search.hits) for hit in section.hits]
        return [Chunk(one.document, one.start, one.end) for one in hits]

    def embed(self, question: str) -> None:
        """The embedding alone."""
        self._parts.embedding.embed_question(question)

    def leave_out(self, language: str | None) -> None:
        """An ingest of the same folder without that edition: its questions go, the adapter is learned again."""
        settings = self._settings(language or "whole")
        parts = self._parts
        if language is not None:
            shutil.copytree(self._whole.home, settings.home)
            self._copy(settings, f"{language}.md", f"{language}.questions.yaml")
            catalog = SqliteCatalog(settings.home / "library.sqlite")
            parts = Parts(catalog, parts.embedding, parts.fingerprint, parts.shipped_means)
            self._coach = self._ingested(settings, parts)
        else:
            self._coach = build_coach(settings, parts)

    def _copy(self, settings: Settings, *left_out: str) -> None:
        shutil.copytree(self._corpus, settings.corpus, ignore=shutil.ignore_patterns(*self._left_out, *left_out))

    def _settings(self, name: str) -> Settings:
        folder = self._folder / name
        # Home and corpus side by side, so that the folder has the same name as origin in every copy.
        return Settings(home=folder / "home", corpus=folder / "corpus")  # type: ignore[call-arg]

    @staticmethod
    def _ingested(settings: Settings, parts: Parts) -> Coach:
        report = build_pipeline(settings, parts).run_folder(settings.corpus)
        if report.failed:
            raise InputError(f"{report.failed[0].place}: {report.failed[0].reason}")
        return build_coach(settings, parts)


if __name__ == "__main__":
    serve(Ours(*sys.argv[1:]))
