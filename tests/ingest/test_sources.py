"""What a folder holds, in a fixed order; what an upload is called."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.front_matter import read_sidecar
from ingest.sources import Uploads, safe_name, scan
from ingest.types import Meta
from kb.errors import NotFound, TooLarge
from kb.types import Role

pytestmark = pytest.mark.unit


def put(folder: Path, name: str, data: bytes = b"text") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_texts_in_the_order_of_their_places(tmp_path: Path) -> None:
    for name in ("b/zh.md", "a.txt", "b/en.md", "Ж.pdf", "b/c/x.docx"):
        put(tmp_path, name)
    sources, failures = scan(tmp_path, "corpus", 100)
    assert [source.place for source in sources] == ["a.txt", "b/c/x.docx", "b/en.md", "b/zh.md", "Ж.pdf"]
    assert failures == []
    assert {source.origin for source in sources} == {"corpus"}
    assert sources[0].size == 4
    assert sources[0].sha256 == hashlib.sha256(b"text").hexdigest()


def test_what_is_no_text_is_passed_over(tmp_path: Path) -> None:
    for name in (
        "README.md", "readme.md", "glossary.yaml", "decoys.zh.yaml", ".hidden.md", ".git/a.md", "a.md.meta.yaml",
        "en.questions.yaml", "~$a.docx", "a.md~", "Thumbs.db", "__MACOSX/a.md",
    ):  # fmt: skip
        put(tmp_path, name)
    assert scan(tmp_path, "corpus", 100) == ([], [])


def test_unknown_large_and_linked_files_are_named(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(root, "a.doc")
    put(root, "b.txt", b"x" * 101)
    put(root, "c.txt")
    outside = put(tmp_path, "secret.txt")
    (root / "d.txt").symlink_to(outside)
    (root / "e.txt").symlink_to(root / "c.txt")
    (root / "loop").symlink_to(root)
    sources, failures = scan(root, "x", 100)
    assert [source.place for source in sources] == ["c.txt"]
    assert [(failure.place, failure.reason.split(".")[0]) for failure in failures] == [
        ("a.doc", ""),
        ("d.txt", "is a link out of the folder and is not followed; put a copy there instead"),
        ("b.txt", "b"),
    ]
    assert "at most 0.0 MB" in failures[2].reason


def test_a_changed_companion_is_a_changed_source(tmp_path: Path) -> None:
    put(tmp_path, "en.md")

    def digest() -> str:
        return scan(tmp_path, "x", 100)[0][0].sha256

    seen = {digest()}
    put(tmp_path, "en.md.meta.yaml", b"readers: [hr]")
    seen.add(digest())
    put(tmp_path, "en.md.meta.yaml", b"readers: [rep]")
    seen.add(digest())
    put(tmp_path, "en.questions.yaml", b"")
    seen.add(digest())
    put(tmp_path, "zh.questions.yaml", b"other")
    seen.add(digest())
    assert len(seen) == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt").chmod(0)
    assert [failure.place for failure in scan(tmp_path, "x", 100)[1]] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("visit.md", "visit.md"), ("посещение.docx", "посещение.docx"), ("拜访.PDF", "拜访.pdf")],
)
def test_a_plain_name_stays(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x\\Visit plan (1).TXT", "README.md", ".bashrc", "a/b/.md", "\x00.txt", "CON ?.md"]
)
def test_any_other_name_is_made_safe(name: str) -> None:
    made = safe_name(name)
    assert "/" not in made and "\\" not in made and not made.startswith(".")
    assert made.casefold() != "readme.md"


@given(st.text(max_size=80))
def test_every_made_name_is_one_file_below_the_folder(name: str) -> None:
    made = safe_name(name)
    assert Path(made).name == made
    assert made.encode()
    assert len(made.encode()) <= 255
    assert made not in {".", ".."}


def test_names_that_differ_in_what_is_left_out_differ() -> None:
    assert safe_name("a b.txt") != safe_name("a-b.txt")
    assert safe_name("A.txt") != safe_name("a.txt")


def test_an_upload_is_kept_with_its_sidecar_and_discarded_whole(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_bytes=100)
    path = uploads.keep("a.txt", b"text", Meta(readers=frozenset({Role.HR})))
    assert path.read_bytes() == b"text"
    sidecar = path.with_name("a.txt.meta.yaml")
    assert read_sidecar(sidecar, strict=True)[0] == Meta(readers=frozenset({Role.HR}))
    assert [source.place for source in scan(uploads.folder, "uploads", 100)[0]] == ["a.txt"]
    uploads.keep("a.txt", b"new", Meta())
    assert path.read_bytes() == b"new"
    assert read_sidecar(sidecar, strict=True)[0] == Meta()
    uploads.discard("a.txt")
    assert list(uploads.folder.iterdir()) == []


def test_uploads_keep_to_their_folder_and_size(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_bytes=3)
    with pytest.raises(TooLarge):
        uploads.keep("a.txt", b"text", Meta())
    outside = put(tmp_path, "a.txt")
    for place in ("../a.txt", str(outside), "..", "a.txt.meta.yaml"):
        with pytest.raises(NotFound):
            uploads.discard(place)
    assert outside.exists()
