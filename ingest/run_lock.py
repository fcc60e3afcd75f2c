"""One ingest at a time: a lock on a file that the system releases when its process dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import Busy


@contextmanager
def run_lock(home: Path) -> Iterator[None]:
    """Hold the library's write lock; raises Busy, with the process that holds it, instead of waiting."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "ingest.lock").open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise Busy(
                f"Another ingest is at work on {home} (process {holder}). Wait until it is done, or stop it."
            ) from error
        stream.seek(0)
        stream.truncate()
        stream.write(str(os.getpid()))
        stream.flush()
        yield


@contextmanager
def index_lock(home: Path) -> Iterator[None]:
    """Hold what builds an index, waiting for whoever builds one; to be taken after the write lock, never before it."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "index.lock").open("a", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
