"""A quiz on a terminal: options by letter, the sides of a match apart, a key that says no more than it must."""

from __future__ import annotations

import pytest

from api.cli.quiz_sheet import answer_of, letter, question_rows
from api.schemas.results import QuizItemOut

pytestmark = pytest.mark.unit


def item(kind: str, options: tuple[str, ...], answer: object) -> QuizItemOut:
    return QuizItemOut.model_validate({
        "id": "q", "type": kind, "prompt": "Which?", "options": options, "answer": answer,
        "explanation": "So.", "citations": (1,),
    })  # fmt: skip


def test_a_match_has_two_sides() -> None:
    ((_, shown),) = question_rows([item("match", ("a1", "a2", "b1", "b2"), ((0, 3), (1, 2)))])
    assert shown.plain.splitlines() == ["Which?", "a) a1", "b) a2", "", "c) b1", "d) b2"]


@pytest.mark.parametrize(
    ("kind", "options", "answer", "shown"),
    [
        ("choice", ("x", "y", "z"), 2, "c"),
        ("choice", ("x", "y"), 0, "a"),
        ("choice", ("x", "y"), 1, "b"),
        ("true_false", (), False, "false"),
        ("order", ("x", "y", "z"), (2, 0, 1), "c  a  b"),
        ("match", ("x", "y", "1", "2"), ((0, 3), (1, 2)), "a–d  b–c"),
        ("gap", (), ("재고", "库存"), "재고 / 库存"),
        ("gap", (), ("7",), "7"),
    ],
)
def test_answers(kind: str, options: tuple[str, ...], answer: object, shown: str) -> None:
    assert answer_of(item(kind, options, answer)) == shown


def test_letters_end_and_numbers_go_on() -> None:
    assert [letter(place) for place in (0, 25, 26)] == ["a", "z", "27"]
