from __future__ import annotations

import pytest

from kb.generators.module_sections import choose_sections
from kb.generators.shelves import arrange
from kb.types import Search
from tests.teaching import found, hits_on, shelf

pytestmark = pytest.mark.unit

VIEWS = shelf()
SHELF = arrange(VIEWS)


def titles(search: Search, headed: Search | None = None, points: int = 8, most: int = 4) -> list[str]:
    chosen = choose_sections(search, lambda heading: headed or found(heading), SHELF, points, most)
    return [one.section.title for one in chosen]


def test_the_best_section_leads_and_those_near_it_follow() -> None:
    search = found("x", *hits_on(VIEWS[2], 0.5, 0.5), *hits_on(VIEWS[0], 0.4, 0.4), *hits_on(VIEWS[3], -0.9))
    assert titles(search, points=4) == ["Breakage", "Cleaning"]


def test_a_single_passage_does_not_outweigh_a_section() -> None:
    search = found("x", *hits_on(VIEWS[1], 0.4), *hits_on(VIEWS[2], 0.35, 0.35, 0.3))
    assert titles(search)[0] == "Breakage"


def test_the_heading_of_the_best_section_finds_more() -> None:
    search = found("x", *hits_on(VIEWS[2], 0.2, 0.2), *hits_on(VIEWS[0], -0.1, -0.1), *hits_on(VIEWS[3], -0.1, -0.1))
    headed = found("Breakage", *hits_on(VIEWS[3], 0.6, 0.6), *hits_on(VIEWS[2], 0.9, 0.9))
    assert titles(search, headed, most=2) == ["Breakage", "Store"]


def test_a_thin_topic_is_filled_from_its_own_text() -> None:
    search = found("x", *hits_on(VIEWS[2], 0.5, 0.5))
    assert titles(search, points=20) == ["Breakage", "Grades", "Store", "Cleaning"]
    assert titles(search, points=20, most=1) == ["Breakage"]


def test_nothing_found_is_no_topic() -> None:
    assert titles(found("x")) == []
