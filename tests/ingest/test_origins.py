from __future__ import annotations

from pathlib import Path

import pytest

from ingest.origins import Origin, origin_of
from kb.errors import InputError

pytestmark = pytest.mark.unit


def test_a_folder_beside_the_library_is_named_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    assert origin_of(tmp_path / "corpus", tmp_path / ".fieldcoach", []) == Origin("corpus", tmp_path / "corpus")


def test_a_folder_elsewhere_keeps_its_whole_path(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    home = tmp_path / "project" / ".fieldcoach"
    assert origin_of(tmp_path / "texts", home, []).name == (tmp_path / "texts").as_posix()


def test_a_file_belongs_to_the_known_folder_that_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "corpus" / "visit" / "ko.md"
    file.parent.mkdir(parents=True)
    file.write_text("x", encoding="utf-8")
    found = origin_of(file, tmp_path / ".fieldcoach", ["corpus", "uploads"])
    assert found == Origin("corpus", tmp_path / "corpus", only=file)
    assert origin_of(file, tmp_path / ".fieldcoach", []).name == "corpus/visit"


def test_a_path_that_is_not_there_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.md"):
        origin_of(tmp_path / "nowhere.md", tmp_path / ".fieldcoach", [])
