"""Builds what searches are served from: frozen means, centred lanes, one generation aside, then the switch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from ingest.adapter_training import Trained
from ingest.classifier_training import Taught
from ingest.decoy_retiring import answered_decoys
from ingest.lessons import Lessons, lessons_name, lessons_of, teaching_name
from ingest.report import Progress
from kb.store.centring import Means, centre_lanes, library_means
from kb.store.records import Catalog, Generation
from kb.store.vectors import EXACT_KINDS, Lane, LaneVectors, Matrix

_LOG = logging.getLogger(__name__)

# (number, centred lanes): writes a generation aside, tries it, and leaves it where it will be served from.
BuildIndex = Callable[[int, Mapping[Lane, LaneVectors]], None]

# Learns the query adapter; the second argument is told how far it is.
Train = Callable[[Lessons, Callable[[int, int], None]], Trained]

# Learns the question classifier, beside the adapter that is served.
Teach = Callable[[Lessons, Matrix | None, Callable[[int, int], None]], Taught]


@dataclass(frozen=True, slots=True)
class GenerationBuilder:
    """`build_index` writes a generation's vectors (None: exact search needs none), `remove_stale` drops all but one.

    `train` is asked only where the written questions are other ones than the served adapter was learned from, `teach`
    where they or the decoys are.
    """

    catalog: Catalog
    fingerprint: str
    dimension: int
    shipped: Means | None
    build_index: BuildIndex | None
    remove_stale: Callable[[int | None], None]
    is_placed: Callable[[int], bool]
    train: Train
    teach: Teach

    def up_to_date(self) -> bool:
        """Whether what is served is what the catalogue holds."""
        served = self.catalog.generation()
        return (
            served is not None
            and served.fingerprint == self.fingerprint
            and served.revision == self.catalog.revision()
            and self.is_placed(served.number)
            and served.lessons == lessons_name(self.catalog.asked_slots(), self.fingerprint)
            and served.taught == self._teaching_name(dict(served.answered))
        )

    def retire_decoys(self) -> bool:
        """Let the decoys that the texts now answer count no more, before a generation is built; False where none is.

        A second or two where building takes ten and more: what somebody adds is asked about at once.
        """
        served = self.catalog.generation()
        if served is None or served.fingerprint != self.fingerprint:
            return False
        answered = answered_decoys(self.catalog, centre_lanes(self.catalog.lane_vectors(self.fingerprint), served))
        if answered != served.answered:
            self.catalog.retire(answered)
        return True

    def build(self, progress: Progress) -> Generation:
        """Build aside, try, switch; a crash anywhere leaves the generation before it in service."""
        served = self.catalog.generation()
        self.remove_stale(served.number if served else None)
        revision = self.catalog.revision()
        lanes = self.catalog.lane_vectors(self.fingerprint)
        means = library_means(lanes, self.dimension, self.shipped)
        number = (served.number if served else 0) + 1
        plain = Generation(number, self.fingerprint, revision, means.questions, means.passages)
        centred = centre_lanes(lanes, plain)
        answered = answered_decoys(self.catalog, centred)
        adapter, lessons = self._adapter(served, centred, progress)
        generation = replace(plain, adapter=adapter, lessons=lessons, answered=answered)
        generation = self._classified(served, generation, centred, progress)
        progress("index", 0, 1, "vectors")
        if self.build_index is not None:
            indexed = {lane: rows for lane, rows in centred.items() if lane.kind not in EXACT_KINDS}
            self.build_index(number, indexed)
        self.catalog.switch(generation)
        self.remove_stale(number)
        progress("index", 1, 1, "vectors")
        return generation

    def _adapter(
        self, served: Generation | None, centred: Mapping[Lane, LaneVectors], progress: Progress
    ) -> tuple[Matrix | None, str]:
        """The adapter to serve with, and the name of what it was learned from: the served one where nothing changed."""
        asked = self.catalog.asked_slots()
        name = lessons_name(asked, self.fingerprint)
        if served is not None and served.lessons == name:
            return served.adapter, name

        def watch(done: int, total: int) -> None:
            progress("learn", done, total, "adapter")

        watch(0, 1)
        trained = self.train(lessons_of(name, self.catalog.passage_slots(), asked, centred), watch)
        if trained.validation is not None:
            _LOG.info(
                "The query adapter %s: %s",
                "helps" if trained.adapter is not None else "is left out",
                trained.validation,
            )
        return trained.adapter, name

    def _classified(
        self, served: Generation | None, new: Generation, centred: Mapping[Lane, LaneVectors], progress: Progress
    ) -> Generation:
        """The new generation with its question classifier: the served one where nothing changed."""
        answered = dict(new.answered)
        name = self._teaching_name(answered)
        if served is not None and served.taught == name:
            return replace(new, classifier=served.classifier, taught=name)
        lessons = lessons_of(name, self.catalog.passage_slots(), self.catalog.asked_slots(), centred, answered)
        taught = self.teach(lessons, new.adapter, lambda done, total: progress("learn", done, total, "classifier"))
        if taught.shares is not None:
            _LOG.info(
                "The question classifier %s: %s",
                "helps" if taught.classifier is not None else "is left out",
                taught.shares,
            )
        return replace(new, classifier=taught.classifier, taught=name)

    def _teaching_name(self, answered: Collection[str]) -> str:
        decoys = [decoy.id for decoy in self.catalog.decoys() if decoy.id not in answered]
        return teaching_name(self.catalog.asked_slots(), decoys, self.fingerprint)
