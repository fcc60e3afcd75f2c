"""Whether golden items are fair: over a small library, and the shipped exam over the shipped texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.golden import read_golden
from eval.golden_checks import count_faults, crib_faults, reference_faults, stem_faults
from eval.near_copies import Crib, CribQuestion, folded, grams, likeness, read_crib
from eval.texts import Texts, texts_of
from kb.types import Language
from tests.corpus.library import CORPUS, load
from tests.eval.conftest import CHECKLIST, QUESTION, UNANSWERABLE, write_golden
from tests.libraries import SmallLibrary

pytestmark = pytest.mark.unit


def faults(library: SmallLibrary, folder: Path, *items: Mapping[str, Any]) -> list[str]:
    texts = texts_of(library.coach.library)
    golden = write_golden(folder, *items).items
    return [*reference_faults(golden, texts), *stem_faults(golden, texts)]


def test_good_items_have_no_faults(library: SmallLibrary, tmp_path: Path) -> None:
    assert faults(library, tmp_path / "golden", QUESTION, UNANSWERABLE, CHECKLIST) == []


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({**QUESTION, "sections": ["visit#tools", "visit#bag"]}, "there is no section visit#bag"),
        ({**QUESTION, "passages": ["visit#tools/2", "visit#tools/3", "visit#tools/4"]}, "no passage visit#tools/4"),
        ({**QUESTION, "contains": [["catalogue"]]}, "none of catalogue stands in the passages named"),
        ({**CHECKLIST, "expected": ["visit#tools/9"]}, "no passage visit#tools/9"),
        ({**UNANSWERABLE, "corrected_by": ["visit#tools/1"]}, "a correction has passages and stems, or neither"),
        ({**UNANSWERABLE, "corrected_by": ["visit#tools/1"], "contains": [["money"]]}, "none of money"),
    ],
)
def test_references_and_stems_must_stand_in_the_texts(
    library: SmallLibrary, tmp_path: Path, item: Mapping[str, Any], said: str
) -> None:
    found = faults(library, tmp_path / "golden", item)
    assert len(found) == 1 and said in found[0] and found[0].startswith("en.jsonl, line 1")


def test_a_passage_outside_the_sections_is_named(library: SmallLibrary, tmp_path: Path) -> None:
    library.write(
        "visit/en.md", (library.corpus / "visit/en.md").read_text(encoding="utf-8") + "\n## Bag {#bag}\n\nA bag.\n"
    )
    (library.corpus / "visit/en.questions.yaml").unlink()
    library.pipeline.run_folder(library.corpus)
    found = faults(library, tmp_path / "golden", {**QUESTION, "sections": ["visit#bag"]})
    assert found == ["en.jsonl, line 1 (en-q01): visit#tools holds a passage but is not among the sections."]


def test_what_a_complete_exam_lacks_is_said(tmp_path: Path) -> None:
    found = list(count_faults(write_golden(tmp_path, QUESTION, {**QUESTION, "id": "en-q02"}, CHECKLIST).items))
    assert "en: 2 questions, at least 60 are wanted." in found
    assert "en: questions are split 2 to 0." in found
    assert "en: 2 questions of the kind list, at least 6 are wanted." in found
    assert "en: 0 of 2 are noisy, one in ten is wanted." in found
    assert "ko: 0 roles, at least 5 are wanted." in found


CARRIED = "What should I bring to a visit?"


def copied(folder: Path, question: str) -> list[str]:
    crib = Crib((CribQuestion(CARRIED, "the decoy", "decoys.en.yaml", grams(CARRIED)),))
    return list(crib_faults(write_golden(folder, {**QUESTION, "question": question}).items, {Language.EN: crib}))


@pytest.mark.parametrize("copy", [CARRIED, "what should i bring, to a visit", "What should I bring to a visit today?"])
def test_a_copy_from_the_crib_is_listed_with_what_it_copies(tmp_path: Path, copy: str) -> None:
    found = copied(tmp_path, copy)
    assert len(found) == 1
    assert all(part in found[0] for part in ("en.jsonl, line 1", copy, CARRIED, "decoys.en.yaml"))


@pytest.mark.parametrize("own", ["What do I take along to a visit?", "Which tools go into my bag?", "?"])
def test_own_words_are_no_copy(tmp_path: Path, own: str) -> None:
    assert copied(tmp_path, own) == []


def test_likeness_is_jaccards_index_of_character_3_grams() -> None:
    """abcd: abc bcd. abcx: abc bcx. One of three in common."""
    assert likeness(grams("A, b c d"), grams("abcx")) == pytest.approx(1 / 3)
    assert grams("ＡＢ") == {"ab"}
    assert folded("去、拜访？") == "去拜访"


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_and_one_only_for_the_same(one: str, other: str) -> None:
    found = likeness(grams(one), grams(other))
    assert found == likeness(grams(other), grams(one))
    assert 0 <= found <= 1
    assert likeness(grams(one), grams(one)) == 1


@pytest.fixture(scope="module")
def shipped() -> Texts:
    library = load(CORPUS)
    passages = {
        language: {one.place: one.text for edition in library.of(language) for one in edition.passages()}
        for language in Language
    }
    return Texts(passages, {}, {})


def test_the_shipped_exam_is_fair(shipped: Texts) -> None:
    golden = read_golden().items
    assert [*reference_faults(golden, shipped), *stem_faults(golden, shipped), *count_faults(golden)] == []


@pytest.mark.parametrize("language", Language)
def test_the_shipped_exam_is_not_copied_from_the_crib(language: Language) -> None:
    crib = read_crib(CORPUS, language)
    assert len(crib.questions) > 3_000
    own = [golden for golden in read_golden().items if golden.language is language]
    assert list(crib_faults(own, {language: crib})) == []
