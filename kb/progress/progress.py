"""Progress in one SQLite file beside the journal."""

from __future__ import annotations

from pathlib import Path

from kb.progress.drills import Drills
from kb.progress.saved import SavedResults
from kb.progress.tables import STEPS
from kb.store.side_file import SideFile


class Progress(SavedResults, Drills):
    """Saved results and drills; may be used from any thread. Raises StoreError where the file can't be used."""

    def __init__(self, path: Path) -> None:
        """`path` is created with its folder on first use."""
        self._file = SideFile(path, "file of saved results and drills", STEPS, durable=True)

    def close(self) -> None:
        """Let go of the file; a later use opens it again."""
        self._file.close()
