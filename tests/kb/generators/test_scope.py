from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kb.generators.answer_shape import Shape
from kb.generators.scope import Scope
from kb.types import Hit, Passage, PassageKind
from tests.builders import hit, passage

pytestmark = pytest.mark.unit

DEFINES = passage("A goal is the picture of a result.", place=1)
MORE = passage("It stands before every trip.", place=2)
INTRO = passage("There are five sources:", place=3)
ITEMS = [
    passage(f"{name}: look there for prospects.", place=4 + index, kind=PassageKind.ITEM)
    for index, name in enumerate(["Customers", "Directories", "Inquiries", "Media", "Calls"])
]
CLAIM = passage("The rule is to keep the purpose secret.", place=9)
NOTE = passage("Editorial note: many places require you to say it.", place=10)
POINTER = passage("By telephone: a section of its own says how.", place=11)
SECTION = [DEFINES, MORE, INTRO, *ITEMS, CLAIM, NOTE, POINTER]


def choose(
    shape: Shape, *hits: Hit, section: Sequence[Passage] = SECTION, budget: int = 120, asks: str = ""
) -> list[int]:
    return [chosen.place for chosen in Scope(hits, section, asks, budget).choose(shape)]


def test_a_definition_is_the_sentence_that_defines() -> None:
    assert choose(Shape.DEFINITION, hit(DEFINES, 0.9, 0.8), hit(ITEMS[0], 0.88, 0.7)) == [1]


def test_a_definition_asked_of_the_section_is_its_opening() -> None:
    assert choose(Shape.DEFINITION, hit(MORE, 0.9, 0.8), hit(CLAIM, 0.8, 0.8)) == [1, 2]


def test_a_list_is_given_whole_with_its_introduction() -> None:
    assert choose(Shape.LIST, hit(ITEMS[3], 0.9, 0.8), hit(ITEMS[0], 0.8, 0.7)) == [3, 4, 5, 6, 7, 8]


def test_items_that_are_counted_off_or_named_are_meant_alone() -> None:
    hits = hit(ITEMS[1], 0.9, 0.8), hit(ITEMS[0], 0.88, 0.7)
    assert choose(Shape.LIST, *hits, asks="And the fourth source?") == [7]
    assert choose(Shape.STEPS, *hits, asks="How are directories used?") == [5]
    assert choose(Shape.STEPS, *hits, asks="How are media used?") == [3, 4, 5, 6, 7, 8]


def test_a_section_is_asked_for_where_its_own_questions_are_clearly_nearer() -> None:
    near = [replace(hit(item, 0.9 - 0.1 * place, 0.8), alone=0.79) for place, item in enumerate(ITEMS)]
    far = [replace(one, alone=0.6) for one in near]
    assert choose(Shape.OPEN, *near) == [4]
    assert choose(Shape.OPEN, *far)[:6] == [3, 4, 5, 6, 7, 8]


def test_an_item_that_stands_out_is_meant_alone() -> None:
    assert choose(Shape.LIST, hit(ITEMS[3], 0.9, 0.8), hit(ITEMS[0], 0.3, 0.2)) == [7]


def test_how_many_is_answered_by_the_introduction_that_counts() -> None:
    assert choose(Shape.NUMBER, hit(ITEMS[1], 0.9, 0.8), hit(ITEMS[0], 0.5, 0.8)) == [3, 4, 5, 6, 7, 8]


def test_the_passage_with_the_number_leads() -> None:
    numbered = passage("Only 15 minutes.", place=12)
    section = [*SECTION, numbered]
    assert choose(Shape.NUMBER, hit(MORE, 0.9, 0.8), hit(numbered, 0.85, 0.7), section=section) == [12]


@pytest.mark.parametrize("lead", [CLAIM, NOTE])
def test_a_doubtful_claim_and_its_note_stand_together(lead: Passage) -> None:
    assert choose(Shape.OPEN, hit(lead, 0.9, 0.8), hit(MORE, 0.1, 0.1)) == [9, 10]


def test_a_pointer_gives_way_to_what_answers() -> None:
    assert choose(Shape.OPEN, hit(POINTER, 0.9, 0.8), hit(MORE, 0.5, 0.4)) == [2]


