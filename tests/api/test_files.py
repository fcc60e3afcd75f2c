"""File names that every system takes, whatever the title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.files import RenderedFile, file_name

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("明天拜访经销商", "明天拜访经销商"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a b c d e f g h i j"),
        ("../../etc/passwd", "etc passwd"),
        (".hidden", "hidden"),
        ("one\ntwo\r\n\u2028three", "one two three"),
        ("abc\u202egpj.exe", "abc gpj.exe"),
        ("й", "й"),
        ("???", ""),
        ("con", "_con"),
        ("LPT1.secret", "_LPT1.secret"),
        ("contract", "contract"),
        ("слово " * 40, ("слово " * 13).strip()),
    ],
)  # fmt: skip
def test_names(title: str, name: str) -> None:
    assert file_name(title) == name


@given(st.text(max_size=400))
def test_any_title_gives_a_name_that_can_be_sent(title: str) -> None:
    name = file_name(title)
    assert len(name.encode("utf-8")) <= 150
    assert not set(name) & set('/\\:*?"<>|\r\n\0')
    assert name == name.strip(" .")
    header = RenderedFile(f"{name}.md", "x.md", "text/markdown", b"").disposition
    assert header.isascii()
    assert header.count('"') == 2
    assert "\n" not in header
