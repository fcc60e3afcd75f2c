from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kb.scoring import centred, lane_scores, level, margins, relative_words

pytestmark = pytest.mark.unit


def test_centring_removes_the_mean_and_keeps_unit_length() -> None:
    vectors = np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    moved = centred(vectors, np.array([0.5, 0.5], dtype=np.float32))
    half = 2**-0.5
    assert moved == pytest.approx(np.array([[half, -half], [-half, half]]))


def test_a_vector_that_is_the_mean_stays_zero() -> None:
    mean = np.array([0.6, 0.8], dtype=np.float32)
    assert centred(mean, mean).tolist() == [0.0, 0.0]


@given(
    arrays(np.float32, (4, 3), elements=st.floats(-1, 1, width=32)),
    arrays(np.float32, 3, elements=st.floats(-1, 1, width=32)),
)
def test_centred_vectors_are_finite_and_at_most_of_unit_length(
    vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]],
    mean: np.ndarray[tuple[int], np.dtype[np.float32]],
) -> None:
    norms = np.linalg.norm(centred(vectors, mean), axis=1)
    assert np.isfinite(norms).all()
    assert (norms <= 1.0001).all()


def test_a_level_leans_towards_the_nearest() -> None:
    assert level([0.4]) == pytest.approx(0.4)
    assert level([0.4, 0.4, 0.4]) == pytest.approx(0.4)
    assert 0.5 < level([0.6, 0.2, 0.2, 0.2]) < 0.6
    assert level([]) == -1.0


def test_one_near_copy_outweighs_many_that_are_half_as_near() -> None:
    assert level([0.59, *[0.3] * 23]) > level([0.4] * 24) - 0.02


def test_words_count_by_the_best_that_was_found() -> None:
    assert relative_words({"a": 0.4, "b": 0.1}) == pytest.approx({"a": 1.0, "b": 0.25})
    assert relative_words({"a": 0.075, "b": 0.03}) == pytest.approx({"a": 0.5, "b": 0.2})
    assert relative_words({}) == {}


def test_a_lane_score_is_a_fifth_passage_four_fifths_question_and_three_tenths_of_the_words() -> None:
    scores = lane_scores({"a": 0.8, "b": 0.4}, {"a": 0.6, "b": 0.2}, {"b": 1.0})
    assert scores == pytest.approx({"a": 0.64, "b": 0.54})


def test_what_a_search_did_not_find_counts_as_its_last() -> None:
    scores = lane_scores({"a": 0.8, "b": 0.4}, {"c": 0.6}, {})
    assert scores == pytest.approx({"a": 0.64, "b": 0.56, "c": 0.56})


def test_margins_compare_lanes_of_different_levels() -> None:
    high = {f"p{i}": 0.9 - 0.01 * i for i in range(60)}
    low = {key: value - 0.5 for key, value in high.items()}
    assert margins(high) == pytest.approx(margins(low))
    assert margins(high)["p0"] > 0 > margins(high)["p59"]


def test_margins_of_few_are_above_the_last_of_them() -> None:
    assert margins({"a": 0.9, "b": 0.5}) == pytest.approx({"a": 0.4, "b": 0.0})
    assert margins({}) == {}
