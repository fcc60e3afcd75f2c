from __future__ import annotations

import pytest

from kb.generators.line_room import fitted
from kb.types import Passage
from tests.builders import passage

pytestmark = pytest.mark.unit


def made(anchor: str, count: int) -> list[Passage]:
    return [passage(f"{anchor} {place}", anchor=anchor, place=place) for place in range(1, count + 1)]


def test_the_longest_for_its_share_gives_what_costs_most() -> None:
    lines = {"main": made("main", 6), "frame": made("frame", 4)}
    cost = {each.id: float(each.place) for held in lines.values() for each in held}
    cost[lines["main"][0].id] = 9.0
    kept = fitted(lines, {"main": 2.5, "frame": 1.0}, cost, 7)
    assert [each.place for each in kept["frame"]] == [1, 2]
    assert [each.place for each in kept["main"]] == [2, 3, 4, 5, 6]


def test_of_equals_the_last_goes_and_one_of_each_stays() -> None:
    lines = {"a": made("a", 3), "b": made("b", 1)}
    kept = fitted(lines, {"a": 1.0, "b": 1.0}, dict.fromkeys((each.id for each in lines["a"]), 0.0), 1)
    assert {key: [each.place for each in held] for key, held in kept.items()} == {"a": [1], "b": [1]}
