"""Refused questions by meaning: hand-made vectors on a plane, where a cosine is that of an angle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import pytest

from kb.insights.grouping import ALIKE, MOST, cluster, grouped
from kb.journal import Entry, Feedback
from kb.store.vectors import Matrix
from kb.types import Language, RefusalReason

pytestmark = pytest.mark.unit

# cos 63° is .454, cos 64° is .438: ALIKE (.45) lies between.
NEAR, FAR = 63.0, 64.0


def at(*degrees: float) -> Matrix:
    return np.array([[cos(radians(one)), sin(radians(one))] for one in degrees], dtype=np.float32)


def entry(number: int, degrees: float, language: Language = Language.EN, *, expected: bool = False) -> Entry:
    feedback = Feedback(useful=False, expected_answer=True) if expected else None
    time = f"2026-11-01T00:{number // 60:02}:{number % 60:02}+00:00"
    return Entry(f"r{number:04}", time, "refusal", language, str(degrees), RefusalReason.NO_EVIDENCE, feedback=feedback)


def meaning(entries: Sequence[Entry]) -> Matrix:
    return at(*(float(entry.question) for entry in entries))


def ids(entries: list[Entry]) -> list[list[str]]:
    return [[one.id for one in group.entries] for group in grouped(entries, meaning)]


def test_the_threshold_lies_where_the_example_says() -> None:
    assert cos(radians(FAR)) < ALIKE < cos(radians(NEAR))


def test_near_ones_join_far_ones_do_not() -> None:
    assert cluster(at(0, NEAR)) == [[0, 1]]
    assert cluster(at(0, FAR)) == [[0], [1]]


def test_the_mean_to_all_members_decides_so_that_groups_do_not_creep() -> None:
    # 120° is near to 60°, but on average too far from 0° and 60°.
    assert cluster(at(0, 60, 120)) == [[0, 1], [2]]
    # Two groups are near enough: the nearer one gets it.
    assert cluster(at(0, 100, 59)) == [[0], [1, 2]]


def test_nothing_gives_nothing_and_zero_vectors_stand_alone() -> None:
    assert grouped([], meaning) == []
    assert cluster(np.zeros((2, 2), dtype=np.float32)) == [[0], [1]]


def test_order_of_the_groups_and_the_one_that_is_shown() -> None:
    entries = [entry(1, 0), entry(2, 180, Language.ZH), entry(3, 30), entry(4, 15, Language.KO), entry(5, 270)]
    first, *rest = grouped(entries, meaning)
    assert [one.id for one in first.entries] == ["r0001", "r0003", "r0004"]
    assert first.shown.id == "r0004"
    assert [group.shown.id for group in rest] == ["r0005", "r0002"]
    waited_for = [
        replace(one, feedback=Feedback(False, expected_answer=True)) if one.id == "r0002" else one for one in entries
    ]
    assert grouped(waited_for, meaning)[0].shown.id == "r0002"


def test_the_order_given_does_not_matter_and_only_the_newest_are_grouped() -> None:
    entries = [entry(number, 17.0 * number) for number in range(40)]
    assert ids(entries) == ids(entries[::-1])
    many = [entry(number, 0) for number in range(MOST + 5)]
    (group,) = ids(many)
    assert (group[0], len(group)) == ("r0005", MOST)
