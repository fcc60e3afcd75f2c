"""Questions and decoys: enough of each, none twice in a language, none a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from tests.corpus import asking
from tests.corpus.conftest import WORK, Spoil
from tests.corpus.fact_map import FactMap
from tests.corpus.library import Library

pytestmark = pytest.mark.unit

Check = Callable[[Library], Iterator[str]]
INTROS = {f"{WORK}#contracts-delivery/1", f"{WORK}#collection/3"}


def test_every_passage_and_section_has_enough_questions(library: Library, fact_map: FactMap) -> None:
    assert not list(asking.enough(library, fact_map.without_questions))


@pytest.mark.parametrize("check", [asking.repeated, asking.decoys], ids=lambda check: check.__name__)
def test_questions_and_decoys(check: Check, library: Library) -> None:
    assert not list(check(library))


def test_a_passage_or_section_with_too_few_questions_is_seen(spoil: Spoil, one_work: Path) -> None:
    assert not list(asking.enough(spoil("en.md", "Deliver", "Deliver"), INTROS))
    assert len(list(asking.enough(spoil("en.md", "Deliver", "Deliver"), set()))) == 2 * 4
    _leave(3, one_work, "3")
    library = spoil("en.md", "Deliver", "Deliver")
    assert list(asking.enough(library, INTROS)) == [f"en {WORK}#contracts-delivery/3: 3 questions"]
    _leave(5, one_work, "section")
    library = spoil("en.md", "Deliver", "Deliver")
    assert f"{WORK}/en.md: #contracts-delivery has 5 questions as a whole" in list(asking.enough(library, INTROS))


def _leave(count: int, one_work: Path, key: str) -> None:
    """Cuts the first list of this key in the English questions down to so many."""
    path = one_work / WORK / "en.questions.yaml"
    before, _, after = path.read_text(encoding="utf-8").partition(f"  {key}:\n")
    lines = after.splitlines(keepends=True)
    asked = list(takewhile(lambda line: line.startswith("    - "), lines))
    path.write_text("".join([before, f"  {key}:\n", *asked[:count], *lines[len(asked) :]]), encoding="utf-8")


def test_an_intro_with_questions_and_an_unknown_intro_are_seen(spoil: Spoil) -> None:
    library = spoil("ko.md", "납품", "납품")
    found = list(asking.enough(library, {*INTROS, f"{WORK}#collection/1", f"{WORK}#nowhere/1"}))
    assert [fault.split(" ")[0] for fault in found] == ["bg", "en", "ko", "zh", f"{WORK}#nowhere/1:"]


REPEATED = [
    # The same but for case and punctuation, at another section.
    ("en.questions.yaml", "wrong assortment delivered", "How do I collect payment"),
    ("en.questions.yaml", "wrong assortment delivered", "Watch the customer's finances and credit standing."),
    ("en.questions.yaml", "wrong assortment delivered", "step 6 account check"),
    ("decoys.en.yaml", "SAP transaction code for creating a quotation", "Wrong assortment delivered?"),
]


@pytest.mark.parametrize(("name", "old", "new"), REPEATED)
def test_a_repeated_question_is_seen(spoil: Spoil, name: str, old: str, new: str) -> None:
    spoil(
        "en.questions.yaml",
        "collection:\n  passages: 6\n  section:\n",
        "collection:\n  passages: 6\n  section:\n    - how do I collect payment?!\n",
    )
    assert len(list(asking.repeated(spoil(name, old, new)))) == 1


def test_too_few_decoys_and_too_many_of_a_kind_are_seen(library: Library) -> None:
    few = {code: found[:399] for code, found in library.decoys.items()}
    assert len([fault for fault in asking.decoys(Library({}, few)) if fault.endswith(": 399")]) == 4
    near = {code: tuple(d for d in found if d.kind == "near") * 2 for code, found in library.decoys.items()}
    assert len([fault for fault in asking.decoys(Library({}, near)) if fault.endswith("are near")]) == 4
    assert len(list(asking.decoys(Library({}, {})))) == 4
