"""The head of a text and its sidecar: keys checked, mistakes named by line, never „all may read" by mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.front_matter import merge, meta_of, read_sidecar, split, to_yaml
from ingest.types import Meta
from kb.errors import HeadError
from kb.types import EVERYONE, Language, Role

pytestmark = pytest.mark.unit

HEAD = """---
title: "Visit: part one"
work: visit-technique
language: en
original: ko
topics: [visit, talk]
readers: [manager, hr]
source:
  - "A book"
  - another
owner: Team
reviewed: 2026-11-22
made_by: project
licence: CC-BY-4.0
---

## One {#one}
"""


def test_every_key() -> None:
    parted = split(HEAD, "en.md", strict=True)
    assert parted.meta == Meta(
        title="Visit: part one",
        work="visit-technique",
        language=Language.EN,
        original=Language.KO,
        topics=("visit", "talk"),
        readers=frozenset({Role.MANAGER, Role.HR}),
        source=("A book", "another"),
        owner="Team",
        reviewed=date(2026, 11, 22),
        made_by="project",
        licence="CC-BY-4.0",
    )
    assert parted.body == "## One {#one}\n"
    assert HEAD.split("\n")[parted.first_line - 1] == "## One {#one}"
    assert parted.warnings == ()


def test_questions_in_a_head_are_told_where_they_go() -> None:
    parted = split("---\ntitle: Pay\nquestions: [How do I ask for pay?]\n---\n# Pay\n", "pay.en.md", strict=False)
    (warning,) = parted.warnings
    assert "line 3" in warning
    assert "pay.en.questions.yaml" in warning


@pytest.mark.parametrize(
    "text", ["", "no head", "--- \nonly a rule", "---\n\ntext between rules\n\n---\nmore", "---\n- a\n- b\n---\nx"]
)
def test_a_text_without_head_is_all_body(text: str) -> None:
    parted = split(text, "a.md", strict=False)
    assert (parted.meta, parted.body, parted.first_line) == (Meta(), text, 1)


def test_a_mapping_without_any_known_key_is_text() -> None:
    text = "---\nNote: this is prose\n---\nmore"
    assert split(text, "a.md", strict=False).body == text
    with pytest.raises(HeadError, match="line 2: unknown key 'Note'"):
        split(text, "a.md", strict=True)


def test_unknown_keys_are_errors_in_the_corpus_and_warnings_elsewhere() -> None:
    text = "---\ntitle: T\nauthor: me\n---\nbody"
    with pytest.raises(HeadError, match=r"en\.md, line 3: unknown key 'author'; the keys are title, work"):
        split(text, "en.md", strict=True)
    parted = split(text, "en.md", strict=False)
    assert parted.meta.title == "T"
    assert parted.body == "body"
    assert parted.warnings[0].startswith("en.md, line 3: unknown key 'author'")


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("key", ["reader", "Readers", "raeders", "readers "])
def test_a_mistyped_readers_never_opens_a_text_to_all(key: str, strict: bool) -> None:
    with pytest.raises(HeadError, match="line 3"):
        split(f"---\ntitle: T\n'{key}': [hr]\n---\nbody", "a.md", strict=strict)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("title: [a, b]", "title must be text"),
        ("title: 2024", "title must be text"),
        ("title: ''", "title must be text"),
        ("language: fr", "one of zh, ko, bg, en"),
        ("language: no", "language must be text"),
        ("work: a/b", "one short word"),
        ("work: ../etc", "one short word"),
        ("readers:", "names nobody"),
        ("readers: []", "names nobody"),
        ("readers: [boss]", "not 'boss'"),
        ("readers: [rep, 3]", "readers must be text"),
        ("reviewed: soon", "a date like"),
        ("title: a\ntitle: b", "stands there twice"),
        ("title: a: b", "this is not YAML"),
        ("title: &a [*a]", "line 3: YAML aliases"),
        ("reviewed: 2026-13-45", "can't be read|a date like"),
        ("topics: {a: b}", "topics must be text"),
    ],
)
def test_wrong_values_are_said_with_their_line(line: str, says: str) -> None:
    with pytest.raises(HeadError, match=says) as caught:
        split(f"---\nowner: me\n{line}\n---\nbody", "a.md", strict=False)
    assert "a.md" in str(caught.value)


def test_readers_all_is_everybody() -> None:
    assert split("---\nreaders: all\n---\n", "a.md", strict=True).meta.readers == EVERYONE


def test_a_sidecar_holds_the_same_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.docx.meta.yaml"
    path.write_text("readers: [hr]\nlanguage: bg\nfoo: 1\n", encoding="utf-8")
    meta, warnings = read_sidecar(path, strict=False)
    assert meta == Meta(readers=frozenset({Role.HR}), language=Language.BG)
    assert warnings == (
        "a.docx.meta.yaml, line 3: unknown key 'foo'; the keys are title, work, language, original, topics, "
        "readers, source, owner, reviewed, made_by, licence.",
    )


@pytest.mark.parametrize("content", [b"", b"just words", b"- a list", b"readers: [", b"\xff\xfe\x00", b"readers: [hr"])
def test_a_broken_sidecar_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt.meta.yaml"
    path.write_bytes(content)
    with pytest.raises(HeadError, match=r"a\.txt\.meta\.yaml"):
        read_sidecar(path, strict=False)


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    meta = split(HEAD, "a.md", strict=True).meta
    path = tmp_path / "x.meta.yaml"
    path.write_text(to_yaml(meta), encoding="utf-8")
    assert read_sidecar(path, strict=True) == (meta, ())
    path.write_text(to_yaml(Meta()), encoding="utf-8")
    assert read_sidecar(path, strict=True) == (Meta(), ())


def test_the_sidecar_goes_before_the_head() -> None:
    head = Meta(title="T", readers=frozenset({Role.REP}), topics=("a",))
    beside = Meta(readers=frozenset({Role.HR}), owner="me")
    assert merge(beside, head) == Meta(title="T", readers=frozenset({Role.HR}), topics=("a",), owner="me")


def test_an_uploads_form() -> None:
    assert meta_of({"title": "T", "readers": ["hr"], "reviewed": "2026-01-02"}, "a.txt") == Meta(
        title="T", readers=frozenset({Role.HR}), reviewed=date(2026, 1, 2)
    )
    with pytest.raises(HeadError, match=r"a\.txt: unknown key 'reader'"):
        meta_of({"reader": "hr"}, "a.txt")