def test_a_pointer_alone_is_better_than_nothing() -> None:
    assert choose(Shape.OPEN, hit(POINTER, 0.9, 0.8)) == [11]


def test_reasons_are_paragraphs_where_the_section_is_asked_for() -> None:
    chosen = choose(Shape.REASON, hit(ITEMS[0], 0.9, 0.8), hit(MORE, 0.8, 0.8), hit(ITEMS[1], 0.7, 0.8))
    assert chosen[0] == 2


@pytest.mark.parametrize("shape", list(Shape))
def test_no_passage_comes_twice_and_the_lead_is_there(shape: Shape) -> None:
    found = [hit(passage, 0.9 - 0.01 * index, 0.8) for index, passage in enumerate(SECTION[::-1])]
    places = choose(shape, *found)
    assert len(places) == len(set(places)) > 0


def test_one_side_of_a_comparison_prefers_what_the_other_side_speaks_of() -> None:
    hits = [hit(ITEMS[0], 0.9, 0.8), hit(ITEMS[1], 0.8, 0.7)]
    chosen = Scope(hits, SECTION, "", 12, frozenset({"media"})).choose(Shape.COMPARISON)
    assert [one.place for one in chosen] == [4, 7]


STATES = passage(
    "In components, the rep sells the capacitors and resistors of Rohm, Toshiba, Okaya and Murata; "
    "the post has these duties:",
    place=1,
)
DUTIES = [
    passage(f"{name}: the rep does this.", kind=PassageKind.ITEM, place=place)
    for place, name in enumerate(("Visits", "Payment", "Quoting"), start=2)
]


def stated(shape: Shape, *hits: Hit, asks: str = "") -> list[str]:
    return [chosen.text for chosen in Scope(hits, [STATES, *DUTIES], asks).choose(shape)]


def test_what_the_line_before_a_list_says_is_quoted_without_the_list() -> None:
    said = ["In components, the rep sells the capacitors and resistors of Rohm, Toshiba, Okaya and Murata"]
    outstanding = hit(STATES, 0.9, 0.8), hit(DUTIES[0], 0.2, 0.3)
    assert stated(Shape.OPEN, *outstanding) == said
    assert len(stated(Shape.STEPS, *outstanding)) == 4
    near = hit(STATES, 0.9, 0.8), hit(DUTIES[0], 0.85, 0.7)
    assert stated(Shape.LIST, *near, asks="Which capacitors of Toshiba are sold?") == said
    assert len(stated(Shape.LIST, *near, asks="Which duties are there?")) == 4


def test_a_number_that_only_the_line_before_a_list_has_is_given_though_no_search_found_it() -> None:
    text = STATES.text.replace("the capacitors", "40 kinds of the capacitors")
    section = [passage(text, place=1), *DUTIES]
    scope = Scope([hit(DUTIES[0], 0.9, 0.8)], section, "How many kinds of capacitors of Murata?")
    (quoted,) = scope.choose(Shape.NUMBER)
    assert "40 kinds" in quoted.text


def test_the_quote_of_a_statement_ends_where_it_ends() -> None:
    hits = hit(STATES, 0.9, 0.8), hit(DUTIES[0], 0.2, 0.3)
    (quoted,) = Scope(hits, [STATES, *DUTIES]).choose(Shape.OPEN)
    assert (quoted.start, quoted.end) == (STATES.start, STATES.start + len(quoted.text))


def test_what_comes_next_is_counted_from_what_the_question_names() -> None:
    hits = hit(ITEMS[0], 0.9, 0.8), hit(ITEMS[1], 0.88, 0.7)
    assert choose(Shape.NEXT, *hits, asks="What comes after inquiries?") == [7]


def test_a_comparison_may_name_two_items() -> None:
    hits = hit(ITEMS[1], 0.9, 0.8), hit(ITEMS[0], 0.88, 0.7)
    assert choose(Shape.COMPARISON, *hits, asks="Directories or inquiries, what is the difference?") == [5, 6]


def test_the_list_belongs_to_the_answer_where_it_is_also_asked_how() -> None:
    outstanding = hit(STATES, 0.9, 0.8), hit(DUTIES[0], 0.2, 0.3)
    assert len(stated(Shape.DEFINITION, *outstanding, asks="What is it and how do I use it?")) == 4
