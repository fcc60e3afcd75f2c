from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.evidence.questions import MOST_CHARACTERS, MOST_QUESTIONS, questions_in
from kb.types import Language

pytestmark = pytest.mark.unit

EN, BG, KO, ZH = Language.EN, Language.BG, Language.KO, Language.ZH


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "How do I prepare for a visit, and what do I do with a complaint?",
            EN,
            ("How do I prepare for a visit", "what do I do with a complaint?"),
        ),
        (
            "A dealer owes us money. What do I do about it? And when should I stop delivering?",
            EN,
            ("A dealer owes us money. What do I do about it?", "when should I stop delivering?"),
        ),
        (
            "Какво е клиентска фуния и как да се подготвя за посещение?",
            BG,
            ("Какво е клиентска фуния", "как да се подготвя за посещение?"),
        ),
        (
            "Как да обработя рекламация? А колко често да посещавам клиент А?",
            BG,
            ("Как да обработя рекламация?", "колко често да посещавам клиент А?"),
        ),
        ("拜访前要准备什么，客户投诉了怎么处理？", ZH, ("拜访前要准备什么", "客户投诉了怎么处理？")),
        ("什么是客户漏斗？另外，明天会下雨吗？", ZH, ("什么是客户漏斗？", "明天会下雨吗？")),
        (
            "방문 전에 뭘 준비하고 불만은 어떻게 처리해요?",
            KO,
            ("방문 전에 뭘 준비하고", "불만은 어떻게 처리해요?"),
        ),
        (
            "고객 깔때기가 뭐예요? 그리고 김치찌개는 어떻게 끓여요?",
            KO,
            ("고객 깔때기가 뭐예요?", "김치찌개는 어떻게 끓여요?"),
        ),
    ],
)
def test_a_message_is_cut_into_its_questions(text: str, language: Language, parts: tuple[str, ...]) -> None:
    assert questions_in(text, language) == parts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do I prepare for a visit?", EN),
        ("What is the customer funnel and why?", EN),
        ("Which samples and which brochures do I take?", EN),
        ("I don't know what he wants. What do I do?", EN),
        ("What do I do about a complaint? He is always angry.", EN),
        ("Какво е клиентска фуния и защо?", BG),
        ("Кой и кога проверява наличностите?", BG),
        ("什么是客户漏斗，为什么？", ZH),
        ("客户老是拖着不付款，我该怎么办？", ZH),
        ("광고 문구는 어떻게 쓰고 왜요?", KO),
        ("재고 조사는 언제 하나요?", KO),
        ("samples brochures price list", EN),
    ],
)
def test_one_question_stays_whole(text: str, language: Language) -> None:
    assert questions_in(text, language) == (text,)


def test_who_asks_for_too_much_at_once_is_answered_as_one() -> None:
    text = " ".join(f"How do I do the task number {number}?" for number in range(MOST_QUESTIONS + 1))
    assert questions_in(text, EN) == (text,)


def test_a_story_is_answered_as_one() -> None:
    asked = " How do I count the stock? And what do I bring to a customer?"
    assert len(questions_in("A" * (MOST_CHARACTERS - len(asked)) + asked, EN)) == 2
    assert len(questions_in("A" * MOST_CHARACTERS + asked, EN)) == 1


@given(st.text(max_size=200), st.sampled_from(list(Language)))
def test_the_parts_are_the_askers_words_in_their_order(text: str, language: Language) -> None:
    place = 0
    for part in questions_in(text, language):
        for word in part.split():
            place = text.index(word, place) + len(word)


PIECES = st.sampled_from([
    "How do I count the stock?",
    "He owes us.",
    "and what do I bring along",
    "什么",
    "왜요?",
    ", ",
])


@given(st.lists(PIECES, max_size=8).map(" ".join), st.sampled_from(list(Language)))
def test_also_of_words_that_ask(text: str, language: Language) -> None:
    parts = questions_in(text, language)
    assert 1 <= len(parts) <= MOST_QUESTIONS
    place = 0
    for part in parts:
        for word in part.split():
            place = text.index(word, place) + len(word)
