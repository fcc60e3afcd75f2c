"""Several questions, in one message or one after another, with the real encoder and the shipped texts."""

from __future__ import annotations

import pytest

from kb.coach import Coach
from kb.languages import detect
from kb.types import Material, Question, Refusal
from tests.integration.test_main_path import checked

pytestmark = [pytest.mark.integration, pytest.mark.model]

BOTH = [
    ("What is the customer funnel, and what do I do with a complaint?", "funnel", "complaints"),
    ("Какво е клиентска фуния и как да отговоря на оплакване?", "funnel", "complaints"),
    ("什么是客户漏斗？客户投诉了怎么处理？", "funnel", "complaints"),
    ("고객 깔때기가 뭐예요? 그리고 불만은 어떻게 처리해요?", "funnel", "complaints"),
]
HALF = [
    ("What is the customer funnel and how do I bake bread?", "how do I bake bread?"),
    ("Какво да сготвя за вечеря и какво е клиентска фуния?", "Какво да сготвя за вечеря"),
    ("什么是客户漏斗？另外，明天会下雨吗？", "明天会下雨吗？"),
    ("고객 깔때기가 뭐예요? 그리고 김치찌개는 어떻게 끓여요?", "김치찌개는 어떻게 끓여요?"),
]


@pytest.mark.parametrize(("question", "first", "second"), BOTH)
def test_each_question_is_answered_from_its_section(
    corpus_coach: Coach, question: str, first: str, second: str
) -> None:
    language = detect(question).language
    assert language is not None
    answer = checked(corpus_coach.ask(Question(question)), corpus_coach, language)
    assert list(dict.fromkeys(citation.anchor for citation in answer.citations)) == [first, second]
    assert [block.heading for block in answer.blocks if block.heading] == [
        next(one.section[-1] for one in answer.citations if one.anchor == anchor) for anchor in (first, second)
    ]
    assert answer.uncovered == ()


@pytest.mark.parametrize(("question", "lacking"), HALF)
def test_what_has_no_answer_is_named_and_noted_as_a_gap(corpus_coach: Coach, question: str, lacking: str) -> None:
    answer = corpus_coach.ask(Question(question))
    assert isinstance(answer, Material)
    assert {citation.anchor for citation in answer.citations} == {"funnel"}
    assert answer.uncovered == (lacking,)
    assert lacking in {entry.question for entry in corpus_coach.journal.entries() if entry.reason}


def test_where_nothing_is_answered_the_message_is_refused(corpus_coach: Coach) -> None:
    assert isinstance(corpus_coach.ask(Question("How do I bake bread, and who won the match last night?")), Refusal)


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("What is the customer funnel?", "And how do I reboot the router?"),
        ("Какво е клиентска фуния?", "А как се подновява паспорт?"),
        ("什么是客户漏斗？", "那护照怎么续签？"),
        ("고객 깔때기가 뭐예요?", "그럼 공유기는 어떻게 재부팅해요?"),
    ],
)
def test_no_subject_is_carried_over_to_another_life(corpus_coach: Coach, before: str, question: str) -> None:
    assert isinstance(corpus_coach.ask(Question(before)), Material)
    assert isinstance(corpus_coach.ask(Question(question, history=(before,))), Refusal)


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("What is the customer funnel?", "How many stages are there?"),
        ("Какво е клиентска фуния?", "Колко етапа има?"),
        ("什么是客户漏斗？", "一共有几个阶段？"),
        ("고객 깔때기가 뭐예요?", "단계가 몇 개예요?"),
    ],
)
def test_what_leans_on_the_question_before_goes_on_with_it(corpus_coach: Coach, before: str, question: str) -> None:
    answer = corpus_coach.ask(Question(question, history=(before,)))
    assert isinstance(answer, Material)
    assert answer.question_used == f"{before} {question}"
    assert answer.citations[0].anchor == "funnel"
