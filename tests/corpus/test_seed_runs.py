"""The texts are our own sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.types import Language
from tests.corpus import seed_runs
from tests.corpus.library import Library

pytestmark = pytest.mark.unit


def test_no_long_run_is_a_seeds(library: Library, seeds: Path) -> None:
    found = seed_runs.read_seeds(seeds)
    assert all(found[language] for language in seed_runs.LONGEST)
    assert not list(seed_runs.shared_runs(library, found))


@pytest.mark.parametrize(
    ("language", "place"), [(Language.ZH, "collection/2"), (Language.KO, "collection/2"), (Language.BG, "collection/2")]
)
def test_a_copied_sentence_is_seen(library: Library, language: Language, place: str) -> None:
    where = f"delivery-and-payment#{place}"
    passages = [passage for edition in library.of(language) for passage in edition.passages()]
    text = next(seed_runs.one_line(passage.text) for passage in passages if passage.place == where)
    longest = seed_runs.LONGEST[language]
    seeds = {code: ["…" + text[: longest + 1] + "…"] if code is language else [] for code in seed_runs.LONGEST}
    assert [fault for fault in seed_runs.shared_runs(library, seeds) if where in fault]
    seeds[language] = ["…" + text[:longest] + "…"]
    assert not list(seed_runs.shared_runs(library, seeds))


def test_runs_are_whole_and_apart() -> None:
    grams = {"abcd"[i : i + 2] for i in range(3)}
    assert list(seed_runs.runs_in("xabcdyabz", grams, 2)) == ["abcd", "ab"]
    assert list(seed_runs.runs_in("a", grams, 2)) == []


def test_wrapping_and_width_make_no_difference() -> None:
    assert seed_runs.one_line("送货要准时,\n付款  也要") == seed_runs.one_line("送货要准时，付款也要")
    assert seed_runs.one_line("Плащай\n навреме") == "плащай навреме"
