"""Which term's meaning is asked for, in the four languages, and whether the library knows it."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from kb.evidence.terms import is_unknown, term_asked
from kb.text import search_tokens

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is NPS?", "nps"),
        ("What’s a funnel", "funnel"),
        ("So what does upselling mean?", "upselling"),
        ("什么是窜货？", "窜货"),
        ("窜货到底是啥意思，跟乱价是一回事吗？", "窜货"),
        ("NPS가 뭐예요?", "nps"),
        ("“창고방식”이란 무엇입니까", "창고방식"),
        ("Какво е NPS и при колко точки можем да сме спокойни?", "nps"),
        ("Какво означава „фуния“?", "фуния"),
        ("What is the best way to open a conversation?", None),
        ("I lost an order today. What is it that I did wrong?", None),
        ("老板说我没进入角色，角色是什么", None),
        ("사무실에 앉으면 할 말이 없어. 꺼낼 만한 화제가 뭐야?", None),
        ("Клиентът мълчи. Какво е следващото?", None),
    ],
)
def test_the_term_that_is_asked_for(question: str, term: str | None) -> None:
    assert term_asked(question) == term


def test_a_term_is_unknown_where_no_word_of_it_stands_anywhere() -> None:
    library = frozenset(search_tokens("The customer funnel. 客户漏斗 Клиентска фуния 고객 깔때기 M-A-N"))

    def known(tokens: Collection[str]) -> Collection[str]:
        return library.intersection(tokens)

    assert is_unknown("nps", known)
    assert is_unknown("窜货", known)
    assert not is_unknown("funnel", known)
    assert not is_unknown("sales funnel", known)
    assert not is_unknown("фунията", known), "an ending leaves most of it"
    assert not is_unknown("漏斗", known)
    assert not is_unknown("?!", known)


def test_a_term_is_not_known_by_how_it_ends() -> None:
    library = frozenset(search_tokens("selling"))

    def known(tokens: Collection[str]) -> Collection[str]:
        return library & frozenset(tokens)

    assert is_unknown("upselling", known)
    assert not is_unknown("sellings", known)
