from __future__ import annotations

import pytest

from kb.evidence.several import NEARER, answered_apart
from kb.types import Language, Search
from tests.builders import hit, passage

pytestmark = pytest.mark.unit


def search(anchor: str, lead: float) -> Search:
    return Search("?", Language.EN, (hit(passage(anchor=anchor), 0.6),), 0.5 + lead, 0.5)


def test_questions_that_lead_to_two_sections_and_are_as_clear_alone_are_answered_one_by_one() -> None:
    assert answered_apart(search("tools", 0.2), [search("tools", 0.2), search("pay", 0.3)]) == (True, True)
    assert answered_apart(search("tools", 0.25 + NEARER - 0.01), [search("tools", 0.2), search("pay", 0.3)])


def test_what_the_message_says_more_clearly_than_its_parts_is_one_question() -> None:
    assert answered_apart(search("tools", 0.25 + NEARER + 0.01), [search("tools", 0.2), search("pay", 0.3)]) is None


def test_questions_about_one_section_are_answered_as_one() -> None:
    assert answered_apart(search("tools", 0.1), [search("tools", 0.2), search("tools", 0.3)]) is None


def test_what_is_clearly_not_answered_is_told_apart() -> None:
    assert answered_apart(search("tools", 0.3), [search("pay", -0.1), search("tools", 0.2)]) == (False, True)
    assert answered_apart(search("tools", -0.3), [search("tools", 0.2), search("pay", -0.1)]) == (True, False)


def test_what_may_be_answered_is_not_called_missing() -> None:
    assert answered_apart(search("tools", 0.3), [search("tools", 0.2), search("pay", 0.02)]) is None


def test_where_nothing_is_answered_the_message_is_refused_as_one() -> None:
    assert answered_apart(search("tools", -0.1), [search("tools", -0.1), search("pay", -0.1)]) is None
