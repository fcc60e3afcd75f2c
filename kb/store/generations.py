"""Generations of the dense index: built aside in a child process, tried in another, opened, removed.

<home>/chroma/gen-7          what is served, as the catalogue's row of the generation 7 says
<home>/chroma/.build-8-…     one that is being built; what a crash leaves of it goes with the next run
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path

from kb.errors import StoreError
from kb.store.chroma import ChromaIndex, is_readable
from kb.store.chroma_building import hand_over
from kb.store.exact import ExactIndex
from kb.store.in_use import remove
from kb.store.layered import LayeredIndex
from kb.store.records import Generation
from kb.store.vectors import Lane, LaneVectors, VectorIndex

# Chroma takes about 2,000 vectors a second; a hundred times that long, and a start, under any load.
_SECONDS = 120.0
_SECONDS_A_VECTOR = 0.05


def build_generation(home: Path, number: int, lanes: Mapping[Lane, LaneVectors]) -> None:
    """Build, try and put in place a Chroma index of centred unit vectors; not yet served by that.

    A crash at any point leaves only what remove_stale removes. Raises StoreError where it can't be built.
    """
    filled = {lane: vectors for lane, vectors in lanes.items() if vectors.ids}
    root = home / "chroma"
    seconds = _SECONDS + _SECONDS_A_VECTOR * sum(len(vectors.ids) for vectors in filled.values())
    try:
        root.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".build-{number}-", dir=root))
        try:
            hand_over(folder, filled)
            _in_child("write", folder, seconds)
            _in_child("try", folder, seconds)
            _to_disk(folder / "index")
            remove(_place(home, number))
            (folder / "index").rename(_place(home, number))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"The generation {number} can't be written to {root}: {error}") from error


def remove_stale(home: Path, keep: int | None) -> None:
    """Remove what was begun and every generation but `keep`; one that is still read goes another time."""
    kept = None if keep is None else _place(home, keep)
    for pattern in (".build-*", "gen-*"):
        for folder in (home / "chroma").glob(pattern):
            if folder != kept:
                remove(folder)


def is_placed(home: Path, number: int) -> bool:
    """Whether a generation's folder is where it is served from; false after a switch from exact search, say."""
    return is_readable(_place(home, number))


class ChromaOpener:
    """Opens generations from their folders; one that is still in use is not opened a second time."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._opened: weakref.WeakValueDictionary[int, ChromaIndex] = weakref.WeakValueDictionary()

    def __call__(
        self,
        generation: Generation,
        delta: Mapping[Lane, LaneVectors],
        live: Mapping[Lane, frozenset[str]],
    ) -> VectorIndex:
        """The generation under what is newer (centred unit vectors); number 0 is the empty one.

        Not to be closed while another snapshot may share it: it closes with its last user.
        """
        return LayeredIndex(self._base(generation.number), ExactIndex(delta), live)

    def _base(self, number: int) -> VectorIndex:
        if number == 0:
            return ExactIndex({})
        index = self._opened.get(number)
        if index is None:
            index = self._opened[number] = ChromaIndex(_place(self._home, number))
        return index


def open_exact(
    generation: Generation, delta: Mapping[Lane, LaneVectors], live: Mapping[Lane, frozenset[str]]
) -> VectorIndex:
    """The exact counterpart of ChromaOpener: `delta` holds everything, no folder is needed."""
    return LayeredIndex(ExactIndex({}), ExactIndex(delta), live)


def _place(home: Path, number: int) -> Path:
    return home / "chroma" / f"gen-{number}"


def _in_child(task: str, folder: Path, seconds: float) -> None:
    """Run the main of kb.store.chroma_building; its death, also by a signal, is a StoreError here."""
    command = [sys.executable, "-P", "-m", "kb.store.chroma_building", task, str(folder)]
    source = Path(__file__).parents[2]
    path = os.pathsep.join(filter(None, [str(source), os.environ.get("PYTHONPATH")]))
    # The child reads its end of the pipe: when this process dies, however it dies, so does the child.
    with (folder / f"{task}.log").open("w+", encoding="utf-8", errors="replace") as log:
        with subprocess.Popen(  # noqa: S603 - our own module, our own arguments
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": path}
        ) as child:
            try:
                code = child.wait(seconds)
            except BaseException as error:
                child.kill()
                if isinstance(error, subprocess.TimeoutExpired):
                    raise StoreError(f"Chroma did not {task} an index within {seconds:.0f} seconds.") from error
                raise
        log.seek(0)
        said = log.read().strip()
    if code:
        last = said.splitlines()[-1] if said else "it said nothing"
        raise StoreError(f"Chroma could not {task} an index (exit code {code}): {last}")


def _to_disk(folder: Path) -> None:
    """A power cut after the switch must not find files that were never written out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
