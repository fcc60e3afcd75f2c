from __future__ import annotations

import pytest

from kb.generators.answer_shape import Shape, shape_of, states_premise

pytestmark = pytest.mark.unit

QUESTIONS = {
    Shape.DEFINITION: [
        "What is a standard talk?",
        "What does M-A-N stand for?",
        "标准话术是什么？",
        "什么是客户漏斗",
        "客户漏斗啥意思",
        "고객 깔때기가 뭐예요?",
        "늑대 정신이 무슨 뜻이에요?",
        "Какво е клиентска фуния?",
        "Какво означава степен А?",
    ],
    Shape.NUMBER: [
        "How many steps does a visit have?",
        "How often should I call?",
        "拜访分几步？",
        "要花多长时间",
        "潜在客户有多少来源？",
        "방문은 몇 단계예요?",
        "시간이 얼마나 걸려요?",
        "Колко стъпки има посещението?",
        "Каква част от труда е напразна?",
    ],
    Shape.LIST: [
        "Which tools should I bring?",
        "What should I bring to a visit?",
        "What are the duties of a sales manager?",
        "要带哪些工具？",
        "客户档案里写什么",
        "방문할 때 뭘 챙겨야 해요?",
        "어떤 자질이 필요해요? 종류별로",
        "Какви документи трябват?",
        "Какво да нося на посещението?",
        "Кои отдели участват?",
    ],
    Shape.STEPS: [
        "How do I check the stock?",
        "What is the best way of learning the talk?",
        "怎么检查库存？",
        "如何处理投诉",
        "재고는 어떻게 확인해요?",
        "Как да проверя наличностите?",
    ],
    Shape.REASON: [
        "Why should I go back?",
        "What's the point of records?",
        "为什么要回访？",
        "记这些图啥",
        "왜 다시 가야 해요?",
        "기록하는 이유가 있나요?",
        "Защо да се връщам?",
        "По каква причина?",
    ],
    Shape.COMPARISON: [
        "What is the difference between A and B?",
        "Sales goals vs admin goals",
        "A级和B级有什么区别？",
        "这两个是一回事吗",
        "A등급과 B등급의 차이가 뭐예요?",
        "둘 중 어디가 나아요?",
        "Каква е разликата между А и Б?",
        "Едно и също ли са?",
    ],
    Shape.NEXT: [
        "And after that?",
        "What comes next?",
        "然后呢？",
        "下一步呢",
        "그 다음은요?",
        "А после?",
        "и след това?",
        "Which step comes after the stock check?",
        "查完库存之后是什么？",
        "재고 확인 다음 단계는 뭐예요?",
        "Коя стъпка следва след проверката на наличността?",
    ],
    Shape.OPEN: ["May I give the buyer a gift?", "库存太高了", "재고가 너무 많아요", "Клиентът е сърдит"],
}


@pytest.mark.parametrize(("shape", "question"), [(shape, one) for shape, many in QUESTIONS.items() for one in many])
def test_what_a_question_asks_for(shape: Shape, question: str) -> None:
    assert shape_of(question) is shape


@pytest.mark.parametrize(
    "question",
    [
        "Since the talk is learnt by heart, how long does it take?",
        "M-A-N is market, advertising, network, right?",
        "既然要背下来，那几天能背完？",
        "一共八步，对吧？",
        "일곱 단계로 돼 있잖아요. 불러 줘요.",
        "Щом са двайсет, как да ги стигна?",
        "А е от атрактивност, нали?",
    ],
)
def test_what_takes_something_for_granted(question: str) -> None:
    assert states_premise(question)


@pytest.mark.parametrize(
    "question", ["How do I check the stock?", "怎么检查库存？", "재고는 어떻게 확인해요?", "Как се проверява?"]
)
def test_what_asks_plainly(question: str) -> None:
    assert not states_premise(question)
