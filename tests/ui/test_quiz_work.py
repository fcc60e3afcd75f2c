from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schemas.common import LANGUAGES, LanguageCode
from api.schemas.results import QuizItemOut
from tests.ui.standin_making import sample
from ui.quiz_work import given_texts, key_texts, quiz_questions, read_answer, repeats_key

pytestmark = pytest.mark.unit


def item(kind: str, answer: object, *options: str) -> QuizItemOut:
    return QuizItemOut(
        id="q", type=kind, prompt="?", options=options, answer=answer, explanation="", citations=(1,),  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (item("choice", 1, "a", "b"), ("b",)),
        (item("true_false", True), ()),
        (item("order", (2, 0, 1), "a", "b", "c"), ("c", "a", "b")),
        (item("match", ((0, 3), (1, 2)), "a", "b", "c", "d"), ("a → d", "b → c")),
        (item("gap", ("Ok", "OK")), ("Ok",)),
    ],
)
def test_the_key_in_words(asked: QuizItemOut, key: tuple[str, ...]) -> None:
    assert key_texts(asked) == key
    assert given_texts(asked, asked.answer if asked.type != "gap" else "Ok") == key  # type: ignore[arg-type]


def test_an_index_beyond_the_options_says_nothing() -> None:
    assert given_texts(item("choice", 0, "a"), 7) == ()
    assert given_texts(item("order", (0,), "a"), (7, -1, 0)) == ("a",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_a_real_module_has_its_citations(language: LanguageCode) -> None:
    for asked in quiz_questions(sample("training", language)):
        assert {citation.number for citation in asked.citations} == set(asked.item.citations)
        assert key_texts(asked.item) or asked.item.type == "true_false"


SENT = st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=5) | st.lists(
    st.integers(-3, 9) | st.lists(st.integers(-3, 9), max_size=3), max_size=4
)  # fmt: skip


@given(SENT, SENT)
def test_whatever_a_browser_sends_is_an_answer_or_none(sent: object, ease: object) -> None:
    asked = quiz_questions(sample("training", "en"))[0]
    answer = read_answer(asked, {"given": sent, "ease": ease})
    if answer is not None:
        given_texts(asked.item, answer.given)
        assert answer.ease == "good" or answer.ease == ease


@pytest.mark.parametrize(
    ("kind", "options", "explanation", "repeats"),
    [
        ("order", ("Ask.", "Show.", "Order."), "Ask. Show. Order.", True),
        ("order", ("Ask.", "Show."), "Ask. Show. Each takes a minute.", False),
        ("order", ("Ask.", "Ask."), "Ask.", False),
        ("match", ("Before", "After", "Plan.", "Report."), "Plan. Report.", True),
        ("choice", ("Ask.", "Show."), "Ask. Show.", False),
    ],
)
def test_an_explanation_that_is_only_the_key_is_not_said_twice(
    kind: str, options: tuple[str, ...], explanation: str, repeats: bool
) -> None:
    item = QuizItemOut(
        id="q", type=kind, prompt="?", options=options, answer=0, explanation=explanation, citations=(1,),  # type: ignore[arg-type]
    )  # fmt: skip
    assert repeats_key(item) is repeats
