from __future__ import annotations

import pytest

from kb.generators.quiz_opposites import opposite
from kb.types import Language

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("sentence", "language", "turned"),
    [
        ("When a leak is found quickly, it is cheap.", Language.EN, "When a leak is found slowly, it is cheap."),
        ("Always knock.", Language.EN, "Never knock."),
        ("Do not shout at the dog.", Language.EN, "Shout at the dog."),
        ("Rest matters even more than food.", Language.EN, "Rest matters less than food."),
        ("After-care pays.", Language.EN, None),
        ("The sailors sing.", Language.EN, None),
        ("Act quickly, and always smile.", Language.EN, None),
        ("船长必须睡觉。", Language.ZH, "船长不必睡觉。"),
        ("不要喂狗。", Language.ZH, "可以喂狗。"),
        ("睡觉比吃饭还要紧。", Language.ZH, "睡觉不如吃饭要紧。"),
        ("배를 빨리 고치면 쌉니다.", Language.KO, "배를 천천히 고치면 쌉니다."),
        ("개에게 말하지 마십시오.", Language.KO, "개에게 말하십시오."),
        ("Винаги чукайте.", Language.BG, "Никога не чукайте."),
        ("Не викайте на кучето.", Language.BG, "Викайте на кучето."),
        ("Почивката е дори по-важно нещо.", Language.BG, "Почивката е по-маловажно нещо."),
    ],
)
def test_the_one_word_that_decides_is_turned_round(sentence: str, language: Language, turned: str | None) -> None:
    assert opposite(sentence, language) == turned


@pytest.mark.parametrize(
    ("sentence", "language"),
    [("Sail quickly and well.", Language.EN), ("迅速而有效地开船。", Language.ZH)],
)
def test_half_of_a_pair_is_not_turned_round(sentence: str, language: Language) -> None:
    assert opposite(sentence, language) is None
