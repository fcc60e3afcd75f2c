"""The question classifier: networks of two numbers, worked out by hand."""

from __future__ import annotations

from math import e, erf, exp, sqrt

import numpy as np
import pytest

from kb.classifier import GAIN, Classifier, Network

pytestmark = pytest.mark.unit

EAST, NORTH = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
VISIT, TOOLS = ("visit", "steps"), ("visit", "tools")


def network(outer: list[list[float]], shift: list[float]) -> Network:
    """Hears each axis by itself, shifted so far that gelu changes nothing but the shift."""
    inner, far = np.eye(2, dtype=np.float32), np.full(2, 20.0, np.float32)
    weights = np.array(outer, np.float32)
    return Network(inner, far, weights, np.array(shift, np.float32) - weights @ far)


def test_shares_are_the_softmax_of_what_the_layers_say() -> None:
    heard = network([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0]).shares(EAST)
    assert heard.tolist() == pytest.approx([e**GAIN / (e**GAIN + 1), 1 / (e**GAIN + 1)], rel=1e-4)


def test_many_questions_at_once_get_what_each_gets_alone() -> None:
    said = network([[1.0, -1.0], [0.5, 2.0]], [0.1, 0.0])
    both = said.shares(np.stack([EAST, NORTH]))
    assert both == pytest.approx(np.stack([said.shares(EAST), said.shares(NORTH)]), abs=1e-6)


def test_numbers_too_large_for_an_exponential_are_no_overflow() -> None:
    assert network([[300.0, 0.0], [0.0, 0.0]], [0.0, 0.0]).shares(EAST).tolist() == pytest.approx([1.0, 0.0])


@pytest.mark.parametrize("value", [-3.0, -0.5, 0.0, 0.7, 4.0])
def test_the_hidden_layer_is_gelu_to_a_thousandth(value: float) -> None:
    one = np.ones((1, 1), np.float32)
    plain = Network(one, np.zeros(1, np.float32), np.array([[1.0], [0.0]], np.float32), np.zeros(2, np.float32))
    share = float(plain.shares(np.array([value / GAIN], np.float32))[0])
    exact = 0.5 * value * (1 + erf(value / sqrt(2)))
    assert share == pytest.approx(1 / (1 + exp(-exact)), abs=1e-3)


def test_places_of_a_section_are_added_up_and_networks_are_averaged() -> None:
    sure = network([[0.0, 0.0]] * 4, np.log([0.4, 0.3, 0.2, 0.1]).tolist())
    other = network([[0.0, 0.0]] * 4, np.log([0.1, 0.1, 0.2, 0.6]).tolist())
    classifier = Classifier((VISIT, VISIT, TOOLS, None), (sure, other))
    shares = classifier.shares(NORTH)
    assert shares == pytest.approx({VISIT: 0.45, TOOLS: 0.2, None: 0.35}, abs=1e-5)
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-5)
