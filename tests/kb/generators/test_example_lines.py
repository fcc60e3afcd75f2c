"""Single lines that examples tell, and the order of sections that their lines have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.generators.example_lines import LEAST_TOLD, NEAR_MOST_TOLD, TOLD, in_order, with_told
from kb.generators.shelves import arrange
from tests.kb.generators.shelf import section

pytestmark = pytest.mark.unit

TOOLS, GOALS, STOCK = (("guide", anchor) for anchor in ("tools", "goals", "stock"))
BAG = section("tools", "What to bring:", "- A pen.", "- Cards.", "- Paper.", kind="list")
COUNT = section("stock", "- Count it.", "- Note it.", kind="list")
SHELF = arrange([BAG, COUNT])


def told(lines: dict[tuple[str, str], list[int]], shares: dict[tuple[str, str, int], float]) -> list[str]:
    held = {key: [SHELF[key].view.passages[place - 1] for place in places] for key, places in lines.items()}
    return [passage.text for found in with_told(held, shares, SHELF).values() for passage in found]


def test_a_told_line_stands_where_its_text_has_it() -> None:
    surely = {(*STOCK, 1): 0.9}
    assert told({TOOLS: [4]}, surely | {(*TOOLS, 2): TOLD}) == ["A pen.", "Paper.", "Count it."]
    assert told({TOOLS: [4]}, surely | {(*TOOLS, 2): TOLD - 0.01}) == ["Paper.", "Count it."]


def test_where_no_example_is_near_the_line_told_most_and_what_comes_near_to_it_are_there() -> None:
    most = 2 * LEAST_TOLD
    assert most < TOLD
    assert told({}, {(*STOCK, 1): most, (*STOCK, 2): NEAR_MOST_TOLD * most}) == ["Count it.", "Note it."]
    assert told({}, {(*STOCK, 1): most, (*STOCK, 2): NEAR_MOST_TOLD * most - 0.01}) == ["Count it."]
    assert told({}, {(*STOCK, 1): LEAST_TOLD - 0.01}) == []


def test_the_section_of_a_told_line_comes_after_the_others() -> None:
    assert told({STOCK: [1]}, {(*TOOLS, 3): 1.0, (*STOCK, 2): 1.0}) == ["Count it.", "Note it.", "Cards."]


def test_what_only_leads_to_a_list_is_not_told_and_an_empty_section_of_the_plan_stays() -> None:
    assert told({}, {(*TOOLS, 1): 1.0}) == []
    assert list(with_told({STOCK: []}, {}, SHELF)) == [STOCK]


def test_a_place_that_the_text_does_not_have_changes_nothing() -> None:
    assert told({STOCK: [1]}, {(*STOCK, 9): 1.0, ("other", "text", 1): 1.0}) == ["Count it."]


def lines(*sections: tuple[str, str]) -> list[tuple[str, str, int]]:
    return [(*key, place) for place, key in enumerate(sections, start=1)]


def test_sections_come_as_most_examples_have_them() -> None:
    examples = [lines(STOCK, TOOLS), lines(STOCK, GOALS, TOOLS), lines(TOOLS, STOCK)]
    assert in_order([TOOLS, STOCK], 3 * examples, str) == [TOOLS, STOCK]
    assert in_order([TOOLS, STOCK], 3 * examples, len) == [STOCK, TOOLS]
    assert in_order([TOOLS, STOCK], [], len) == [TOOLS, STOCK]


def test_where_lines_of_two_sections_alternate_the_share_of_pairs_counts() -> None:
    alternating = lines(STOCK, STOCK, TOOLS, STOCK)
    assert in_order([TOOLS, STOCK], [alternating], len) == [TOOLS, STOCK]
    assert in_order([TOOLS, STOCK], 5 * [alternating], len) == [STOCK, TOOLS]


@given(st.permutations([TOOLS, GOALS, STOCK]), st.lists(st.lists(st.sampled_from([TOOLS, GOALS, STOCK]), max_size=6)))
def test_no_section_is_lost_or_doubled(keys: list[tuple[str, str]], examples: list[list[tuple[str, str]]]) -> None:
    assert sorted(in_order(keys, [lines(*one) for one in examples], len)) == sorted(keys)
