"""Letters that are no words are told from words that nobody knows."""

from __future__ import annotations

import pytest

from kb.evidence.gibberish import is_gibberish

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "text",
    [
        "asdkjh qwoeiu",
        "fjdksl fjdkls?",
        "ASDF",
        "qwertyuiop",
        "sdfsdfsdf",
        "йцукен",
        "фгдсфг мнгвтр",
        "хахаха",
        "ㅁㄴㅇㄹ",
        "ㅋㅋㅋㅋ!!",
        "哈哈哈哈",
        "aaaaaaa 123",
    ],
)
def test_what_can_not_be_said_or_runs_along_the_keyboard(text: str) -> None:
    assert is_gibberish(text)


@pytest.mark.parametrize(
    "text",
    [
        "CRM?",
        "XLSX",
        "rhythm",
        "strengths",
        "контрстратегия",
        "Knightsbridge",
        "banana",
        "xkcd",
        "weltschmerz",
        "взгляд",
        "拜访",
        "방문",
        "asdkjh visit",
        "어",
        "12345",
        "",
    ],
)
def test_a_word_that_nobody_knows_is_a_word(text: str) -> None:
    assert not is_gibberish(text)
