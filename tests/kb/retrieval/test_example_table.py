"""Examples as one matrix: what is near to a task, and who may have them, over vectors of two dimensions."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pytest

from kb.retrieval.example_table import ExampleTable
from kb.retrieval.snapshot import section_slots
from kb.store.vectors import Lane, LaneKind, LaneVectors, Vector
from kb.types import Example, Language
from tests.builders import slot

pytestmark = pytest.mark.unit

EN, KO, BG, ZH = Language.EN, Language.KO, Language.BG, Language.ZH
TOOLS, STOCK = ("visit", "tools"), ("visit", "stock")
SLOTS = (slot("visit", EN, "tools", 1), slot("visit", EN, "stock", 1, audience=8))
EVERYONE, ADMIN = 15, 8


def at(degrees: float) -> Vector:
    return np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))], dtype=np.float32)


def cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def table(*rows: tuple[str, Language, float], sections: tuple[tuple[str, str], ...] = (TOOLS,)) -> ExampleTable:
    """A table of (entry, language, angle), all about the same sections."""
    examples: dict[str, Example] = {}
    lanes: dict[Lane, dict[str, Vector]] = defaultdict(dict)
    for number, (entry, language, degrees) in enumerate(rows):
        name = f"{entry}-{number}"
        examples[name] = Example(name, entry, language, name, sections)
        lanes[Lane(LaneKind.EXAMPLE, language, EVERYONE)][name] = at(degrees)
    vectors = {lane: LaneVectors(tuple(found), np.stack(list(found.values()))) for lane, found in lanes.items()}
    return ExampleTable(examples, vectors, section_slots({member.id: member for member in SLOTS}))


def test_ones_own_language_is_half_of_the_nearness_and_the_mean_of_the_others_the_rest() -> None:
    found = table(("bag", EN, 0), ("bag", KO, 60), ("bag", BG, 90)).nearness(at(0), EN)
    assert found == pytest.approx([(1 + (0.5 + 0) / 2) / 2], abs=1e-6)


def test_what_an_entry_lacks_counts_for_nothing() -> None:
    found = table(("bag", EN, 60), ("count", KO, 60), ("count", ZH, 0)).nearness(at(0), EN)
    assert found == pytest.approx([0.5, (0.5 + 1) / 2], abs=1e-6)


def test_of_several_wordings_the_nearest_counts() -> None:
    found = table(("bag", EN, 120), ("bag", EN, 10), ("bag", EN, 50), ("count", EN, 100)).nearness(at(0), EN)
    assert found == pytest.approx([cos(10), cos(100)], abs=1e-6)


def test_entries_are_told_apart_however_their_examples_come() -> None:
    rows = [(f"e{number % 7}", language, 13.0 * number) for number, language in enumerate((*Language, *Language) * 4)]
    said: dict[str, dict[Language, list[float]]] = defaultdict(lambda: defaultdict(list))
    for entry, language, degrees in rows:
        said[entry][language].append(cos(degrees - 20))
    wanted = []
    for entry in sorted(said):
        nearest = {language: max(found) for language, found in said[entry].items()}
        others = [cosine for language, cosine in nearest.items() if language is not BG]
        own = [nearest[BG]] if BG in nearest else []
        wanted.append((sum(own) + sum(others) / len(others)) / (len(own) + 1))
    held = table(*rows)
    assert held.nearness(at(20), BG) == pytest.approx(wanted, abs=1e-6)
    assert [example.entry for example in held.readable(EVERYONE).examples] == sorted(said)


def test_readers_have_the_examples_of_what_they_may_read_and_those_of_nothing() -> None:
    assert table(("count", EN, 0), sections=(STOCK,)).readable(EVERYONE).examples == ()
    assert len(table(("count", EN, 0), sections=(STOCK,)).readable(ADMIN).examples) == 1
    both = table(("count", EN, 0), sections=(STOCK, TOOLS)).readable(EVERYONE)
    assert both.covered.tolist() == [True]
    assert both.known == {STOCK, TOOLS}
    cake = table(("cake", EN, 0), sections=()).readable(EVERYONE)
    assert cake.covered.tolist() == [False]
    assert cake.named == ()


def test_what_readers_have_is_found_once() -> None:
    held = table(("bag", EN, 0))
    assert held.readable(EVERYONE) is held.readable(EVERYONE)
    assert held.readable(EVERYONE) is not held.readable(ADMIN)


def test_vectors_of_other_kinds_and_of_examples_that_are_gone_are_left_out() -> None:
    lanes = {
        Lane(LaneKind.DECOY, EN, EVERYONE): LaneVectors(("bag",), at(0)[np.newaxis]),
        Lane(LaneKind.EXAMPLE, EN, EVERYONE): LaneVectors(("gone",), at(0)[np.newaxis]),
    }
    held = ExampleTable({"bag": Example("bag", "bag", EN, "bag", (TOOLS,))}, lanes, {})
    assert held.nearness(at(0), EN).size == 0
    assert held.readable(EVERYONE).examples == ()
