"""Rankings against values computed by hand from the definitions, and what must hold for any ranking."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import DEPTHS, area, interval, mean, median, pairs_in_order, rankings

pytestmark = pytest.mark.unit

REFERENCES = [f"w#a/{place}" for place in range(1, 13)]


def test_a_ranking_is_judged_by_the_definitions_of_the_field() -> None:
    """Relevant b, d, x; found a b c d: hits at ranks 2 and 4 of three relevant."""
    found = rankings({"q": ["b", "d", "x"]}, {"q": ["a", "b", "c", "d"]})["q"]
    assert (found.first, found.among_three) == (0.0, 1.0)
    assert found.recall == {1: 0.0, 3: pytest.approx(1 / 3), 5: pytest.approx(2 / 3), 10: pytest.approx(2 / 3)}
    assert found.reciprocal_rank == pytest.approx(1 / 2)
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert found.ndcg == pytest.approx(gain / ideal)


def test_cut_offs_cut_at_ten() -> None:
    ranked = [f"n{number:02}" for number in range(10)] + ["right"]
    found = rankings({"q": ["right"]}, {"q": ranked})["q"]
    assert (found.reciprocal_rank, found.ndcg, found.recall[10]) == (0.0, 0.0, 0.0)
    found = rankings({"q": ["right"]}, {"q": ranked[1:]})["q"]
    assert (found.reciprocal_rank, found.recall[10]) == (pytest.approx(0.1), 1.0)
    assert found.ndcg == pytest.approx(1 / math.log2(11))


def test_a_question_that_nothing_was_found_for_scores_nothing_and_is_counted() -> None:
    found = rankings({"q": ["a"], "r": ["a"]}, {"q": [], "r": ["a"], "stranger": ["a"]})
    assert set(found) == {"q", "r"}
    assert (found["q"].first, found["q"].ndcg, found["q"].recall[10]) == (0.0, 0.0, 0.0)
    assert (found["r"].first, found["r"].ndcg, found["r"].recall[1]) == (1.0, 1.0, 1.0)


@given(
    st.lists(st.sampled_from(REFERENCES), min_size=1, unique=True),
    st.lists(st.sampled_from(REFERENCES), unique=True),
)
def test_what_holds_for_any_ranking(relevant: list[str], ranked: list[str]) -> None:
    found = rankings({"q": relevant}, {"q": ranked})["q"]
    hits = [reference in relevant for reference in ranked]
    for depth in DEPTHS:
        assert found.recall[depth] == pytest.approx(sum(hits[:depth]) / len(relevant))
    assert found.first == float(any(hits[:1]))
    assert found.among_three == float(any(hits[:3]))
    expected = 1 / (hits[:10].index(True) + 1) if any(hits[:10]) else 0.0
    assert found.reciprocal_rank == pytest.approx(expected)
    assert 0 <= found.ndcg <= 1 + 1e-9
    perfect = set(ranked[: len(relevant)]) == set(relevant)
    assert (found.ndcg > 1 - 1e-9) == (
        perfect or (len(relevant) > 10 and set(ranked[:10]) <= set(relevant) and len(ranked) >= 10)
    )


def test_means_and_medians_carry_an_interval() -> None:
    figure = mean([0.0] * 50 + [1.0] * 50)
    assert figure is not None
    assert (figure.value, figure.count) == (0.5, 100)
    assert figure.low is not None and figure.high is not None
    # The standard error is .05: 1.96 of them either way.
    assert figure.low == pytest.approx(0.40, abs=0.02)
    assert figure.high == pytest.approx(0.60, abs=0.02)
    middle = median([1.0, 2.0, 10.0])
    assert middle is not None and middle.value == 2.0
    assert mean([]) is None and median([]) is None


@pytest.mark.parametrize("values", [[], [1.0]])
def test_fewer_than_two_have_no_interval(values: list[float]) -> None:
    assert interval(values) == (None, None)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=30))
def test_an_interval_holds_the_values_range_and_is_repeated(values: list[float]) -> None:
    low, high = interval(values)
    assert low is not None and high is not None
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert interval(values) == (low, high)


@pytest.mark.parametrize(
    ("found", "share"),
    [("abc", 1.0), ("cba", 0.0), ("acb", 2 / 3), ("xaxbx", 1.0), ("ab", 1.0), ("a", None), ("", None), ("aba", 1.0)],
)
def test_pairs_in_order(found: str, share: float | None) -> None:
    assert pairs_in_order("abc", found) == (None if share is None else pytest.approx(share))


def test_the_area_is_how_often_a_positive_lies_above_a_negative() -> None:
    assert area([0.9, 0.4], [0.1, 0.5]) == 0.75
    assert area([0.5], [0.5]) == 0.5
    assert area([], [0.5]) is None and area([0.5], []) is None
