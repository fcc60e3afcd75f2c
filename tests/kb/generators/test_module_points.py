from __future__ import annotations

import pytest

from kb.generators.module_points import choose_points, points_for, runs
from kb.generators.module_sections import TopicSection
from tests.teaching import STEP, STEPS, section, shelved

pytestmark = pytest.mark.unit


def test_a_longer_module_has_more_key_points() -> None:
    assert [points_for(minutes) for minutes in (5, 30, 60, 90, 240, 480)] == [9, 14, 20, 26, 40, 80]


def test_a_list_belongs_to_the_sentence_that_introduces_it() -> None:
    cleaning, _, breakage, _ = shelved()
    assert [len(run) for run in runs(cleaning.view.passages)] == [6]
    assert [len(run) for run in runs(breakage.view.passages)] == [1, 1, 1, 1]


def test_a_list_is_taught_whole_or_without_the_sentence_that_counts_it() -> None:
    (cleaning,) = shelved(section(0, "Cleaning", STEPS, STEP))
    (few,) = choose_points([TopicSection(cleaning, 1.0, {"guide.en/s0/3": 0.9})], 2)
    assert [passage.place for passage in few.passages] == [2, 3]
    (half,) = choose_points([TopicSection(cleaning, 1.0, {})], 3)
    assert [passage.place for passage in half.passages] == [1, 2, 3, 4, 5, 6]


def test_sections_are_taught_in_the_order_of_their_text() -> None:
    cleaning, grades, breakage, _ = shelved()
    chosen = choose_points(
        [TopicSection(breakage, 1.0, {}), TopicSection(cleaning, 0.9, {}), TopicSection(grades, 0.8, {})], 20
    )
    assert [part.title for part in chosen] == ["Cleaning", "Grades", "Breakage"]
    assert all(len(part.passages) > 1 for part in chosen)


def test_no_section_is_opened_for_a_point_or_two() -> None:
    cleaning, grades, breakage, _ = shelved()
    chosen = choose_points(
        [TopicSection(cleaning, 9.0, {}), TopicSection(breakage, 0.1, {}), TopicSection(grades, 0.1, {})], 10
    )
    assert [part.title for part in chosen] == ["Cleaning", "Breakage"]
