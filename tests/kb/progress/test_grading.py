"""What counts as right, and what makes two items the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as with_examples
from hypothesis import strategies as st

from kb.progress.grading import Given, identity, is_right
from kb.types import Language, QuizAnswer, QuizItem, QuizType

pytestmark = pytest.mark.unit


def item(kind: QuizType, answer: QuizAnswer, *options: str) -> QuizItem:
    return QuizItem("q1", kind, "?", options, answer, "because", (1,))


CHOICE = item(QuizType.CHOICE, 1, "a", "b", "c")
TRUTH = item(QuizType.TRUE_FALSE, True)
ORDER = item(QuizType.ORDER, (2, 0, 1), "b", "c", "a")
MATCH = item(QuizType.MATCH, ((0, 3), (1, 2)), "A", "B", "b", "a")
GAP = item(QuizType.GAP, ("3 дни", "三天", "견본 20 %"))


@pytest.mark.parametrize(
    ("asked", "given", "right"),
    [
        (CHOICE, 1, True),
        (CHOICE, 0, False),
        (CHOICE, True, False),
        (CHOICE, "1", False),
        (TRUTH, True, True),
        (TRUTH, False, False),
        (TRUTH, 1, False),
        (ORDER, (2, 0, 1), True),
        (ORDER, (0, 1, 2), False),
        (ORDER, (2, 0), False),
        (MATCH, ((1, 2), (0, 3)), True),
        (MATCH, ((0, 2), (1, 3)), False),
        (MATCH, (0, 3), False),
        (MATCH, (), False),
        (GAP, " 3  ДНИ. ", True),
        (GAP, "３дни", True),
        (GAP, "견본20%", True),
        (GAP, "견본 20", True),
        (GAP, "견본 2.0", False),
        (GAP, "三", False),
        (GAP, "", False),
        (GAP, " … ", False),
        *((one, None, False) for one in (CHOICE, TRUTH, ORDER, MATCH, GAP)),
    ],
)
def test_right_and_wrong(asked: QuizItem, given: Given, right: bool) -> None:
    assert is_right(asked, given) is right


@pytest.mark.parametrize(
    ("key", "given", "right"),
    [
        ("1,5", "1.5", True),
        ("1,5", "15", False),
        ("10 000", "10,000", True),
        ("10.000", "10000", True),
        ("3–5 дни", "3-5 дни", True),
        ("3~5일", "3 - 5 일", True),
        ("3–5", "35", False),
        ("M-A-N", "man", True),
    ],
)
def test_numbers_keep_what_says_how_much(key: str, given: str, right: bool) -> None:
    assert is_right(item(QuizType.GAP, (key,)), given) is right


def test_an_accepted_word_of_marks_only_accepts_nothing() -> None:
    assert not is_right(item(QuizType.GAP, ("…",)), "")


@with_examples(st.sampled_from([CHOICE, TRUTH, ORDER, MATCH, GAP]), st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.integers()).map(tuple),
    st.lists(st.tuples(st.integers(), st.integers())).map(tuple),
))  # fmt: skip
def test_no_answer_is_an_error(asked: QuizItem, given: Given) -> None:
    assert is_right(asked, given) in {True, False}


@pytest.mark.parametrize("asked", [CHOICE, TRUTH, ORDER, MATCH, GAP])
def test_the_key_itself_is_right(asked: QuizItem) -> None:
    key = asked.answer[0] if asked.type is QuizType.GAP and isinstance(asked.answer, tuple) else asked.answer
    assert is_right(asked, key)  # type: ignore[arg-type]


def test_the_same_words_in_another_order_are_the_same_item() -> None:
    assert identity(CHOICE, Language.EN) == identity(replace(CHOICE, options=("b", "a", "c"), answer=0), Language.EN)
    assert identity(CHOICE, Language.EN) != identity(replace(CHOICE, answer=0), Language.EN)
    assert identity(CHOICE, Language.EN) != identity(CHOICE, Language.BG)
    other = replace(ORDER, options=("a", "b", "c"), answer=(0, 1, 2))
    assert identity(ORDER, Language.EN) == identity(other, Language.EN)
    swapped = replace(MATCH, options=("B", "A", "a", "b"), answer=((0, 3), (1, 2)))
    assert identity(MATCH, Language.EN) == identity(swapped, Language.EN)
    identity(replace(CHOICE, answer=9), Language.EN)
