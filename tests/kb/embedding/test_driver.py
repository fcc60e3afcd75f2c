from __future__ import annotations

import numpy as np
import pytest

from kb.embedding.driver import unit
from kb.errors import EmbeddingError

pytestmark = pytest.mark.unit


def test_rows_become_unit_vectors_of_float32() -> None:
    vectors = unit(np.array([[3.0, 4.0], [0.0, -2.0]], np.float64), 2)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, [[0.6, 0.8], [0.0, -1.0]])


def test_a_row_of_zeros_becomes_even() -> None:
    np.testing.assert_allclose(unit(np.zeros((1, 4), np.float32), 4), [[0.5] * 4])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(EmbeddingError, match="FIELDCOACH_MODEL"):
        unit(np.array([[1.0, bad]]), 2)


def test_another_dimension_is_refused() -> None:
    with pytest.raises(EmbeddingError, match="dimension 3, expected 2"):
        unit(np.ones((1, 3)), 2)
