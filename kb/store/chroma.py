"""The one door to Chroma: opens a generation to read it, each language's database with a client of its own.

A client answers one query at a time, whoever asks (measured: five lanes take 8.9 ms from two threads and 9.1 from
one, and 6.5 from two clients), so that lanes can be searched side by side only where each language has its own:

<generation>/ko/chroma.sqlite3 …   what kb.store.chroma_building wrote, in a child process
<generation>/in-use.lock           what its readers hold
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from kb.errors import StoreError
from kb.store.exact import check_question
from kb.store.in_use import MARK, hold
from kb.store.vectors import Lane, LaneKind, Neighbour, Vector
from kb.types import Language

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

# Chroma leaves the order of equal distances open; so many more are asked for, to order them by id.
_TIES = 8

# What Chroma calls its database; it stood in the generation's own folder while one client served all languages.
DATABASE = "chroma.sqlite3"


class ChromaIndex:
    """kb.store.vectors.VectorIndex over one generation's folder; raises StoreError where it can't be read.

    Also closed when nobody uses it any longer, so that a search which still holds it is not cut off. Until
    then its folder is not removed.
    """

    def __init__(self, path: Path) -> None:
        with translated(path), ExitStack() as opened:
            opened.enter_context(hold(path))
            if not is_readable(path):
                raise StoreError(f"The generation at {path} was written by an earlier version; run `coach ingest`.")
            self._collections: dict[Lane, Collection] = {}
            for database in databases(path):
                client = opened.enter_context(closing(open_client(database)))
                self._collections |= {lane_of(found.name): found for found in client.list_collections()}
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
        with translated(self._path):
            yield self._collections


def is_readable(path: Path) -> bool:
    """Whether a generation stands there, whole, in the layout that is read here."""
    return (path / MARK).is_file() and not (path / DATABASE).exists()


def databases(path: Path) -> list[Path]:
    """The folders of a generation's databases, one a language that has vectors."""
    return [path / language for language in Language if (path / language).is_dir()]


def open_client(database: Path) -> Client:
    """A client of one database's folder, which is made where it is missing; raises what Chroma raises."""
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
    return cast("Client", chromadb.PersistentClient(str(database), settings))


def lane_of(name: str) -> Lane:
    """The lane that a collection's name stands for (Lane.name)."""
    kind, language, audience = name.split("-")
    return Lane(LaneKind(kind), Language(language), int(audience))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """What Chroma raises over a generation at `path`, as a StoreError."""
    from chromadb.errors import ChromaError

    try:
        yield
    # Chroma raises plain ones too; AttributeError where it was closed by another thread meanwhile.
    except (ChromaError, ValueError, TypeError, RuntimeError, OSError, AttributeError, KeyError) as error:
        raise StoreError(f"The generation at {path} can't be used: {error}") from error


def _query(collection: Collection, vector: Vector, count: int) -> list[tuple[float, str]]:
    """(distance, id), nearest first, equal distances by id."""
    result = collection.query(query_embeddings=vector[np.newaxis], n_results=count, include=["distances"])
    distances = result["distances"]
    if distances is None:
        raise StoreError(f"Chroma gave no distances for {collection.name}.")
    return sorted(zip(distances[0], result["ids"][0], strict=True))
