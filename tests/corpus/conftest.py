"""The shipped texts, read once; one work of them to spoil; what they were made from, where it is beside the project."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.corpus.fact_map import Fact, FactMap, read_fact_map, read_facts
from tests.corpus.library import CORPUS, Library, load

Spoil = Callable[[str, str, str], Library]
WORK = "delivery-and-payment"


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything in corpus/."""
    return load(CORPUS)


@pytest.fixture(scope="session")
def fact_map() -> FactMap:
    """The map of facts."""
    return read_fact_map()


def beside(name: str) -> Path:
    """A file of the folder beside the project; skips where it is not there."""
    path = SEEDS.parent / name
    if not path.exists():
        pytest.skip(f"../shared/{name} is not beside the project")
    return path


@pytest.fixture(scope="session")
def facts() -> Sequence[Fact]:
    """The list of facts that the texts were written from, where it is present."""
    return read_facts(beside("facts.jsonl"))


@pytest.fixture
def one_work(tmp_path: Path) -> Path:
    """A corpus of one work and the decoys, copied to be spoiled."""
    folder = tmp_path / "corpus"
    shutil.copytree(CORPUS / WORK, folder / WORK)
    for path in CORPUS.glob("decoys.*.yaml"):
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def spoil(one_work: Path) -> Spoil:
    """The one work after some words of one of its files were replaced by others."""

    def replaced(name: str, old: str, new: str) -> Library:
        path = one_work / (name if name.startswith("decoys") else f"{WORK}/{name}")
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load(one_work)

    return replaced
