"""Area, curve and calibration error against values computed by hand."""

from __future__ import annotations

import pytest

from eval.calibration import Curve, Observation, calibrate, fit

pytestmark = pytest.mark.unit


def observations(answerable: list[float], others: list[float]) -> list[Observation]:
    return [Observation(one, True) for one in answerable] + [Observation(one, False) for one in others]


def test_the_area_is_the_share_of_pairs_in_which_the_answerable_leads() -> None:
    """.3 leads both, .1 only one of two: three pairs of four."""
    found = calibrate(observations([0.3, 0.1], [0.2, 0.0]), Curve(1.0, 0.0))
    assert found is not None and found.area == pytest.approx(0.75)


def test_the_error_is_the_mean_distance_of_said_and_true_by_bin() -> None:
    """A flat curve says .5 of all four (bin .5 to .6); three are answerable: .25 off."""
    found = calibrate(observations([0.1, 0.2, 0.3], [0.0]), Curve(0.0, 0.0))
    assert found is not None
    assert [(one.low, one.high, one.count) for one in found.bins] == [(0.5, 0.6, 4)]
    assert (found.bins[0].predicted, found.bins[0].observed) == (0.5, 0.75)
    assert found.error == pytest.approx(0.25)


def test_bins_weigh_by_what_they_hold() -> None:
    """The curve says 0 below and 1 above nought; one in four above is wrong: 4 of 6 are .25 off."""
    found = calibrate(observations([1, 1, 1], [1, -1, -1]), Curve(1000.0, 0.0))
    assert found is not None
    assert [one.count for one in found.bins] == [2, 4]
    assert found.error == pytest.approx(4 / 6 * 0.25)


def test_a_curve_rises_with_the_margin_and_is_even_in_the_middle() -> None:
    curve = fit(observations([0.05, 0.1, 0.15, -0.02], [-0.05, -0.1, -0.15, 0.02]))
    assert curve is not None
    assert curve.slope > 0
    assert curve.probability(0.0) == pytest.approx(0.5, abs=1e-3)
    assert curve.probability(0.15) > 0.8 > curve.probability(0.02)
    assert curve.probability(1e9) == pytest.approx(1.0) and curve.probability(-1e9) == pytest.approx(0.0)


def test_two_kinds_that_are_parted_without_a_mistake_still_have_a_curve() -> None:
    curve = fit(observations([0.2, 0.3], [-0.2, -0.3]))
    assert curve is not None and curve.probability(0.25) > 0.95


def test_one_kind_alone_has_neither() -> None:
    assert fit(observations([0.1, 0.2], [])) is None
    assert calibrate(observations([0.1], []), Curve(1.0, 0.0)) is None
