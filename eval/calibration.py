"""Whether the margin of asked-as questions over decoys tells what can be answered, and how surely.

The area under the curve asks whether answerable questions lead; a logistic curve, fitted on the development half,
turns the margin into a probability; its expected calibration error (ten bins of equal width) asks whether that
probability is the share that can be answered. Questions that may be
corrected as well as refused are left out: there either reaction is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Observation:
    """A question's margin, and whether the texts answer it."""

    margin: float
    answerable: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """The probability that a margin can be answered: 1 / (1 + exp(-(slope * margin + intercept)))."""

    slope: float
    intercept: float

    def probability(self, margin: float) -> float:
        """0 to 1."""
        return 1 / (1 + math.exp(-min(max(self.slope * margin + self.intercept, -500.0), 500.0)))


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions from `low` up to `high`: how many, their mean, and the share that was answerable."""

    low: float
    high: float
    count: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well margins tell; `error` is the expected calibration error. All 0 to 1."""

    count: int
    area: float
    error: float
    curve: Curve
    bins: tuple[Bin, ...]


def fit(observations: Sequence[Observation]) -> Curve | None:
    """The logistic curve; None where only one kind of question is there."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    labels = [one.answerable for one in observations]
    if len(set(labels)) < 2:
        return None
    margins = np.asarray([one.margin for one in observations], dtype=np.float64)
    # Margins are some hundredths: without a common scale the penalty would flatten the curve. It stays, weakly,
    # because two kinds that a margin parts without a mistake have no steepest curve.
    centre, spread = float(margins.mean()), float(margins.std()) or 1.0
    model = LogisticRegression(C=100.0).fit(((margins - centre) / spread)[:, None], labels)
    slope = float(model.coef_[0, 0]) / spread
    return Curve(slope, float(model.intercept_[0]) - slope * centre)


def calibrate(observations: Sequence[Observation], curve: Curve) -> Calibration | None:
    """How well `curve` fits these observations; None where only one kind of question is there."""
    from sklearn.metrics import roc_auc_score

    labels = [one.answerable for one in observations]
    if len(set(labels)) < 2:
        return None
    bins = tuple(_bins([(curve.probability(one.margin), one.answerable) for one in observations]))
    error = sum(one.count * abs(one.predicted - one.observed) for one in bins) / len(observations)
    area = float(roc_auc_score(labels, [one.margin for one in observations]))
    return Calibration(len(observations), area, error, curve, bins)


def _bins(predictions: Sequence[tuple[float, bool]]) -> Iterable[Bin]:
    for number in range(BINS):
        members = [pair for pair in predictions if min(int(pair[0] * BINS), BINS - 1) == number]
        if members:
            yield Bin(
                low=number / BINS,
                high=(number + 1) / BINS,
                count=len(members),
                predicted=math.fsum(probability for probability, _ in members) / len(members),
                observed=sum(answerable for _, answerable in members) / len(members),
            )
