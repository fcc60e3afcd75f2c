from __future__ import annotations

from pathlib import Path

import pytest

from ingest.examples import read_examples
from kb.errors import HeadError
from kb.types import Language, Role
from tests.libraries import SmallLibrary, small_library, write_editions

pytestmark = pytest.mark.unit

TWO = """- sections: [visit#tools]
  visit: true
  lines: [visit#tools/3, "visit#stock/1,2", visit#tools/2]
  en: [Pack my bag, What do I take along?]
  ko: 가방   챙기기
- sections: []
  en: Bake a cake
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "tasks.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_says_one_task_in_several_ways(tmp_path: Path) -> None:
    korean, packing, taking, cake = read_examples(written(tmp_path, TWO))
    assert (korean.language, korean.text) == (Language.KO, "가방 챙기기")
    assert (packing.text, taking.text) == ("Pack my bag", "What do I take along?")
    assert korean.entry == packing.entry == taking.entry != cake.entry
    assert korean.sections == packing.sections == (("visit", "tools"),)
    assert packing.visit
    places = (("visit", "tools", 3), ("visit", "stock", 1), ("visit", "stock", 2), ("visit", "tools", 2))
    assert packing.lines == korean.lines == places
    assert cake.lines == ()
    assert cake.sections == ()
    assert not cake.visit
    assert len({korean.id, packing.id, taking.id, cake.id}) == 4


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("tasks: []\n", None, "must hold a list"),
        ("- en: Bake a cake\n", 1, "names its sections"),
        ("- sections: []\n  title: Cake\n", 1, "'title' is no key"),
        ("- sections: tools\n  en: x y\n", 1, "must be a list"),
        ("- sections: [tools]\n  en: x y\n", 1, "'tools' is no section"),
        ("- sections: []\n", 1, "at least one language"),
        ("- sections: []\n  visit: known\n  en: x y\n", 2, "true or false"),
        ("- sections: [a#b]\n  lines: a#b/2\n  en: x y\n", 2, "must be a list"),
        ("- sections: [a#b]\n  lines: [a#b]\n  en: x y\n", 2, "'a#b' names no lines"),
        ("- sections: [a#b]\n  lines: [a#b/0]\n  en: x y\n", 2, "'a#b/0' names no lines"),
        ("- sections: [a#b]\n  lines:\n  - a#b/1\n  - {a#b: 2}\n  en: x y\n", 4, "names no lines"),
        ("- sections: []\n  lines: [a#b/1]\n  en: x y\n", 2, "not covered"),
        ("- sections: []\n  en: 12\n", 2, "must be text"),
        ("- sections: []\n  en: Bake\n- sections: []\n  en: bake\n", 4, "stand on line 2"),
        ("- sections: [\n", 2, "not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int | None, said: str) -> None:
    with pytest.raises(HeadError, match=said) as raised:
        read_examples(written(tmp_path, text))
    assert line is None or f"line {line}" in str(raised.value)


def test_an_empty_file_and_one_that_is_no_text(tmp_path: Path) -> None:
    assert read_examples(written(tmp_path, "")) == ()
    (tmp_path / "tasks.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HeadError, match="UTF-8"):
        read_examples(tmp_path / "tasks.yaml")


@pytest.fixture
def library(tmp_path: Path) -> SmallLibrary:
    made = small_library(tmp_path)
    write_editions(made)
    return made


def test_the_file_is_taken_in_once_and_a_broken_one_changes_nothing(library: SmallLibrary) -> None:
    library.write("tasks.yaml", TWO)
    report = library.pipeline.run_folder(library.corpus)
    assert report.failed == ()
    assert {example.text for example in library.catalog.examples()} == {
        "Pack my bag", "What do I take along?", "가방 챙기기", "Bake a cake",
    }  # fmt: skip
    assert library.pipeline.run_folder(library.corpus).embedded == 0
    assert library.pipeline.verify() == []
    library.write("tasks.yaml", "- sections: [visit]\n  en: x y\n")
    broken = library.pipeline.run_folder(library.corpus)
    assert [failure.place for failure in broken.failed] == ["tasks.yaml"]
    assert len(library.catalog.examples()) == 4
    library.write("tasks.yaml", "[]\n")
    library.pipeline.run_folder(library.corpus)
    assert library.catalog.examples() == []


@pytest.mark.parametrize("vectors", ["exact", "chroma"])
def test_examples_are_served_from_the_generation(tmp_path: Path, vectors: str) -> None:
    library = small_library(tmp_path, vectors=vectors)
    write_editions(library)
    library.write("tasks.yaml", TWO)
    library.pipeline.run_folder(library.corpus)
    again = small_library(tmp_path, vectors=vectors)
    like = again.coach.writers.checklists.like("Pack my bag", Language.EN, Role.REP)
    assert like is not None
    assert like.sections[("visit", "tools")] > 0.5
    assert like.visit == 1.0
