"""What every vector index must do, as a suite: subclassed by the test of each implementation.

The vectors are worked out by hand: in the plane, at angles whose cosines are plain numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from kb.errors import IndexMismatch, StoreError
from kb.store.vectors import Lane, LaneKind, LaneVectors, Vector, VectorIndex
from kb.types import Language

KO = Lane(LaneKind.PASSAGE, Language.KO, 15)
SECRET = Lane(LaneKind.PASSAGE, Language.KO, 8)
BG = Lane(LaneKind.ASKED, Language.BG, 15)
LONE = Lane(LaneKind.DECOY, Language.ZH, 15)
EMPTY = Lane(LaneKind.DECOY, Language.EN, 15)

EAST, NORTH, WEST, SOUTH = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0)
NORTH_EAST, STEEP = (0.6, 0.8, 0.0), (0.28, 0.96, 0.0)


def vector(*values: float) -> Vector:
    return np.array(values, dtype=np.float32)


def lane_vectors(**named: tuple[float, ...]) -> LaneVectors:
    return LaneVectors(tuple(named), np.array(list(named.values()), dtype=np.float32))


LANES: Mapping[Lane, LaneVectors] = {
    KO: lane_vectors(west=WEST, steep=STEEP, east=EAST, north_east=NORTH_EAST, south=SOUTH),
    SECRET: lane_vectors(secret=EAST),
    # Five equal ones, given in no order, and one that is farther.
    BG: lane_vectors(e=NORTH, c=NORTH, a=NORTH, z=EAST, d=NORTH, b=NORTH),
    LONE: lane_vectors(alone=NORTH),
}


class VectorIndexContract:
    """`index` over LANES; `make` an index over other lanes."""

    def make(self, lanes: Mapping[Lane, LaneVectors]) -> VectorIndex:
        raise NotImplementedError

    @pytest.fixture
    def index(self) -> VectorIndex:
        raise NotImplementedError

    def test_the_nearest_come_first_with_their_cosines(self, index: VectorIndex) -> None:
        found = index.nearest(KO, vector(*EAST), 3)
        assert [neighbour.id for neighbour in found] == ["east", "north_east", "steep"]
        assert [neighbour.cosine for neighbour in found] == pytest.approx([1.0, 0.6, 0.28], abs=1e-6)

    def test_opposite_vectors_have_the_cosine_minus_one(self, index: VectorIndex) -> None:
        last = index.nearest(KO, vector(*EAST), 5)[-1]
        assert last.id == "west"
        assert last.cosine == pytest.approx(-1.0, abs=1e-6)
        assert last.cosine >= -1.0

    def test_equal_cosines_come_in_the_order_of_ids(self, index: VectorIndex) -> None:
        assert [neighbour.id for neighbour in index.nearest(BG, vector(*NORTH), 6)] == list("abcdez")

    def test_equal_cosines_are_cut_in_the_order_of_ids(self, index: VectorIndex) -> None:
        assert [neighbour.id for neighbour in index.nearest(BG, vector(*NORTH), 2)] == ["a", "b"]

    def test_many_equal_vectors_are_all_found_in_order(self) -> None:
        names = [f"same-{number:03}" for number in range(150)]
        index = self.make({KO: LaneVectors(tuple(reversed(names)), np.tile(vector(*EAST), (150, 1)))})
        assert [neighbour.id for neighbour in index.nearest(KO, vector(*EAST), 100)] == names[:100]
        index.close()

    def test_no_more_are_found_than_there_are(self, index: VectorIndex) -> None:
        assert len(index.nearest(KO, vector(*EAST), 50)) == 5
        assert [neighbour.id for neighbour in index.nearest(LONE, vector(*NORTH), 50)] == ["alone"]

    @pytest.mark.parametrize("count", [0, -1])
    def test_asking_for_none_gives_none(self, index: VectorIndex, count: int) -> None:
        assert index.nearest(KO, vector(*EAST), count) == []

    def test_an_unknown_lane_is_empty(self, index: VectorIndex) -> None:
        assert index.nearest(EMPTY, vector(*EAST), 3) == []
        assert index.ids(EMPTY) == frozenset()

    def test_a_lane_is_searched_alone(self, index: VectorIndex) -> None:
        assert [neighbour.id for neighbour in index.nearest(SECRET, vector(*EAST), 9)] == ["secret"]
        assert "secret" not in index.ids(KO)

    def test_it_names_its_lanes_and_their_ids(self, index: VectorIndex) -> None:
        assert index.lanes() == frozenset(LANES)
        assert index.ids(BG) == frozenset("abcdez")

    def test_a_lane_without_vectors_is_none(self) -> None:
        nothing = LaneVectors((), np.zeros((0, 3), dtype=np.float32))
        index = self.make({EMPTY: nothing, LONE: LANES[LONE]})
        assert index.lanes() == frozenset({LONE})
        index.close()

    def test_an_index_of_nothing_finds_nothing(self) -> None:
        index = self.make({})
        assert index.lanes() == frozenset()
        assert index.nearest(KO, vector(*EAST), 3) == []
        index.close()

    def test_a_question_of_another_dimension_is_refused(self, index: VectorIndex) -> None:
        with pytest.raises(IndexMismatch, match="passage-ko-15"):
            index.nearest(KO, vector(1.0, 0.0), 3)

    def test_a_question_that_is_not_finite_is_refused(self, index: VectorIndex) -> None:
        with pytest.raises(StoreError, match="not finite"):
            index.nearest(KO, vector(float("nan"), 0.0, 0.0), 3)

    @pytest.mark.parametrize(
        "bad",
        [
            LaneVectors(("a",), np.array([[2.0, 0.0, 0.0]], dtype=np.float32)),
            LaneVectors(("a",), np.array([[np.nan, 0.0, 0.0]], dtype=np.float32)),
            LaneVectors(("a",), np.zeros((1, 3), dtype=np.float32)),
            LaneVectors(("a", "a"), np.array([EAST, NORTH], dtype=np.float32)),
            LaneVectors(("a",), np.array([EAST, NORTH], dtype=np.float32)),
        ],
        ids=["too long", "not a number", "zero", "an id twice", "more vectors than ids"],
    )
    def test_what_is_no_lane_of_unit_vectors_is_refused(self, bad: LaneVectors) -> None:
        with pytest.raises(StoreError, match="passage-ko-15"):
            self.make({KO: bad})

    def test_threads_may_share_it(self, index: VectorIndex) -> None:
        questions = [EAST, NORTH, WEST, SOUTH] * 25
        alone = [index.nearest(KO, vector(*question), 3) for question in questions]
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda question: index.nearest(KO, vector(*question), 3), questions))
        assert together == alone

    def test_once_closed_it_says_so(self, index: VectorIndex) -> None:
        index.close()
        index.close()
        with pytest.raises(StoreError, match="closed"):
            index.nearest(KO, vector(*EAST), 3)
