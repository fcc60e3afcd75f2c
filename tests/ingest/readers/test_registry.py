"""Which file is read how, and the limits that all readers keep."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from ingest.readers.registry import Limits, read, readable, unknown
from kb.errors import TooLarge, UnreadableFile

pytestmark = pytest.mark.unit


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_text_and_markdown(tmp_path: Path) -> None:
    text = read(put(tmp_path, "a.TXT", "Стъпка\r\nдве".encode("cp1251")), "a.TXT", limits=Limits())
    assert (text.text, text.encoding, text.markdown) == ("Стъпка\nдве", "windows-1251", False)
    assert read(put(tmp_path, "a.md", b"# A"), "a.md", limits=Limits()).markdown is True


def test_the_encoding_can_be_said(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "цена".encode("koi8-r"))
    assert read(path, "a.txt", encoding="KOI8-R", limits=Limits()).text == "цена"


def test_what_is_stored_is_composed(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "방문")
    assert read(put(tmp_path, "a.txt", decomposed.encode()), "a.txt", limits=Limits()).text == "방문"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", b"x", r"\.docx"),
        ("a.xls", b"x", r"\.xlsx"),
        ("a.exe", b"x", r"\.exe files can't be read. These work: \.md \.txt"),
        ("noext", b"x", "no suffix"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n... \n", "holds no text"),
        ("a.pdf", b"hello", "is no PDF"),
        ("a.docx", b"hello", "not what its suffix says"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(99), "password"),
    ],
)
def test_what_cannot_be_read_is_said_by_name(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as caught:
        read(put(tmp_path, name, data), name, limits=Limits())
    assert name in str(caught.value)


def test_too_large_is_said_before_it_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", b"abc " * 100)
    with pytest.raises(TooLarge, match="larger than"):
        read(path, "a.txt", limits=Limits(file_bytes=399))
    with pytest.raises(TooLarge, match="more than 399 characters"):
        read(path, "a.txt", limits=Limits(text_chars=399))
    assert len(read(path, "a.txt", limits=Limits(file_bytes=400, text_chars=400)).text) == 400


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="can't be opened"):
        read(tmp_path / "gone.txt", "gone.txt", limits=Limits())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", b"abc")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="can't be opened"):
        read(path, "a.txt", limits=Limits())


def test_readable_and_unknown_agree() -> None:
    assert readable("A.PDF")
    assert not readable("A.odt")
    assert "Save it as .docx" in unknown("A.odt")
