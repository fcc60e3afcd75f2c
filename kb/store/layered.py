"""A generation and what came after it as one index: committed is found at once, removed never."""

from __future__ import annotations

from collections.abc import Mapping

from kb.store.vectors import Lane, Neighbour, Vector, VectorIndex


class LayeredIndex:
    """kb.store.vectors.VectorIndex over a generation (`base`) and the rows newer than it (`delta`).

    An id counts only in the lane in which it is live, and where both hold it, the delta's vector counts:
    so removed texts, changed headings and changed readers apply without touching the generation.
    """

    def __init__(self, base: VectorIndex, delta: VectorIndex, live: Mapping[Lane, frozenset[str]]) -> None:
        self._base = base
        self._delta = delta
        newer = {lane: delta.ids(lane) & live.get(lane, frozenset()) for lane in delta.lanes()}
        kept = {
            lane: (base.ids(lane) & live.get(lane, frozenset())) - newer.get(lane, frozenset()) for lane in base.lanes()
        }
        self._newer = {lane: ids for lane, ids in newer.items() if ids}
        self._kept = {lane: ids for lane, ids in kept.items() if ids}

    def lanes(self) -> frozenset[Lane]:
        """The lanes that hold anything live."""
        return frozenset(self._newer) | frozenset(self._kept)

    def ids(self, lane: Lane) -> frozenset[str]:
        """Every live id in the lane."""
        return self._newer.get(lane, frozenset()) | self._kept.get(lane, frozenset())

    def nearest(self, lane: Lane, vector: Vector, count: int) -> list[Neighbour]:
        """At most `count` nearest live ones, best first; equal cosines in the order of ids."""
        if count <= 0:
            return []
        found = _nearest(self._base, lane, vector, count, self._kept.get(lane, frozenset()))
        if lane not in self._newer:
            return found
        found += _nearest(self._delta, lane, vector, count, self._newer.get(lane, frozenset()))
        return sorted(found, key=lambda neighbour: (-neighbour.cosine, neighbour.id))[:count]

    def close(self) -> None:
        """Close both; a second call does nothing."""
        self._base.close()
        self._delta.close()


def _nearest(index: VectorIndex, lane: Lane, vector: Vector, count: int, wanted: frozenset[str]) -> list[Neighbour]:
    """The nearest of those wanted: as many more are fetched as could stand before them."""
    if not wanted:
        return []
    unwanted = len(index.ids(lane)) - len(wanted)
    found = index.nearest(lane, vector, count + unwanted)
    if not unwanted:
        return found
    return [neighbour for neighbour in found if neighbour.id in wanted][:count]
