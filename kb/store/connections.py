"""The one door to SQLite: a connection a thread, transactions, and sqlite3's errors translated into ours."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

from kb.errors import Busy, StoreError

# How long a statement waits for another writer before it gives up, in milliseconds.
_BUSY_MILLISECONDS = 10_000

_ATTEMPTS = 50

_PRAGMAS = (
    f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}",
    "PRAGMA foreign_keys = ON",
    # What is removed is overwritten, not only unlinked: a removed text leaves no trace in the file.
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)


# A document that was acknowledged survives a power cut; it costs one fsync a commit.
_DURABLE, _FAST = "PRAGMA synchronous = FULL", "PRAGMA synchronous = NORMAL"


class _Connection(sqlite3.Connection):
    """A connection that weak references can point to: it is closed when its thread's storage goes."""


class Connections:
    """Hands each thread its own connection to one file; raises StoreError, Busy where a lock is not given."""

    def __init__(self, path: Path, name: str = "catalogue", *, durable: bool = True) -> None:
        """`name` is what messages call the file. Not `durable`: a power cut may cost the last writes."""
        self.name = name
        self._path = path
        self._durable = durable
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: WeakSet[_Connection] = WeakSet()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """For single statements, each its own snapshot."""
        with self._translated():
            yield self._connection()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """For several statements that must see the same state; nothing is written."""
        with self._translated():
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, locked from its start: committed at the end, or undone whatever is raised."""
        with self._translated():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    def close(self) -> None:
        """Close every thread's connection; what is asked afterwards raises StoreError."""
        with self._lock:
            self._closed = True
            connections = list(self._open)
        with self._translated():
            for connection in connections:
                connection.close()

    def _connection(self) -> sqlite3.Connection:
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with self._lock:
                if self._closed:
                    raise StoreError(f"The {self.name} {self._path} is closed.")
                connection = self._connect()
                self._open.add(connection)
            self._local.connection = connection
        return connection

    def _connect(self) -> _Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # check_same_thread off: close() closes the connections of other threads, nothing else crosses.
        connection = sqlite3.connect(self._path, factory=_Connection, isolation_level=None, check_same_thread=False)
        try:
            for pragma in (*_PRAGMAS, _DURABLE if self._durable else _FAST):
                connection.execute(pragma)
            _use_write_ahead_log(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            # Python's own OperationalErrors carry no code.
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise Busy(
                    f"The {self.name} {self._path} is being written by someone else; try again shortly."
                ) from error
            raise StoreError(f"The {self.name} {self._path} can't be used: {error}.") from error
        except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
            raise StoreError(f"The {self.name} {self._path} can't be used: {error}.") from error


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """The first to open a new file changes its mode; SQLite makes no one wait for it, so the others retry."""
    for attempt in range(_ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.02)
