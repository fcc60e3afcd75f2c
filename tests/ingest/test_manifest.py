from __future__ import annotations

from pathlib import Path

import pytest

from ingest.manifest import plan
from ingest.types import SourceFile
from kb.store.records import SourceState

pytestmark = pytest.mark.unit


def source(place: str, sha256: str = "1") -> SourceFile:
    return SourceFile("corpus", place, Path("/x") / place, 1, sha256)


def state(place: str, checksum: str = "1", rules: str = "r") -> SourceState:
    return SourceState(place, place.removesuffix(".md"), checksum, rules)


KNOWN = {place: state(place) for place in ("a.md", "b.md", "c.md")}


def test_new_changed_kept_and_gone() -> None:
    found = plan([source("a.md"), source("b.md", "2"), source("d.md")], KNOWN, set(), "r", whole_origin=True)
    assert [item.place for item in found.read] == ["b.md", "d.md"]
    assert found.kept == (KNOWN["a.md"],)
    assert found.gone == (KNOWN["c.md"],)


def test_other_rules_read_everything_again() -> None:
    assert len(plan([source("a.md")], KNOWN, set(), "r2", whole_origin=True).read) == 1


def test_a_single_file_lets_nothing_go() -> None:
    assert plan([source("a.md")], KNOWN, set(), "r", whole_origin=False).gone == ()


def test_what_was_removed_on_purpose_is_set_aside() -> None:
    found = plan([source("x.md")], KNOWN, {"x.md"}, "r", whole_origin=True)
    assert [item.place for item in found.set_aside] == ["x.md"]
    assert found.read == ()
