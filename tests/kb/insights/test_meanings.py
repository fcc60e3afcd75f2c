"""Each refused question is embedded once, and its vector goes with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.insights import KeptMeanings
from kb.journal import Journal
from kb.store.vectors import Matrix, Vector
from kb.types import Language, Question, Refusal, RefusalReason

pytestmark = pytest.mark.unit


def test_embedded_once_centred_each_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    for number, text in enumerate(("b", "a", "b")):
        refusal = Refusal(f"r{number}", Language.KO, text, RefusalReason.NO_EVIDENCE, "no")
        journal.record(refusal, Question(text))
    embedded: list[list[str]] = []
    centred: list[Language] = []

    def embed(texts: list[str]) -> Matrix:
        embedded.append(texts)
        return np.array([[1.0, 0.0] if text == "a" else [0.0, 1.0] for text in texts], dtype=np.float32)

    def centre(vector: Vector, language: Language) -> Vector:
        centred.append(language)
        return -vector

    meanings = KeptMeanings(journal, "one", embed, centre)
    entries = journal.entries_of(["r0", "r1", "r2"])
    expected = [[0.0, -1.0], [-1.0, 0.0], [0.0, -1.0]]
    assert meanings(entries).tolist() == expected
    assert meanings(entries).tolist() == expected
    assert embedded == [["a", "b"]]
    assert centred == [Language.KO] * 6
    # Another model: everything anew, in place of the old.
    KeptMeanings(journal, "two", embed, centre)(entries[:1])
    assert embedded[1:] == [["b"]]
    assert set(journal.vectors("one")) == {"r1", "r2"}
    assert set(journal.vectors("two")) == {"r0"}
    journal.keep_vectors("two", {"gone": np.array([1.0], dtype=np.float32)})
    assert set(journal.vectors("two")) == {"r0"}
