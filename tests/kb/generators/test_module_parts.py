from __future__ import annotations

import pytest

from kb.generators.module_parts import Sides, exercise, role_play, sides
from kb.wording import TrainingPhrase
from tests.teaching import ITEM, LEVELS, PARAGRAPH, RULES, STEP, STEPS, section, shelved, taught

pytestmark = pytest.mark.unit


def test_the_exercise_follows_from_what_the_section_is_made_of() -> None:
    cleaning, grades, breakage, _ = taught(*shelved())
    assert exercise(cleaning).before[0] is TrainingPhrase.EXERCISE_STEPS
    assert [passage.text for passage in exercise(cleaning).passages] == STEPS[1:]
    assert exercise(grades).before[0] is TrainingPhrase.EXERCISE_LIST
    assert exercise(breakage).before[0] is TrainingPhrase.EXERCISE_TEXT
    assert [passage.text for passage in exercise(breakage).passages] == RULES


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"area": "payment"}, Sides.CUSTOMER),
        ({"area": "visit", "phase": "during"}, Sides.CUSTOMER),
        ({"area": "visit", "phase": "before"}, Sides.SUPERIOR),
        ({"area": "coaching", "level": "manager"}, Sides.TEAM),
        ({"area": "route"}, Sides.SUPERIOR),
        ({}, Sides.SUPERIOR),
    ],
)
def test_who_plays_follows_from_what_the_section_is_about(attributes: dict[str, str], expected: Sides) -> None:
    (part,) = taught(*shelved(section(0, "Cleaning", STEPS, STEP, attributes)))
    assert sides(part) is expected


def test_the_customer_gets_what_tells_of_trouble() -> None:
    (part,) = taught(*shelved(section(0, "Breakage", RULES, PARAGRAPH, {"area": "complaints"})))
    troubles = {"guide.en/s0/2": 0.9, "guide.en/s0/1": 0.2}
    seller, customer, observer = role_play((part,), part, troubles)
    assert [passage.place for passage in customer.passages] == [1, 2]
    assert seller.heading is TrainingPhrase.CARD_SALESPERSON
    assert {passage.place for passage in observer.passages} == {1, 2, 3, 4}


def test_without_trouble_the_superior_asks_for_what_the_other_card_lacks() -> None:
    parts = taught(*shelved(section(0, "Cleaning", STEPS, STEP), section(1, "Grades", LEVELS, ITEM)))
    presenter, superior, _ = role_play(parts, parts[0], {})
    assert [passage.text for passage in presenter.passages] == STEPS[1:]
    assert [passage.text for passage in superior.passages] == LEVELS[1:]
