"""The parts of a search with something taken away: for trials, never for service."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from kb.retrieval.snapshot import Snapshot, languages_beyond
from kb.store.catalog import SqliteCatalog
from kb.store.centring import centre_lanes
from kb.store.generations import open_exact
from kb.store.records import Catalog, DocumentRecord, Generation, PassageSlot, digest
from kb.store.vectors import Lane, LaneKind, LaneVectors, Matrix, Neighbour, Vector, VectorIndex


@dataclass(frozen=True, slots=True)
class Held:
    """kb.retrieval.snapshot.Snapshots that always gives the same one."""

    snapshot: Snapshot

    def current(self) -> Snapshot:
        """That one."""
        return self.snapshot


@dataclass(frozen=True, slots=True)
class Fewer:
    """kb.store.vectors.VectorIndex without the lanes of a kind and without some ids."""

    index: VectorIndex
    kind: LaneKind | None = None
    gone: frozenset[str] = frozenset()

    def lanes(self) -> frozenset[Lane]:
        """Those of the other kinds."""
        return frozenset(lane for lane in self.index.lanes() if lane.kind is not self.kind)

    def ids(self, lane: Lane) -> frozenset[str]:
        """Those that are left."""
        return self.index.ids(lane) - self.gone

    def nearest(self, lane: Lane, vector: Vector, count: int) -> list[Neighbour]:
        """The nearest of those that are left."""
        found = self.index.nearest(lane, vector, count + len(self.gone))
        return [neighbour for neighbour in found if neighbour.id not in self.gone][:count]

    def close(self) -> None:
        """Close the index below."""
        self.index.close()


class Train(Protocol):
    """Learns an adapter from centred lanes; None where there is nothing to learn from."""

    def __call__(self, lanes: dict[Lane, LaneVectors]) -> Matrix | None:
        """Shape (dimension, dimension)."""
        ...


def without_passages(snapshot: Snapshot, gone: Collection[str]) -> Snapshot:
    """As if these passages had never been taken in; only the frequencies of words still count them."""
    absent = frozenset(gone)
    groups, sections = dict(snapshot.groups), dict(snapshot.sections)
    for slot in (snapshot.slots[name] for name in absent):
        section = slot.work, slot.anchor, slot.language
        groups[snapshot.group_of[slot.id]] = _left(groups[snapshot.group_of[slot.id]], absent)
        sections[section] = _left(sections[section], absent)
    sections = {key: members for key, members in sections.items() if members}
    return replace(
        snapshot,
        index=Fewer(snapshot.index, gone=absent),
        slots={name: slot for name, slot in snapshot.slots.items() if name not in absent},
        targets={
            question: tuple(name for name in targets if name not in absent)
            for question, targets in snapshot.targets.items()
        },
        groups={key: members for key, members in groups.items() if members},
        sections=sections,
        beyond=languages_beyond(sections),
    )


def _left(slots: Iterable[PassageSlot], gone: frozenset[str]) -> tuple[PassageSlot, ...]:
    return tuple(slot for slot in slots if slot.id not in gone)


def without_asked(snapshot: Snapshot) -> Snapshot:
    """As if nobody had written questions: every text is judged by its own words."""
    index = Fewer(snapshot.index, kind=LaneKind.ASKED)
    return replace(snapshot, index=index, targets={}, unasked=frozenset(snapshot.slots))


def with_adapter(snapshot: Snapshot, adapter: Matrix | None) -> Snapshot:
    """With this adapter, or none."""
    return replace(snapshot, generation=replace(snapshot.generation, adapter=adapter))


def without_classifier(snapshot: Snapshot) -> Snapshot:
    """With nobody to say which section a question is about, but its neighbours."""
    return replace(snapshot, generation=replace(snapshot.generation, classifier=None))


def without_means(snapshot: Snapshot, catalog: Catalog, fingerprint: str, train: Train | None) -> Snapshot:
    """With no language's mean removed from anything; the adapter, where one is wanted, is learned again so.

    The question classifier learned from centred vectors: it goes.
    """
    served = snapshot.generation
    nothing = np.zeros_like(served.question_means)
    plain: Generation = replace(served, question_means=nothing, passage_means=nothing, adapter=None, classifier=None)
    lanes = centre_lanes(catalog.lane_vectors(fingerprint), plain)
    live = {lane: snapshot.index.ids(lane) for lane in snapshot.index.lanes()}
    adapter = train(lanes) if train is not None else None
    generation = replace(plain, adapter=adapter)
    return replace(snapshot, generation=generation, index=open_exact(generation, lanes, live))


def without_asked_words(catalog: Catalog, fingerprint: str, target: SqliteCatalog) -> None:
    """Copy all documents into the empty `target` without their questions: found by their own words alone."""
    rows = {
        name: row
        for lane, vectors in catalog.lane_vectors(fingerprint).items()
        if lane.kind is LaneKind.PASSAGE
        for name, row in zip(vectors.ids, vectors.matrix, strict=True)
    }
    for info in catalog.documents():
        passages = tuple(catalog.passages_of(info.id))
        record = DocumentRecord(info, catalog.text(info.id)[1], passages, ())
        vectors = {digest("passage", passage.embedded_text): rows[passage.id] for passage in passages}
        target.replace_document(record, "trial", fingerprint, vectors)
