"""Quotations within quotations, in each language's marks."""

from __future__ import annotations

import pytest

from kb.wording.quoting import nested

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("判断对错（“投诉”）：“给他扣上“过度担心”的帽子。”", "判断对错（“投诉”）：“给他扣上‘过度担心’的帽子。”"),
        ("True? “A customer's fault labelled “over-anxious”.”", "True? “A customer's fault labelled ‘over-anxious’.”"),
        ("Вярно? „екип с „вълчи дух“ – упорит.“", "Вярно? „екип с ‚вълчи дух‘ – упорит.“"),
        ("“하나” 다음 “둘”", "“하나” 다음 “둘”"),
        ("“a “b “c” d” e”", "“a ‘b ‘c’ d’ e”"),
    ],
)
def test_inner_marks_are_single(text: str, expected: str) -> None:
    assert nested(text) == expected


@pytest.mark.parametrize("text", ["“a “b …”", "a”", "„a „b …“", "5'“", "plain"])
def test_marks_that_do_not_pair_stay(text: str) -> None:
    assert nested(text) == text
