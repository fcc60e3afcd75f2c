"""How ready somebody is on a topic: red, amber or green, from what they would know today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kb.progress.drills import Card

# One or two answers say nothing about a topic: by luck alone both of two true-or-false questions come right one time in
# four. Chosen, not measured.
ENOUGH = 3

# Questions come back while nine in ten are known (drills.RETENTION). So whoever answers rightly and keeps
# up stays above .9; one wrong answer in up to six, or weeks without a review, falls below .85. Chosen, not measured.
GREEN = 0.85

# Below, about two questions in five are not known: the topic is to be learned again rather than repeated. Chosen.
AMBER = 0.6


class ReadinessLevel(StrEnum):
    """The colour of a topic; `none`: too little was answered to say."""

    NONE = "none"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Readiness:
    """`recall` is the share of the answered questions that would be known now, 0 to 1; `due` how many are due."""

    level: ReadinessLevel
    recall: float
    answered: int
    due: int


def readiness(cards: Sequence[Card], at: str) -> Readiness:
    """The readiness on the topic that these cards are about, at a time (ISO 8601, UTC).

    A question whose last answer was wrong counts as not known, however fresh; the others by FSRS's chance of recall.
    """
    known = sum(card.recall for card in cards if card.last_right)
    recall = known / len(cards) if cards else 0.0
    due = sum(card.due <= at for card in cards)
    if len(cards) < ENOUGH:
        return Readiness(ReadinessLevel.NONE, recall, len(cards), due)
    level = ReadinessLevel.GREEN if recall >= GREEN else ReadinessLevel.AMBER if recall >= AMBER else ReadinessLevel.RED
    return Readiness(level, recall, len(cards), due)
