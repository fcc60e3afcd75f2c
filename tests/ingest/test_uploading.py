"""What is told of an upload before it is read."""

from __future__ import annotations

import pytest

from ingest.uploading import check_upload
from kb.errors import FieldcoachError, HeadError, TooLarge, UnreadableFile

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "data", "head", "error", "says"),
    [
        ("фактура.png", b"x", {}, UnreadableFile, r"These work: \.md"),
        ("旧.doc", b"x", {}, UnreadableFile, r"Save it as \.docx"),
        ("빈.md", b"", {}, UnreadableFile, "is empty"),
        ("big.md", b"x" * 11, {}, TooLarge, "at most 0.0 MB are taken"),
        ("a.md", b"x", {"readers": ["boss"]}, HeadError, "boss"),
    ],
)
def test_what_can_be_told_of_a_file_before_it_is_read(
    name: str, data: bytes, head: dict[str, str | list[str]], error: type[FieldcoachError], says: str
) -> None:
    with pytest.raises(error, match=says):
        check_upload(name, data, head, 10)


def test_of_any_other_its_head_is_read() -> None:
    assert check_upload("A.MD", b"x" * 10, {"title": "Визити"}, 10).title == "Визити"
