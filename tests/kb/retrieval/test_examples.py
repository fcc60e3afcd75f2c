"""What examples say of a task, over vectors of two dimensions: the angle is all there is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from kb.retrieval.examples import ExampleSearch
from kb.retrieval.snapshot import Snapshot
from kb.store.records import PassageSlot
from kb.store.vectors import EXACT_KINDS, Lane, LaneKind, LaneVectors, Vector
from kb.types import Example, Language, Likeness, Role
from tests.builders import slot, snapshot

pytestmark = pytest.mark.unit

EN, KO = Language.EN, Language.KO
TOOLS, STOCK = ("visit", "tools"), ("visit", "stock")
LINES = {"bag": ((*TOOLS, 4), (*TOOLS, 2)), "count": ((*STOCK, 1),)}


def at(degrees: float) -> Vector:
    return np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))], dtype=np.float32)


def example(entry: str, language: Language = EN, *sections: tuple[str, str], visit: bool = False) -> Example:
    return Example(f"{entry}.{language}", entry, language, entry, sections, visit)


class Held:
    """A snapshot of examples at angles, and of slots that say which sections there are."""

    def __init__(self, examples: Iterable[tuple[Example, float]], *slots: PassageSlot) -> None:
        lanes: dict[Lane, dict[str, Vector]] = {}
        self._examples = {one.id: one for one, _ in examples}
        for one, degrees in examples:
            lanes.setdefault(Lane(LaneKind.EXAMPLE, one.language, 15), {})[one.id] = at(degrees)
        vectors = {lane: LaneVectors(tuple(rows), np.stack(list(rows.values()))) for lane, rows in lanes.items()}
        self._snapshot = snapshot(*slots, lanes=vectors, examples=self._examples)

    def current(self) -> Snapshot:
        return self._snapshot


SLOTS = (slot("visit", EN, "tools", 1), slot("visit", EN, "stock", 1))


def like(held: Held, degrees: float, role: Role = Role.REP) -> Likeness | None:
    return ExampleSearch(held, lambda text: at(degrees)).like("task", EN, role)


def test_the_near_example_has_most_of_the_votes_and_the_first_section_more_than_the_second() -> None:
    held = Held([(example("bag", EN, TOOLS, visit=True), 0), (example("count", EN, STOCK, TOOLS), 60)], *SLOTS)
    found = like(held, 5)
    assert found is not None
    assert found.sections[TOOLS] > 0.9
    assert found.sections[STOCK] < 0.1
    assert found.visit > 0.9
    other = like(held, 60)
    assert other is not None
    assert other.sections[STOCK] > other.sections[TOOLS] > 0.7 * other.sections[STOCK]
    assert found.known == {TOOLS, STOCK}


def test_what_examples_name_together_is_told_once_an_entry() -> None:
    held = Held(
        [(example("bag", EN, TOOLS, STOCK), 0), (example("bag", KO, TOOLS, STOCK), 0), (example("cake"), 90)], *SLOTS
    )
    found = like(held, 0)
    assert found is not None
    assert found.named == ((TOOLS, STOCK),)


def test_lines_have_the_share_of_the_near_examples_that_name_lines() -> None:
    bag, count = (replace(example(name, EN, TOOLS), lines=lines) for name, lines in LINES.items())
    held = Held([(bag, 0), (count, 60), (example("unlabelled", EN, TOOLS), 0)], *SLOTS)
    found = like(held, 5)
    assert found is not None
    assert found.lines[*TOOLS, 2] > 0.9
    assert found.lines[*TOOLS, 4] == pytest.approx(found.lines[*TOOLS, 2])
    assert found.lines[*STOCK, 1] < 0.1
    assert sorted(found.sequences) == [((*STOCK, 1),), ((*TOOLS, 4), (*TOOLS, 2))]


def test_a_task_is_compared_with_every_example_so_no_index_is_asked() -> None:
    assert LaneKind.EXAMPLE in EXACT_KINDS


def test_what_is_near_to_nothing_gets_no_votes_to_speak_of() -> None:
    held = Held([(example("bag", EN, TOOLS), 0)], *SLOTS)
    found = like(held, 90)
    assert found is not None
    assert found.sections[TOOLS] < 0.01


def test_covered_examples_lead_over_the_others_or_fall_behind() -> None:
    held = Held([(example("bag", EN, TOOLS), 0), (example("cake"), 90)], *SLOTS)
    near, far = like(held, 10), like(held, 80)
    assert near is not None
    assert far is not None
    assert near.lead == pytest.approx(math.cos(math.radians(10)) - math.cos(math.radians(80)), abs=1e-5)
    assert far.lead == pytest.approx(-near.lead, abs=1e-5)


def test_the_same_entry_in_another_language_votes_with_it() -> None:
    both = Held(
        [(example("bag", EN, TOOLS), 40), (example("bag", KO, TOOLS), 0), (example("count", EN, STOCK), 40)], *SLOTS
    )
    found = like(both, 0)
    assert found is not None
    assert found.sections[TOOLS] > found.sections[STOCK]


def test_what_the_role_may_not_read_says_nothing() -> None:
    secret = slot("visit", EN, "stock", 1, audience=8)
    held = Held([(example("count", EN, STOCK), 0)], slot("visit", EN, "tools", 1), secret)
    assert like(held, 0) is None
    assert like(held, 0, Role.ADMIN) is not None


def test_without_examples_or_with_uncovered_ones_alone_nothing_is_said() -> None:
    assert like(Held([], *SLOTS), 0) is None
    assert like(Held([(example("cake"), 0)], *SLOTS), 0) is None
