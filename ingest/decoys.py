"""The decoys of a library: a file a language at the top of a folder of texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.asked_questions import read_decoys
from ingest.embedding_run import EmbeddingRun
from ingest.report import Failure
from kb.errors import InputError
from kb.store.records import Catalog
from kb.types import Language


@dataclass(frozen=True, slots=True)
class DecoyStore:
    """Keeps the catalogue's decoys as the files say; a folder without such files leaves them as they are."""

    catalog: Catalog
    fingerprint: str

    def take_in(self, folder: Path, run: EmbeddingRun, fail: Callable[[Failure], None]) -> None:
        """Replace the decoys of each language whose file differs from what is kept; a broken file changes nothing."""
        for language in Language:
            path = folder / f"decoys.{language}.yaml"
            if not path.is_file():
                continue
            try:
                decoys = read_decoys(path, language)
            except InputError as error:
                fail(Failure(path.name, str(error)))
                continue
            by_persons = {curation.id for curation in self.catalog.curations()}
            if {decoy.id for decoy in decoys} != {decoy.id for decoy in self.catalog.decoys(language)} - by_persons:
                vectors = run.vectors("question", (decoy.text for decoy in decoys), path.name)
                self.catalog.replace_decoys(language, decoys, self.fingerprint, vectors)
