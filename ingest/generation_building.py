"""Builds what searches are served from: frozen means, centred lanes, one generation aside, then the switch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ingest.report import Progress
from kb.store.centring import Means, centre_lanes, library_means
from kb.store.records import Catalog, Generation
from kb.store.vectors import Lane, LaneVectors

# (number, centred lanes): writes a generation aside, tries it, and leaves it where it will be served from.
BuildIndex = Callable[[int, Mapping[Lane, LaneVectors]], None]


@dataclass(frozen=True, slots=True)
class GenerationBuilder:
    """`build_index` writes a generation's vectors (None: exact search needs none), `remove_stale` drops all but one."""

    catalog: Catalog
    fingerprint: str
    dimension: int
    shipped: Means | None
    build_index: BuildIndex | None
    remove_stale: Callable[[int | None], None]
    is_placed: Callable[[int], bool]

    def up_to_date(self) -> bool:
        """Whether what is served is what the catalogue holds."""
        served = self.catalog.generation()
        return (
            served is not None
            and served.fingerprint == self.fingerprint
            and served.revision == self.catalog.revision()
            and self.is_placed(served.number)
        )

    def build(self, progress: Progress) -> Generation:
        """Build aside, try, switch; a crash anywhere leaves the generation before it in service."""
        served = self.catalog.generation()
        self.remove_stale(served.number if served else None)
        progress("index", 0, 1, "vectors")
        revision = self.catalog.revision()
        lanes = self.catalog.lane_vectors(self.fingerprint)
        means = library_means(lanes, self.dimension, self.shipped)
        number = (served.number if served else 0) + 1
        generation = Generation(number, self.fingerprint, revision, means.questions, means.passages)
        if self.build_index is not None:
            self.build_index(number, centre_lanes(lanes, generation))
        self.catalog.switch(generation)
        self.remove_stale(number)
        progress("index", 1, 1, "vectors")
        return generation
