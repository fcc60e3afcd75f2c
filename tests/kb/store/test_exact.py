"""Exact search: the contract, and that equal vectors stay equal wherever their rows stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from kb.store.exact import ExactIndex
from kb.store.vectors import Lane, LaneVectors, VectorIndex
from tests.contracts.vector_index import KO, LANES, VectorIndexContract

pytestmark = pytest.mark.unit


class TestExactIndex(VectorIndexContract):
    def make(self, lanes: Mapping[Lane, LaneVectors]) -> VectorIndex:
        return ExactIndex(lanes)

    @pytest.fixture
    def index(self) -> Iterator[VectorIndex]:
        index = ExactIndex(LANES)
        yield index
        index.close()


def test_the_order_is_that_of_exact_cosines_at_any_size() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(1001, 384))
    matrix[500:520] = matrix[3]
    matrix = (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)
    index = ExactIndex({KO: LaneVectors(tuple(f"{number:04}" for number in range(1001)), matrix)})
    for question in matrix[:20]:
        cosines = (matrix.astype(np.float64) * question).sum(axis=1)
        best = sorted(range(1001), key=lambda row: (-cosines[row], row))[:60]
        assert [neighbour.id for neighbour in index.nearest(KO, question, 60)] == [f"{row:04}" for row in best]


def test_equal_rows_are_cut_by_id_wherever_they_stand() -> None:
    rng = np.random.default_rng(2)
    matrix = rng.normal(size=(777, 384)).astype(np.float32)
    same = [1, 2, 3, 300, 301, 774, 775, 776]
    matrix[same] = matrix[1]
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix[same] = matrix[1]
    index = ExactIndex({KO: LaneVectors(tuple(f"{number:03}" for number in range(777)), matrix)})
    found = index.nearest(KO, matrix[1], 5)
    assert [neighbour.id for neighbour in found] == ["001", "002", "003", "300", "301"]
    assert len({neighbour.cosine for neighbour in found}) == 1
