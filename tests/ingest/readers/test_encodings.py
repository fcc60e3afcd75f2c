"""Bytes in every encoding become the same text; what can't be known is said, never guessed over."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.encodings import decode
from ingest.readers.plausibility import plausibility
from kb.errors import UnreadableFile

pytestmark = pytest.mark.unit

ZH = "拜访客户之前，销售代表要准备好产品样品、报价单和名片，并明确这次拜访的目的。"
ZH_TRADITIONAL = "拜訪客戶之前，業務代表要準備好產品樣品、報價單和名片，並明確這次拜訪的目的。"
KO = "고객을 방문하기 전에 영업 담당자는 제품 견본과 견적서, 명함을 준비하고 방문 목적을 분명히 합니다."
BG = "Преди посещението търговският представител подготвя мостри, оферта и визитки и си изяснява целта."
EN = "Before the visit the sales rep prepares samples, a quotation and business cards."

PAIRS = [
    (ZH, "gb18030", "gb18030"),
    (ZH, "gbk", "gb18030"),
    (ZH_TRADITIONAL, "big5", "big5"),
    (KO, "euc-kr", "cp949"),
    (KO, "cp949", "cp949"),
    (BG, "cp1251", "windows-1251"),
    (BG, "koi8-r", "koi8-r"),
    (BG, "iso8859-5", "iso-8859-5"),
    *[(text, "utf-8", "utf-8") for text in (ZH, KO, BG, EN)],
    *[(text, "utf-8-sig", "utf-8") for text in (ZH, KO, BG, EN)],
    *[(text, f"utf-16-{end}", f"utf-16-{end}") for text in (ZH, KO, BG, EN) for end in ("le", "be")],
    *[(text, "utf-16", "utf-16-le") for text in (ZH, KO, BG, EN)],
]


@pytest.mark.parametrize(("text", "codec", "name"), PAIRS)
def test_each_encoding_is_found_out(text: str, codec: str, name: str) -> None:
    raw = decode(text.encode(codec), "a.txt")
    assert (raw.text, raw.encoding) == (text, name)


@pytest.mark.parametrize(("text", "codec", "name"), PAIRS)
def test_also_of_a_few_words(text: str, codec: str, name: str) -> None:
    part = text[: 12 if text in {ZH, ZH_TRADITIONAL, KO} else 14]
    assert decode(part.encode(codec), "a.txt").text == part


@pytest.mark.parametrize(("text", "codec", "name"), PAIRS)
def test_and_where_it_can_be_told_it_is_obeyed(text: str, codec: str, name: str) -> None:
    assert decode(text.encode(codec), "a.txt", codec).text == text


# One short word over and over tells nothing: in KOI8-R "си си си си" is byte for byte "由 由 由 由".
words = (
    st
    .lists(st.sampled_from(BG.split()), min_size=4, max_size=30)
    .filter(lambda chosen: len(set(chosen)) >= 4)
    .map(" ".join)
)


@given(words, st.sampled_from(["cp1251", "koi8-r", "iso8859-5", "utf-8", "utf-16-le"]))
def test_round_trip_bulgarian(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt").text == text


@given(st.integers(0, 20), st.integers(12, 80), st.sampled_from(["gb18030", "utf-8", "utf-16-be"]))
def test_round_trip_chinese(start: int, length: int, codec: str) -> None:
    text = (ZH * 3)[start : start + length]
    assert decode(text.encode(codec), "a.txt").text == text


@given(
    st.lists(st.sampled_from(KO.split()), min_size=4, max_size=20).map(" ".join),
    st.sampled_from(["cp949", "utf-8", "utf-16-le"]),
)
def test_round_trip_korean(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt").text == text


def test_ascii_first_does_not_mislead() -> None:
    text = "plain words " * 1000 + ZH
    assert decode(text.encode("gb18030"), "a.txt").text == text


def test_windows_english_keeps_its_quotes_and_accents() -> None:
    text = "The café’s “best” price – and we say so in every visit because the visit matters. " * 2
    raw = decode(text.encode("cp1252"), "a.txt")
    assert (raw.text, raw.encoding) == (text, "windows-1252")


def test_rare_syllables_of_euc_kr() -> None:
    text = KO + " 안 됬어요."
    assert decode(text.encode("euc-kr"), "a.txt").text == text


def test_line_ends_and_composition_are_the_stores() -> None:
    assert decode("a\r\nб\u0438\u0306".encode(), "a.txt").text == "a\nбй"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04" + bytes(50), "ZIP"),
        (b"%PDF-1.4", "PDF"),
        (b"\x89PNG\r\n" + bytes(40), "picture"),
        (b"\xd0\xcf\x11\xe0" + bytes(40), "password"),
        (bytes(400), "no text"),
        (random.Random(1).randbytes(600), "no text"),
        (BG.encode().decode("cp1252", "ignore").encode(), "mojibake"),
        (ZH.encode().decode("latin-1").encode(), "mojibake"),
        (("\ufffd" * 9 + "абв" * 30).encode(), "damaged"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as caught:
        decode(data, "отчет.txt")
    assert "отчет.txt" in str(caught.value)


def test_a_wrong_or_unknown_encoding_is_said() -> None:
    with pytest.raises(UnreadableFile, match="byte 0 does not fit"):
        decode(BG.encode("cp1251"), "a.txt", "utf-8")
    with pytest.raises(UnreadableFile, match="no encoding 'klingon'"):
        decode(b"abc", "a.txt", "klingon")
    with pytest.raises(UnreadableFile, match="not one of those"):
        decode(b"abc", "a.txt", "cp037")


def test_plausibility_tells_right_from_wrong() -> None:
    for text, codec, wrong in ((ZH, "gb18030", "big5"), (KO, "cp949", "gb18030"), (BG, "koi8-r", "cp1251")):
        mistaken = text.encode(codec).decode(wrong, "replace")
        assert plausibility(text) > 0.8
        assert plausibility(mistaken) < plausibility(text) - 0.15
    assert plausibility("only ASCII") == 1.0
