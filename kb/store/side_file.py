"""SQLite files that stand beside the catalogue and are written while people ask: made on first use."""

from __future__ import annotations

import threading
from pathlib import Path

from kb.store.connections import Connections
from kb.store.migrations import Step, migrate


class SideFile:
    """One file with its steps; may be used from any thread. Nothing is written before the first use."""

    def __init__(self, path: Path, name: str, steps: tuple[Step, ...], *, durable: bool) -> None:
        """`name` is what messages call it; not `durable`: a power cut may cost the last writes."""
        self._path = path
        self._name = name
        self._steps = steps
        self._durable = durable
        self._lock = threading.Lock()
        self._connections: Connections | None = None

    def opened(self) -> Connections:
        """Its connections, with every step carried out; raises StoreError where it can't be used."""
        with self._lock:
            if self._connections is None:
                connections = Connections(self._path, self._name, durable=self._durable)
                migrate(connections, self._steps)
                self._connections = connections
            return self._connections

    def close(self) -> None:
        """Let go of the file; a later use opens it again."""
        with self._lock:
            if self._connections is not None:
                self._connections.close()
                self._connections = None
