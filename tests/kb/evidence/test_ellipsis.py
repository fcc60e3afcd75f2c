from __future__ import annotations

import pytest

from kb.evidence.ellipsis import leans_on_the_one_before

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "text",
    [
        "and for B customers?", "What about level C?", "why?", "how often", "and if he has no money",
        "그럼 B등급은요?", "왜요?", "C등급은?", "얼마나 자주", "那B级呢？", "为什么？", "那没钱的呢", "多久一次",
        "и за степен B?", "А ако няма пари?", "защо", "колко често?",
    ],
)  # fmt: skip
def test_these_lean_on_the_question_before(text: str) -> None:
    assert leans_on_the_one_before(text)


@pytest.mark.parametrize(
    "text",
    [
        "今天天气怎么样？", "写首诗", "오늘 날씨 어때", "비밀번호 재설정", "какво е времето", "кой спечели мача",
        "what's the weather", "write a poem", "How do I prepare a reseller visit?", "Как да се подготвя за посещение?",
        "拜访前要准备什么", "방문 전에 무엇을 준비하나요?",
        "and now for something completely different, tell me how many moons the planet Jupiter has in all",
    ],
)  # fmt: skip
def test_these_stand_alone(text: str) -> None:
    assert not leans_on_the_one_before(text)
