"""The question classifier: the share of each section, and of none, in what a question may be asking for.

Neighbours say which question is like this one; a classifier, what all questions of a section have in common that those
of the others have not. ingest/classifier_learning.py has how it is learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from kb.scoring import Floats

# A section by its work and anchor.
Section = tuple[str, str]

# Centred unit vectors come in so much longer: on questions that were not learned from, right section first by 4, 6, 12
# and 20 times .790, .789, .780 and .777.
GAIN = 4.0

_CUBE = 0.044715


@dataclass(frozen=True, slots=True)
class Network:
    """outer · gelu(inner · GAIN q + inner_shift) + outer_shift, one number a class.

    Shapes: `inner` (hidden, dimension), `inner_shift` (hidden,), `outer` (classes, hidden), `outer_shift` (classes,).
    """

    inner: Floats
    inner_shift: Floats
    outer: Floats
    outer_shift: Floats

    def shares(self, question: Floats) -> Floats:
        """The softmax of those numbers, shape (…, classes), of centred unit vectors, shape (…, dimension)."""
        hidden = _gelu((GAIN * question) @ self.inner.T + self.inner_shift)
        numbers = hidden @ self.outer.T + self.outer_shift
        powers = np.exp(numbers - numbers.max(axis=-1, keepdims=True))
        result: Floats = powers / powers.sum(axis=-1, keepdims=True)
        return result


@dataclass(frozen=True, slots=True)
class Classifier:
    """Networks that learned the same from different beginnings. `classes`: what each class is of, None for decoys.

    A section has several classes: one a place that questions point to, and one for itself.
    """

    classes: tuple[Section | None, ...]
    networks: tuple[Network, ...]

    def shares(self, question: Floats) -> dict[Section | None, float]:
        """The share of each section, and of decoys (None), for a centred unit vector; they add up to 1."""
        mean = np.mean([network.shares(question) for network in self.networks], axis=0)
        found: dict[Section | None, float] = {}
        for section, share in zip(self.classes, mean.tolist(), strict=True):
            found[section] = found.get(section, 0.0) + share
        return found


def _gelu(values: NDArray[np.floating]) -> Floats:
    """In the approximation by tanh (Hendrycks and Gimpel 2016, "Gaussian error linear units")."""
    turned = np.tanh(sqrt(2.0 / pi) * (values + _CUBE * values**3))
    return (0.5 * values * (1.0 + turned)).astype(np.float32)
