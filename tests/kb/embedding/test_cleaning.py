from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.embedding.cleaning import MAX_CHARS, clean

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        (" \t\r\n\u3000\u00a0", ""),
        ("\0", ""),
        ("before\0after", "before after"),
        ("a\ud83d b\udfffc", "a b c"),
        ("  two\n\nlines\t and\u3000more ", "two lines and more"),
        ("１２３，Ａ", "123,A"),
        ("\ufdfa", "صلى الله عليه وسلم"),
        (unicodedata.normalize("NFD", "고객이 너무 비싸다고"), "고객이 너무 비싸다고"),
        ("客户说：太贵了！", "客户说:太贵了!"),
        ("Чл. 1, а) ёжик", "Чл. 1, а) ёжик"),
        ("</s><s>", "</s><s>"),
    ],
)
def test_known_texts(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(st.characters(exclude_categories=[]), max_size=400))
def test_any_text_becomes_one_that_any_tokenizer_takes(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert cleaned == " ".join(cleaned.split())
    assert unicodedata.is_normalized("NFKC", cleaned)


@given(st.text(st.characters(exclude_categories=["M", "Cs"]), max_size=400))
def test_without_marks_nothing_is_lost_but_white_space(text: str) -> None:
    plain = "".join(unicodedata.normalize("NFKC", text.replace("\0", "")).split())
    assert "".join(clean(text).split()) == plain


@pytest.mark.parametrize(
    "text",
    [
        "lorem ipsum " * 100_000,
        "x" * 1_000_000,
        "\ufdfa" * 300_000,
        "a" + "\u0315\u0300" * 500_000,
        " \n" * 1_000_000 + "end",
        "客户说太贵了" * 200_000,
    ],
    ids=["words", "no space", "ligatures", "marks", "white space", "zh"],
)
def test_a_megabyte_is_cut_and_quick(text: str) -> None:
    """Python's own normalisation would take a quarter of an hour for the marks."""
    started = time.perf_counter()
    cleaned = clean(text)
    assert time.perf_counter() - started < 2
    assert 0 < len(cleaned) <= MAX_CHARS


def test_no_more_marks_on_a_letter_than_unicode_s_stream_safe_format_has() -> None:
    assert clean("a" + "\u0315" * 30 + "b") == "a" + "\u0315" * 30 + "b"
    assert clean("a" + "\u0315" * 31 + "b" + "\u0315") == "a" + "\u0315" * 30 + "b" + "\u0315"


def test_what_stands_behind_much_white_space_is_kept() -> None:
    assert clean("\n" * 1_000_000 + "question") == "question"
