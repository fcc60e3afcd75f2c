"""A generation under what is newer: what is live is found, in its lane, with its newest vector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from kb.store.exact import ExactIndex
from kb.store.layered import LayeredIndex
from kb.store.vectors import Lane, LaneVectors, VectorIndex
from tests.contracts.vector_index import (
    EAST,
    KO,
    LANES,
    NORTH,
    NORTH_EAST,
    SECRET,
    STEEP,
    VectorIndexContract,
    lane_vectors,
    vector,
)

pytestmark = pytest.mark.unit


def live_of(lanes: Mapping[Lane, LaneVectors]) -> dict[Lane, frozenset[str]]:
    return {lane: frozenset(vectors.ids) for lane, vectors in lanes.items()}


class TestBaseAlone(VectorIndexContract):
    def make(self, lanes: Mapping[Lane, LaneVectors]) -> VectorIndex:
        return LayeredIndex(ExactIndex(lanes), ExactIndex({}), live_of(lanes))

    @pytest.fixture
    def index(self) -> Iterator[VectorIndex]:
        index = self.make(LANES)
        yield index
        index.close()


class TestHalfAndHalf(VectorIndexContract):
    """Every second vector of a lane is newer than the generation."""

    def make(self, lanes: Mapping[Lane, LaneVectors]) -> VectorIndex:
        base = {lane: LaneVectors(vectors.ids[::2], vectors.matrix[::2]) for lane, vectors in lanes.items()}
        delta = {lane: LaneVectors(vectors.ids[1::2], vectors.matrix[1::2]) for lane, vectors in lanes.items()}
        return LayeredIndex(ExactIndex(base), ExactIndex(delta), live_of(lanes))

    @pytest.fixture
    def index(self) -> Iterator[VectorIndex]:
        index = self.make(LANES)
        yield index
        index.close()

    # Two equal ids, or one id too few, land in different layers: each layer checks its own.
    test_what_is_no_lane_of_unit_vectors_is_refused = None  # type: ignore[assignment]


def test_what_is_not_live_is_never_found_and_leaves_the_count_honest() -> None:
    names = tuple(f"p{number:02}" for number in range(40))
    angles = np.linspace(0, 1, 40)
    matrix = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    live = {KO: frozenset(names[30:])}
    index = LayeredIndex(ExactIndex({KO: LaneVectors(names, matrix)}), ExactIndex({}), live)
    found = index.nearest(KO, vector(1.0, 0.0), 5)
    assert [neighbour.id for neighbour in found] == list(names[30:35])
    assert index.ids(KO) == live[KO]


def test_a_newer_vector_takes_the_place_of_the_older() -> None:
    base = ExactIndex({KO: lane_vectors(a=EAST, b=NORTH_EAST)})
    delta = ExactIndex({KO: lane_vectors(a=NORTH)})
    index = LayeredIndex(base, delta, {KO: frozenset("ab")})
    found = index.nearest(KO, vector(*EAST), 5)
    assert [(neighbour.id, round(neighbour.cosine, 6)) for neighbour in found] == [("b", 0.6), ("a", 0.0)]


def test_changed_readers_move_a_text_at_once() -> None:
    """It was for everyone; now only admins may read it, and the generation doesn't know yet."""
    base = ExactIndex({KO: lane_vectors(a=EAST, b=NORTH)})
    delta = ExactIndex({SECRET: lane_vectors(a=EAST)})
    index = LayeredIndex(base, delta, {KO: frozenset("b"), SECRET: frozenset("a")})
    assert [neighbour.id for neighbour in index.nearest(KO, vector(*EAST), 5)] == ["b"]
    assert [neighbour.id for neighbour in index.nearest(SECRET, vector(*EAST), 5)] == ["a"]


def test_a_lane_of_which_nothing_lives_is_no_lane() -> None:
    index = LayeredIndex(ExactIndex({KO: lane_vectors(a=EAST)}), ExactIndex({}), {})
    assert index.lanes() == frozenset()
    assert index.ids(KO) == frozenset()
    assert index.nearest(KO, vector(*EAST), 3) == []


def test_a_newer_row_that_is_gone_again_is_not_found() -> None:
    index = LayeredIndex(
        ExactIndex({KO: lane_vectors(a=EAST)}),
        ExactIndex({KO: lane_vectors(gone=EAST, new=STEEP)}),
        {KO: frozenset({"a", "new"})},
    )
    assert [neighbour.id for neighbour in index.nearest(KO, vector(*EAST), 5)] == ["a", "new"]
