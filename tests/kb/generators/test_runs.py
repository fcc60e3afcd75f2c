from __future__ import annotations

import pytest

from kb.generators.runs import counted, label_of, runs_of, words
from kb.types import Language, PassageKind
from tests.builders import passage

pytestmark = pytest.mark.unit

PARAGRAPH = passage("Visits matter.", place=1)
INTRO = passage("三个步骤：", place=2, language=Language.ZH)
STEPS = [passage(f"Step {place}.", place=place, kind=PassageKind.STEP) for place in (3, 4, 5)]
NOTE = passage("Editorial note: mind the steps.", place=6)
LAST = passage("The end.", place=7)
SECTION = [PARAGRAPH, INTRO, *STEPS, NOTE, LAST]


def test_a_list_stands_with_its_introduction_and_its_note() -> None:
    runs = runs_of(SECTION)
    assert [[one.place for one in run.passages] for run in runs] == [[1], [2, 3, 4, 5, 6], [7]]
    assert runs[1].intro == (INTRO,)
    assert runs[1].notes == (NOTE,)
    assert runs[1].listed
    assert not runs[0].listed


def test_a_section_that_opens_with_a_note_keeps_it() -> None:
    assert [[one.place for one in run.passages] for run in runs_of([NOTE, LAST])] == [[6], [7]]


def test_evidence_is_the_best_passage_and_part_of_the_second() -> None:
    run = runs_of(STEPS)[0]
    assert run.evidence({STEPS[0].id: 0.5, STEPS[2].id: 1.0}) == pytest.approx(1.15)
    assert run.evidence({}) == float("-inf")


def test_only_steps_from_the_first_on_without_a_gap_are_counted() -> None:
    first, second, third = (step.id for step in STEPS)
    assert counted({first, second}, SECTION) == {first, second}
    assert counted({second, third}, SECTION) == set()
    assert counted({first, third}, SECTION) == set()


def test_an_item_calls_itself_what_stands_before_its_colon() -> None:
    assert label_of(passage("Pay: monthly.", kind=PassageKind.ITEM)) == "pay"
    assert label_of(passage("学历：大专。", kind=PassageKind.ITEM)) == "学历"
    assert label_of(passage("Bring samples.", kind=PassageKind.ITEM)) is None
    assert label_of(passage("Pay: monthly.")) is None


def test_two_han_characters_read_like_a_word() -> None:
    assert words("拜访前准备样品", Language.ZH) == 3
    assert words("Bring two samples", Language.EN) == 3
