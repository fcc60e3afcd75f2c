"""Folders that are read are not removed: a lock that the system releases when its holder closes or dies.

Without it a reader of a removed generation fails once Chroma opens one more connection to its SQLite file
(measured: `no such table`, and an empty file in the place of the removed one).
"""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from typing import IO

MARK = "in-use.lock"


def make_removable(folder: Path) -> None:
    """Give a folder the file that its readers hold; without it nobody can read it."""
    (folder / MARK).touch()


def hold(folder: Path) -> IO[bytes]:
    """Keep a folder from being removed until what is returned is closed; raises OSError where it is gone."""
    mark = (folder / MARK).open("rb")
    try:
        fcntl.flock(mark, fcntl.LOCK_SH | fcntl.LOCK_NB)
        # It may have gone between the two lines above.
        (folder / MARK).stat()
    except OSError:
        mark.close()
        raise
    return mark


def remove(folder: Path) -> None:
    """Remove a folder, unless someone holds it: then it goes another time."""
    try:
        with (folder / MARK).open("rb") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return
    except OSError:
        # Never finished, so never read.
        shutil.rmtree(folder, ignore_errors=True)
