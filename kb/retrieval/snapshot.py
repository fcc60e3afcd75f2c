"""What a search serves from: the index, the frozen means and where every passage stands, at one revision."""

from __future__ import annotations

import logging
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kb.errors import IndexMismatch, StoreError
from kb.retrieval.example_table import ExampleTable
from kb.store.centring import centre_lanes
from kb.store.generations import open_exact
from kb.store.records import AskedSlot, Catalog, Generation, PassageSlot
from kb.store.vectors import ALL_AUDIENCE, EXACT_KINDS, Lane, LaneKind, LaneVectors, VectorIndex
from kb.types import Decoy, Language

_LOG = logging.getLogger(__name__)


class GroupKey(NamedTuple):
    """What parallel passages share. Where editions count a section's passages differently, `units` keeps them apart."""

    work: str
    anchor: str
    units: int
    place: int

    @classmethod
    def of(cls, slot: PassageSlot) -> GroupKey:
        """The group that a passage belongs to."""
        return cls(slot.work, slot.anchor, slot.units, slot.place)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a search needs beside the catalogue; replaced whole when the catalogue's revision grows.

    `beyond` holds (asker's language, other language) where the other has sections that the asker's has no edition of.
    `unasked` are the passages that nobody wrote questions for: at most their heading asks for them.
    `whole` are the asked-as questions of sections as such, by id.
    `answered`: by decoy, the audiences of the texts that answer it, so that it no longer counts for their readers.
    `examples`: tasks and topics as people say them.
    """

    revision: int
    generation: Generation
    index: VectorIndex
    slots: Mapping[str, PassageSlot]
    targets: Mapping[str, tuple[str, ...]]
    group_of: Mapping[str, GroupKey]
    groups: Mapping[GroupKey, tuple[PassageSlot, ...]]
    sections: Mapping[tuple[str, str, Language], tuple[PassageSlot, ...]]
    beyond: frozenset[tuple[Language, Language]]
    unasked: frozenset[str]
    answered: Mapping[str, tuple[int, ...]]
    whole: frozenset[str]
    examples: ExampleTable

    def lanes(self, kind: LaneKind, language: Language, needs: int) -> list[Lane]:
        """The lanes of a kind and a language whose audience holds all of `needs` (audience_needed of a role)."""
        return [
            lane
            for lane in self.index.lanes()
            if lane.kind is kind and lane.language is language and lane.audience & needs == needs
        ]


# Opens the index of a generation, layered with what came after it; ids that are not live are never returned.
OpenIndex = Callable[[Generation, Mapping[Lane, LaneVectors], Mapping[Lane, frozenset[str]]], VectorIndex]


class Snapshots(Protocol):
    """Who gives the snapshot to search."""

    def current(self) -> Snapshot:
        """The newest one."""
        ...


class SnapshotSource:
    """Gives the snapshot of the newest revision; loading another is done once, whoever asks."""

    def __init__(self, catalog: Catalog, fingerprint: str, blank: Generation, open_index: OpenIndex | None) -> None:
        """`blank` serves while nothing was built yet; `open_index` None: everything by exact search."""
        self._catalog = catalog
        self._fingerprint = fingerprint
        self._blank = blank
        self._open = open_index
        self._lock = threading.Lock()
        self._current: Snapshot | None = None

    def current(self) -> Snapshot:
        """The snapshot to search; raises IndexMismatch where the index was built with another model."""
        revision = self._catalog.revision()
        current = self._current
        if current is not None and current.revision == revision:
            return current
        with self._lock:
            current = self._current
            if current is None or current.revision != self._catalog.revision():
                # The one before is not closed here: another thread may be searching it. It goes with its last user.
                self._current = current = self._load()
            return current

    def _load(self) -> Snapshot:
        revision = self._catalog.revision()
        generation = self._catalog.generation() or self._blank
        if generation.fingerprint != self._fingerprint:
            raise IndexMismatch(
                f"The library was indexed as {generation.fingerprint}, but this service embeds as "
                f"{self._fingerprint}. Run `coach ingest` to index it again, or set FIELDCOACH_MODEL back."
            )
        slots = {slot.id: slot for slot in self._catalog.passage_slots()}
        asked = self._catalog.asked_slots()
        decoys = self._catalog.decoys()
        examples = {example.id: example for example in self._catalog.examples()}
        live = _live_ids(slots, asked, decoys)
        newer = self._rows(generation, generation.revision)
        sections = section_slots(slots)
        targets = _targets(asked, sections)
        return Snapshot(
            revision=revision,
            generation=generation,
            index=self._index(generation, newer, live),
            slots=slots,
            targets=targets,
            group_of={slot.id: GroupKey.of(slot) for slot in slots.values()},
            groups=group_slots(slots),
            sections=sections,
            beyond=languages_beyond(sections),
            unasked=unasked_passages(slots, targets),
            answered=answered_decoys(generation.answered, slots),
            whole=frozenset(question.id for question in asked if question.place is None),
            examples=ExampleTable(examples, newer, sections),
        )

    def _rows(self, generation: Generation, after: int) -> dict[Lane, LaneVectors]:
        """Centred vectors of what came after a revision, and of all that is compared exactly."""
        return centre_lanes(self._catalog.lane_vectors(self._fingerprint, after, EXACT_KINDS), generation)

    def _index(
        self, generation: Generation, newer: dict[Lane, LaneVectors], live: Mapping[Lane, frozenset[str]]
    ) -> VectorIndex:
        """The generation and what came after it; where its files are gone or broken, everything by exact search."""
        if self._open is not None:
            try:
                return self._open(generation, newer, live)
            except StoreError as error:
                _LOG.warning("%s All is searched exactly until `coach ingest` has built it again.", error)
        return open_exact(generation, self._rows(generation, 0), live)


def _live_ids(
    slots: Mapping[str, PassageSlot], asked: list[AskedSlot], decoys: list[Decoy]
) -> dict[Lane, frozenset[str]]:
    live: dict[Lane, set[str]] = defaultdict(set)
    for slot in slots.values():
        live[Lane(LaneKind.PASSAGE, slot.language, slot.audience)].add(slot.id)
    for question in asked:
        live[Lane(LaneKind.ASKED, question.language, question.audience)].add(question.id)
    for decoy in decoys:
        live[Lane(LaneKind.DECOY, decoy.language, ALL_AUDIENCE)].add(decoy.id)
    return {lane: frozenset(ids) for lane, ids in live.items()}


SectionPassages = Mapping[tuple[str, str, Language], tuple[PassageSlot, ...]]


def section_slots(slots: Mapping[str, PassageSlot]) -> SectionPassages:
    """Each section's passages in their order, by work, anchor and language."""
    sections: dict[tuple[str, str, Language], list[PassageSlot]] = defaultdict(list)
    for slot in slots.values():
        sections[slot.work, slot.anchor, slot.language].append(slot)
    return {key: tuple(sorted(members, key=_order)) for key, members in sections.items()}


def unasked_passages(slots: Iterable[str], targets: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The passages that at most one asked-as question points to: a text without questions has its headings only."""
    asked = Counter(passage for passages in targets.values() for passage in passages)
    return frozenset(passage for passage in slots if asked[passage] <= 1)


def answered_decoys(
    answered: Iterable[tuple[str, str]], slots: Mapping[str, PassageSlot]
) -> Mapping[str, tuple[int, ...]]:
    """By decoy, the audiences that the texts which answer it have now; a text that is gone answers nothing."""
    audiences = {slot.document: slot.audience for slot in slots.values()}
    result: dict[str, tuple[int, ...]] = {}
    for decoy, document in answered:
        if document in audiences:
            result[decoy] = (*result.get(decoy, ()), audiences[document])
    return result


def languages_beyond(sections: SectionPassages) -> frozenset[tuple[Language, Language]]:
    """(own, other) for each pair in which the other language has a section without an edition in one's own."""
    return frozenset(
        (own, language)
        for work, anchor, language in sections
        for own in Language
        if own is not language and (work, anchor, own) not in sections
    )


def _targets(asked: list[AskedSlot], sections: SectionPassages) -> dict[str, tuple[str, ...]]:
    return {
        question.id: tuple(
            slot.id
            for slot in sections.get((question.work, question.anchor, question.language), ())
            if question.place is None or slot.place == question.place
        )
        for question in asked
    }


def group_slots(slots: Mapping[str, PassageSlot]) -> dict[GroupKey, tuple[PassageSlot, ...]]:
    """Parallel passages together."""
    groups: dict[GroupKey, list[PassageSlot]] = defaultdict(list)
    for slot in slots.values():
        groups[GroupKey.of(slot)].append(slot)
    return {key: tuple(sorted(members, key=_order)) for key, members in groups.items()}


def _order(slot: PassageSlot) -> tuple[str, int, int]:
    return slot.language, slot.place, slot.part
