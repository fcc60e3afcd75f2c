"""Exact search in numpy: for small libraries, for tests, and for what a generation lacks yet."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kb.errors import IndexMismatch, StoreError
from kb.store.vectors import Lane, LaneVectors, Neighbour, Vector

# float32 sums of 384 products differ by less than this with the order in which they are added up.
_SLACK = 1e-5


class ExactIndex:
    """kb.store.vectors.VectorIndex over matrices in memory; raises StoreError once it is closed."""

    def __init__(self, lanes: Mapping[Lane, LaneVectors]) -> None:
        """`lanes` hold finite unit vectors; ids unique in their lane. Raises StoreError where they do not."""
        self._lanes = {lane: _by_id(lane, vectors) for lane, vectors in lanes.items() if vectors.ids}
        self._ids = {lane: frozenset(vectors.ids) for lane, vectors in self._lanes.items()}
        self._closed = False

    def lanes(self) -> frozenset[Lane]:
        """The lanes that hold anything."""
        return frozenset(self._lanes)

    def ids(self, lane: Lane) -> frozenset[str]:
        """Every id in the lane."""
        return self._ids.get(lane, frozenset())

    def nearest(self, lane: Lane, vector: Vector, count: int) -> list[Neighbour]:
        """At most `count` nearest, best first; equal cosines in the order of ids; none in an unknown lane."""
        if self._closed:
            raise StoreError("The exact index is closed.")
        vectors = self._lanes.get(lane)
        if vectors is None or count <= 0:
            return []
        check_question(lane, vector, vectors.matrix.shape[1])
        chosen = _candidates(vectors.matrix @ vector, count)
        # A matrix product may round equal rows differently by where they stand; row by row it can't.
        cosines = (vectors.matrix[chosen].astype(np.float64) * vector).sum(axis=1)
        # Rows are in the order of their ids, so a stable sort settles equal cosines by id.
        order = np.argsort(-cosines, kind="stable")[:count]
        return [Neighbour(vectors.ids[chosen[place]], min(1.0, max(-1.0, float(cosines[place])))) for place in order]

    def close(self) -> None:
        """Let go of the matrices; a second call does nothing."""
        self._closed = True
        self._lanes, self._ids = {}, {}


def check_question(lane: Lane, vector: Vector, dimension: int) -> None:
    """Raise IndexMismatch for a question of another dimension, StoreError for one that is not finite."""
    if vector.shape != (dimension,):
        raise IndexMismatch(f"{lane.name} holds vectors of ({dimension},), not of {vector.shape}.")
    if not np.isfinite(vector).all():
        raise StoreError(f"{lane.name} was asked with a vector that is not finite.")


def check_lane(lane: Lane, vectors: LaneVectors) -> None:
    """Raise StoreError unless the vectors are finite and of unit length, and the ids unique."""
    if vectors.matrix.ndim != 2 or len(vectors.matrix) != len(vectors.ids):
        raise StoreError(f"{lane.name}: {len(vectors.ids)} ids for vectors of {vectors.matrix.shape}.")
    if len(set(vectors.ids)) != len(vectors.ids):
        raise StoreError(f"{lane.name}: an id stands there twice.")
    # Centred vectors are normalised in float32: their lengths are off by less than 1e-6.
    if not np.all(np.abs(np.linalg.norm(vectors.matrix, axis=1) - 1) <= 1e-3):
        raise StoreError(f"{lane.name}: not all vectors are finite and of unit length.")


def _by_id(lane: Lane, vectors: LaneVectors) -> LaneVectors:
    check_lane(lane, vectors)
    order = sorted(range(len(vectors.ids)), key=vectors.ids.__getitem__)
    matrix = np.ascontiguousarray(vectors.matrix[order], dtype=np.float32)
    return LaneVectors(tuple(vectors.ids[place] for place in order), matrix)


def _candidates(scores: Vector, count: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """The places of everything that may be among the best `count`, in order."""
    if count >= len(scores):
        return np.arange(len(scores))
    worst = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= worst - _SLACK)
