"""What a bare item does not say of itself, in the four languages."""

from __future__ import annotations

import pytest

from kb.evidence.bare_items import asks_for_more

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("Why wet wipes?", "Bring wet wipes."),
        ("What are the wipes for?", "Bring wet wipes."),
        ("What’s the point of wet wipes?", "Bring wet wipes."),
        ("Which wet wipes?", "Bring wet wipes."),
        ("湿纸巾带来干什么用？", "带上湿纸巾。"),
        ("带哪种湿纸巾", "带上湿纸巾。"),
        ("왜 명함을 챙겨요?", "명함을 챙기십시오."),
        ("어떤 명함을 챙겨요?", "명함을 챙기십시오."),
        ("Защо мостри?", "Вземете мостри."),
        ("Колко мостри да нося?", "Вземете мостри."),
        ("Кои вестници да изрежа?", "Вземете изрезки от вестници."),
    ],
)
def test_more_than_a_name_is_asked_for(question: str, item: str) -> None:
    assert asks_for_more(question, item)


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("What do I bring?", "Bring wet wipes."),
        ("Shall I bring wipes?", "Bring wet wipes."),
        ("Which form goes along?", "Bring wet wipes."),
        ("要不要带湿纸巾", "带上湿纸巾。"),
        ("뭘 챙겨요?", "명함을 챙기십시오."),
        ("Какво да взема?", "Вземете мостри."),
    ],
)
def test_its_name_is_enough(question: str, item: str) -> None:
    assert not asks_for_more(question, item)
