from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.parametrize(
    ("area", "mood"),
    [
        ("payment", TrainingPhrase.CARD_CUSTOMER_PAYMENT),
        ("complaints", TrainingPhrase.CARD_CUSTOMER_COMPLAINT),
        ("appointments", TrainingPhrase.CARD_CUSTOMER_CALL),
        ("visit", TrainingPhrase.CARD_CUSTOMER_VISIT),
    ],
)
def test_the_customer_gets_a_situation_and_no_advice_that_is_for_the_seller(area: str, mood: TrainingPhrase) -> None:
    (part,) = taught(*shelved(section(0, "Breakage", RULES, PARAGRAPH, {"area": area})))
    seller, customer, observer = role_play((part,), part)
    assert customer.passages == ()
    assert customer.before[-1] is mood
    assert customer.after == (TrainingPhrase.CARD_CUSTOMER_HOLD,)
    assert seller.heading is TrainingPhrase.CARD_SALESPERSON
    # The fourth is an editor's note: there is nothing to see.
    assert {passage.place for passage in observer.passages} == {1, 2, 3}


def test_a_member_of_the_team_gets_directions_only() -> None:
    (part,) = taught(*shelved(section(0, "Coaching", LEVELS, ITEM, {"area": "coaching"})))
    manager, colleague, _ = role_play((part,), part)
    assert [passage.text for passage in manager.passages] == LEVELS[1:]
    assert colleague.passages == ()
    assert colleague.before == (TrainingPhrase.CARD_COLLEAGUE_DO, TrainingPhrase.CARD_COLLEAGUE_TROUBLE)


def test_what_a_source_claims_is_put_into_practice_last() -> None:
    claims = ["A survey, the source says, counts twice.", *RULES[:3]]
    parts = taught(
        *shelved(section(0, "Breakage", claims, PARAGRAPH, {"area": "complaints"}), section(1, "Grades", LEVELS, ITEM))
    )
    seller, _, observer = role_play(parts[:1], parts[0])
    assert [passage.text for passage in exercise(parts[0]).passages][-1] == claims[0]
    assert len(seller.passages) == 4
    assert claims[0] not in [passage.text for passage in observer.passages]
    assert len(observer.passages) == 3


def test_the_superior_asks_for_what_the_other_card_lacks() -> None:
    parts = taught(*shelved(section(0, "Cleaning", STEPS, STEP), section(1, "Grades", LEVELS, ITEM)))
    presenter, superior, _ = role_play(parts, parts[0])
    assert [passage.text for passage in presenter.passages] == STEPS[1:]
    assert [passage.text for passage in superior.passages] == LEVELS[1:]


def test_of_a_definition_its_test_is_tried_and_not_what_it_tells_apart() -> None:
    view = section(0, "Grades", LEVELS, ITEM, {"kind": "definition"})
    tests = section(0, "Grades", STEPS[:4], STEP, {"kind": "definition"}).passages
    both = replace(view, passages=(*view.passages, *(replace(one, place=one.place + 9) for one in tests)))
    (part,) = taught(*shelved(both))
    assert [passage.text for passage in exercise(part).passages] == STEPS[1:4]
    presenter, _, _ = role_play((part,), part)
    assert set(STEPS[1:4]) < {passage.text for passage in presenter.passages}
    items = replace(view, passages=tuple(replace(one, attributes=()) for one in both.passages))
    (part,) = taught(*shelved(items))
    assert [passage.text for passage in exercise(part).passages] == LEVELS[1:]
