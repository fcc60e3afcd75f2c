"""Writes and tries a generation, in child processes of its own (kb.store.generations starts them).

Chroma is derived from the catalogue. What it measures (stack.md, section 3): a killed writer can leave files
on which a query dies with SIGSEGV, and two writers lose rows silently; so a generation is written once, by a
child process, in a folder that nobody reads yet. A language whose vectors are what they were is copied.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from kb.errors import FieldcoachError, StoreError
from kb.store.chroma import DATABASE, ChromaIndex, lane_of, open_client, translated
from kb.store.exact import ExactIndex, check_lane
from kb.store.in_use import hold, make_removable
from kb.store.vectors import Lane, LaneVectors
from kb.types import Language

# ef_search 400: recall@50 of 1.0000 at 3,000 and .996 at 10,000 clustered vectors of 384 dimensions,
# where the default of 100 gives .987 and .942; ef_construction 200 for the same reason. M is the default.
_EF_SEARCH = 400
_EF_CONSTRUCTION = 200
_MAX_NEIGHBOURS = 16

# How many vectors of a lane the trial asks for again, and which share must find themselves.
_TRIALS = 20
_FOUND_AGAIN = 0.9

_HANDED_OVER = "vectors.npz"

# Beside a database, once it is whole: the digest of all that it holds.
_DIGEST = "vectors.sha256"


def hand_over(folder: Path, lanes: Mapping[Lane, LaneVectors]) -> None:
    """Put the vectors down where the child process finds them."""
    arrays: dict[str, Any] = {}
    for lane, vectors in lanes.items():
        arrays[f"{lane.name}/ids"] = np.array(vectors.ids, dtype=np.str_)
        arrays[f"{lane.name}/matrix"] = vectors.matrix
    np.savez(folder / _HANDED_OVER, **arrays)


def _handed_over(folder: Path) -> dict[Lane, LaneVectors]:
    with np.load(folder / _HANDED_OVER, allow_pickle=False) as file:
        names = {key.removesuffix("/ids") for key in file.files if key.endswith("/ids")}
        return {
            lane_of(name): LaneVectors(tuple(file[f"{name}/ids"].tolist()), file[f"{name}/matrix"])
            for name in sorted(names)
        }


def write_index(path: Path, lanes: Mapping[Lane, LaneVectors], earlier: Iterable[Path] = ()) -> None:
    """Write all lanes into a new folder; raises StoreError. Served only once the process has ended.

    A language that stands in one of the `earlier` generations as it is to be is copied from there.
    """
    for lane, vectors in lanes.items():
        check_lane(lane, vectors)
    generations = list(earlier)
    path.mkdir(parents=True, exist_ok=True)
    for language in Language:
        chosen = {lane: lanes[lane] for lane in sorted(lanes) if lane.language is language}
        if not chosen:
            continue
        digest = _digest(chosen)
        if not any(_copied(generation, path, language, digest) for generation in generations):
            _write_database(path / language, chosen)
            (path / language / _DIGEST).write_text(digest, encoding="ascii")
    make_removable(path)


def _write_database(database: Path, lanes: Mapping[Lane, LaneVectors]) -> None:
    with translated(database), closing(open_client(database)) as client:
        limit = client.get_max_batch_size()
        for lane, vectors in lanes.items():
            ids, matrix = list(vectors.ids), vectors.matrix
            # HNSW files are written once `sync_threshold` changes came in: here, so that opening them does
            # not have to. The least that Chroma takes is 2, so a single vector is written twice.
            size = max(2, len(ids))
            collection = client.create_collection(
                lane.name,
                configuration={
                    "hnsw": {
                        "space": "cosine",
                        "ef_search": _EF_SEARCH,
                        "ef_construction": _EF_CONSTRUCTION,
                        "max_neighbors": _MAX_NEIGHBOURS,
                        "sync_threshold": size,
                        "batch_size": min(100, size),
                    }
                },
                metadata={"dimension": matrix.shape[1]},
                embedding_function=None,
            )
            for start in range(0, len(ids), limit):
                part = slice(start, start + limit)
                collection.add(ids=ids[part], embeddings=matrix[part])
            if len(ids) == 1:
                collection.update(ids=ids, embeddings=matrix)


def _digest(lanes: Mapping[Lane, LaneVectors]) -> str:
    """Of one language's lanes: their names, ids and vectors, and what Chroma is told about them."""
    found = hashlib.sha256(f"{_EF_SEARCH} {_EF_CONSTRUCTION} {_MAX_NEIGHBOURS}".encode())
    for lane, vectors in lanes.items():
        found.update("\0".join((lane.name, str(vectors.matrix.shape), *vectors.ids)).encode())
        found.update(np.ascontiguousarray(vectors.matrix, dtype="<f4").tobytes())
    return found.hexdigest()


def _copied(generation: Path, path: Path, language: Language, digest: str) -> bool:
    """Copy a language's database where it holds just this; false where it doesn't or can't be copied."""
    source, target = generation / language, path / language
    try:
        if (source / _DIGEST).read_text(encoding="ascii") != digest:
            return False
        with closing(hold(generation)):
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
            # Whoever opens it writes a note there: only SQLite itself copies it whole meanwhile.
            with (
                closing(sqlite3.connect(source / DATABASE)) as read,
                closing(sqlite3.connect(target / DATABASE)) as written,
            ):
                read.backup(written)
    except (OSError, sqlite3.Error):
        shutil.rmtree(target, ignore_errors=True)
        return False
    return True


def try_index(path: Path, lanes: Mapping[Lane, LaneVectors]) -> None:
    """Open, count and query every lane; raises StoreError where it does not hold what it should."""
    index = ChromaIndex(path)
    exact = ExactIndex(lanes)
    if index.lanes() != exact.lanes():
        raise StoreError(f"The generation at {path} lacks a lane or has one too many.")
    for lane in sorted(lanes):
        if index.ids(lane) != exact.ids(lane):
            raise StoreError(f"{lane.name}: the generation at {path} holds other ids.")
        matrix = lanes[lane].matrix
        chosen = matrix[np.linspace(0, len(matrix) - 1, min(_TRIALS, len(matrix))).astype(int)]
        count = min(10, len(matrix))
        # Equal vectors may stand for each other: what counts is that something as near is found.
        found = [index.nearest(lane, vector, count) for vector in chosen]
        again = [len(best) == count and best[0].cosine > 1 - 1e-3 for best in found]
        if sum(again) < _FOUND_AGAIN * len(again):
            raise StoreError(f"{lane.name}: only {sum(again)} of {len(again)} vectors found themselves.")
    index.close()


def _die_with_parent() -> None:
    """The parent never writes: its end of the pipe closes when it dies."""
    # Not through sys.stdin: its lock, held by this thread, would abort Python's own shutdown.
    os.read(0, 1)
    os._exit(1)


def main(arguments: list[str]) -> int:
    """`write FOLDER` or `try FOLDER`: what kb.store.generations runs in child processes."""
    task, folder = arguments[0], Path(arguments[1])
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        lanes = _handed_over(folder)
        if task == "write":
            write_index(folder / "index", lanes, sorted(folder.parent.glob("gen-*")))
        else:
            try_index(folder / "index", lanes)
    except FieldcoachError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
