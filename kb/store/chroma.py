"""The one door to Chroma: reads a generation, and writes and tries one in child processes of its own.

Chroma is derived from the catalogue. What it measures (stack.md, section 3): a killed writer can leave files
on which a query dies with SIGSEGV, and two writers lose rows silently; so a generation is written once, by a
child process, in a folder that nobody reads yet (kb.store.generations).
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from kb.errors import FieldcoachError, StoreError
from kb.store.exact import ExactIndex, check_lane, check_question
from kb.store.in_use import hold, make_removable
from kb.store.vectors import Lane, LaneKind, LaneVectors, Neighbour, Vector
from kb.types import Language

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

# ef_search 400: recall@50 of 1.0000 at 3,000 and .996 at 10,000 clustered vectors of 384 dimensions,
# where the default of 100 gives .987 and .942; ef_construction 200 for the same reason. M is the default.
_EF_SEARCH = 400
_EF_CONSTRUCTION = 200
_MAX_NEIGHBOURS = 16

# Chroma leaves the order of equal distances open; so many more are asked for, to order them by id.
_TIES = 8

# How many vectors of a lane the trial asks for again, and which share must find themselves.
_TRIALS = 20
_FOUND_AGAIN = 0.9

_HANDED_OVER = "vectors.npz"


class ChromaIndex:
    """kb.store.vectors.VectorIndex over one generation's folder; raises StoreError where it can't be read.

    Also closed when nobody uses it any longer, so that a search which still holds it is not cut off. Until
    then its folder is not removed.
    """

    def __init__(self, path: Path) -> None:
        with _translated(path), ExitStack() as opened:
            opened.enter_context(hold(path))
            client = opened.enter_context(closing(_client(path)))
            self._collections = {_lane_of(found.name): found for found in client.list_collections()}
            self._sizes = {lane: found.count() for lane, found in self._collections.items()}
            self._close = weakref.finalize(self, opened.pop_all().close)
            self._close.atexit = False
        self._path = path
        self._ids: dict[Lane, frozenset[str]] = {}
        self._lock = threading.Lock()

    def lanes(self) -> frozenset[Lane]:
        """The lanes that hold anything."""
        return frozenset(lane for lane, size in self._sizes.items() if size)

    def ids(self, lane: Lane) -> frozenset[str]:
        """Every id in the lane; read once."""
        if lane not in self._collections:
            return frozenset()
        with self._lock:
            if lane not in self._ids:
                with self._using() as collections:
                    self._ids[lane] = frozenset(collections[lane].get(include=[])["ids"])
            return self._ids[lane]

    def nearest(self, lane: Lane, vector: Vector, count: int) -> list[Neighbour]:
        """At most `count` nearest, best first; equal cosines in the order of ids; none in an unknown lane."""
        with self._using() as collections:
            size = self._sizes.get(lane, 0)
            if not size or count <= 0:
                return []
            check_question(lane, vector, int(collections[lane].metadata["dimension"]))
            wanted = min(count + _TIES, size)
            found = _query(collections[lane], vector, wanted)
            while len(found) == wanted < size and found[count - 1][0] == found[-1][0]:
                wanted = min(2 * wanted, size)
                found = _query(collections[lane], vector, wanted)
        return [Neighbour(name, min(1.0, max(-1.0, 1.0 - distance))) for distance, name in found[:count]]

    def close(self) -> None:
        """Let go of files and memory; a second call does nothing."""
        self._close()

    @contextmanager
    def _using(self) -> Iterator[Mapping[Lane, Collection]]:
        if not self._close.alive:
            raise StoreError(f"The generation at {self._path} is closed.")
        with _translated(self._path):
            yield self._collections


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
            _lane_of(name): LaneVectors(tuple(file[f"{name}/ids"].tolist()), file[f"{name}/matrix"])
            for name in sorted(names)
        }


def write_index(path: Path, lanes: Mapping[Lane, LaneVectors]) -> None:
    """Write all lanes into a new folder; raises StoreError. Served only once the process has ended."""
    for lane, vectors in lanes.items():
        check_lane(lane, vectors)
    with _translated(path):
        client = _client(path)
        limit = client.get_max_batch_size()
        for lane in sorted(lanes):
            ids, matrix = list(lanes[lane].ids), lanes[lane].matrix
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
        client.close()
        make_removable(path)


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


def _client(path: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    # Everything that a `.env` or the environment could turn into telemetry or a network client is said here.
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        anonymized_telemetry=False,
        chroma_otel_collection_endpoint="",
        allow_reset=False,
    )
    # Declared as the interface, which lacks close().
    return cast("Client", chromadb.PersistentClient(str(path), settings))


def _query(collection: Collection, vector: Vector, count: int) -> list[tuple[float, str]]:
    """(distance, id), nearest first, equal distances by id."""
    result = collection.query(query_embeddings=vector[np.newaxis], n_results=count, include=["distances"])
    distances = result["distances"]
    if distances is None:
        raise StoreError(f"Chroma gave no distances for {collection.name}.")
    return sorted(zip(distances[0], result["ids"][0], strict=True))


def _lane_of(name: str) -> Lane:
    kind, language, audience = name.split("-")
    return Lane(LaneKind(kind), Language(language), int(audience))


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    # Chroma raises plain ones too; AttributeError where it was closed by another thread meanwhile.
    except (ChromaError, ValueError, TypeError, RuntimeError, OSError, AttributeError, KeyError) as error:
        raise StoreError(f"The generation at {path} can't be used: {error}") from error


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
        (write_index if task == "write" else try_index)(folder / "index", lanes)
    except FieldcoachError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
