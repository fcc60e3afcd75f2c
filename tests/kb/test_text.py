"""Normalising, sentences, search tokens and plain quotes in the four languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import normalise, plain, search_tokens, sentences
from kb.types import Language

pytestmark = pytest.mark.unit


def cut(text: str, language: Language) -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


def test_normalise_is_what_the_store_holds() -> None:
    assert normalise("a\r\nb\rc\x00d\ud800") == "a\nb\nc d\ufffd"
    assert normalise("\u1100\u1161\u11a8") == "각"
    assert normalise("e\u0301") == "é"


@given(st.text(st.characters()))
def test_normalise_changes_nothing_twice(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            Language.ZH,
            "“太贵了。”他说。我们怎么办？请看1.5万元，比如A、B两类……然后走了！好",
            ["“太贵了。”", "他说。", "我们怎么办？", "请看1.5万元，比如A、B两类……然后走了！", "好"],
        ),
        (
            Language.ZH,
            "他问：“多少钱？太贵了。行吗？”我答了。",
            ["他问：“多少钱？太贵了。行吗？”", "我答了。"],
        ),
        (
            Language.KO,
            "유형이 있습니다. 심각하지 않다. 끝났나요? 2024. 5. 1. 시행합니다.그리고 끝",
            ["유형이 있습니다.", "심각하지 않다.", "끝났나요?", "2024. 5. 1. 시행합니다.", "그리고 끝"],
        ),
        (
            Language.BG,
            "Идва, т.е. закъснява и т.н. Цената е 2.5 лв. за бр. и 3 лв. Вижте чл. 5. През 2020 г. проф. Петров дойде.",
            [
                "Идва, т.е. закъснява и т.н.",
                "Цената е 2.5 лв. за бр. и 3 лв.",
                "Вижте чл. 5.",
                "През 2020 г. проф. Петров дойде.",
            ],
        ),
        (
            Language.BG,
            "„Колко струва? Скъпо е.“ каза той. Край.Нов ред",
            ["„Колко струва? Скъпо е.“ каза той.", "Край.", "Нов ред"],
        ),
        (
            Language.EN,
            "Dr. J. Smith met e.g. Mr. Brown at 3 p.m. Then he left for the U.S. market (late. Really.). "
            '"Is it? Yes." he said.',
            [
                "Dr. J. Smith met e.g. Mr. Brown at 3 p.m.",
                "Then he left for the U.S. market (late. Really.).",
                '"Is it? Yes." he said.',
            ],
        ),
        (
            Language.EN,
            "It costs 2.5 % vs. 3.0 %. Call on class A. 1. Then go.\n\nNew",
            ["It costs 2.5 % vs. 3.0 %.", "Call on class A.", "1. Then go.", "New"],
        ),
    ],
)
def test_sentences_end_where_a_reader_says(language: Language, text: str, expected: list[str]) -> None:
    assert cut(text, language) == expected


@given(st.text('ab Аб客户다요.。!?…“”„"()\n1、', max_size=120), st.sampled_from(Language))
def test_every_character_but_blanks_is_in_one_sentence(text: str, language: Language) -> None:
    covered = [""] * len(text)
    before = 0
    for start, end in sentences(text, language):
        assert before <= start < end
        assert text[start:end] == text[start:end].strip()
        covered[start:end] = text[start:end]
        before = end
    assert "".join("".join(covered).split()) == "".join(text.split())


def test_search_tokens_are_pairs_and_fourgrams() -> None:
    assert search_tokens("价格 XQ-5000 ＡＢ") == ["价格", "xq", "5000", "ab"]
    assert search_tokens("비싸다고 a 一") == ["비싸", "싸다", "다고", "a", "一"]
    assert search_tokens("клиентите don't 2.5%") == [
        "клие",
        "лиен",
        "иент",
        "енти",
        "нтит",
        "тите",
        "don",
        "t",
        "2",
        "5",
    ]
    assert search_tokens("За́мък Straße") == ["замъ", "амък", "stra", "tras", "rass", "asse"]
    assert search_tokens("…！?  _") == []


@given(st.text(st.characters(exclude_categories=["Cn", "Cs"]), max_size=80))
def test_tokens_do_not_depend_on_case_width_or_composition(text: str) -> None:
    tokens = search_tokens(text)
    assert search_tokens(normalise(text.replace("\x00", " "))) == search_tokens(text.replace("\x00", " "))
    assert all(token and token.isalnum() and len(token) <= 4 for token in tokens)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("**Bold** and *it* and ***both*** and `co*de*`", "Bold and it and both and co*de*"),
        ("2 * 3 * 4 snake_case_x 고객 * * * 과 ***的客户", "2 * 3 * 4 snake_case_x 고객 * * * 과 ***的客户"),
        ('- [x](http://a.b/c_(d) "t") ![alt](p.png) <https://x.y>', "x alt https://x.y"),
        ("1. step\n2) other\n# h\n> q", "step\nother\nh\nq"),
        ("a\\*b ~~gone~~ _under_ a | b\\|c", "a*b gone under a | b|c"),
        ("2024. 5. 1. 3.5 % и „цитат“ 一、二线城市", "2024. 5. 1. 3.5 % и „цитат“ 一、二线城市"),
    ],
)
def test_plain_takes_off_marks_and_nothing_else(quote: str, shown: str) -> None:
    assert plain(quote) == shown


@given(st.text(st.characters(exclude_characters="\\`*_[]<>~#+-•."), max_size=80))
def test_plain_leaves_text_without_marks_alone(text: str) -> None:
    assert plain(text) == text or text.lstrip()[:1].isdigit() or "\n" in text


def test_a_megabyte_of_combining_marks_is_normalised_at_once() -> None:
    begin = time.process_time()
    assert normalise("a" + "\u0301" * 1_000_000) == "á" + "\u0301" * 29
    assert time.process_time() - begin < 5
    assert normalise("Cafe\u0301") == "Café"
