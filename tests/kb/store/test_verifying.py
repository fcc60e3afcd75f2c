"""verify() sees every way in which what is stored can disagree with what follows from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from kb.store.catalog import SqliteCatalog
from kb.store.records import DocumentRecord, Generation
from kb.types import Language, Role
from tests.kb.store.handmade import FINGERPRINT, decoy, document, questions_vectors

pytestmark = pytest.mark.unit

Put = Callable[[DocumentRecord], DocumentRecord]


@pytest.fixture
def path(catalog: SqliteCatalog, put: Put, tmp_path: Path) -> Path:
    """A catalogue with a bit of everything, served."""
    put(document("visit.en", {"a": ["Old."]}))
    put(document("visit.en", {"a": ["One.", "Two."], "b": ["Three."]}, questions={"What?": "a"}))
    put(document("visit.ko", {"a": ["하나."]}, readers=[Role.MANAGER]))
    tall = decoy("How tall?")
    catalog.replace_decoys(Language.EN, [tall], FINGERPRINT, questions_vectors([tall.text]))
    means = np.zeros((4, 8), dtype=np.float32)
    catalog.switch(Generation(1, FINGERPRINT, catalog.revision(), means, means))
    assert catalog.verify() == []
    return tmp_path / "catalog.sqlite3"


def damage(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(statement).rowcount != 0


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE texts SET text = text || '!' WHERE text LIKE '%Three%'", "is not that of its version"),
        ("UPDATE texts SET text = text || '!' WHERE text LIKE '%Old%'", "older version"),
        ("DELETE FROM texts WHERE text LIKE '%Three%'", "is missing"),
        ("UPDATE passages SET text = 'Two!' WHERE text = 'Two.'", "is not what stands at"),
        ("UPDATE passages SET start = start + 1 WHERE text = 'Two.'", "is not what stands at"),
        ("UPDATE passages SET id = id || '0' WHERE text = 'Two.'", "should bear the id"),
        ("UPDATE passages SET section_path = '[\"X\"]' WHERE text = 'Two.'", "digest of another text"),
        ("UPDATE passages SET place = 1 WHERE text = 'Two.'", "2 passages stand at section 0, place 1"),
        ("UPDATE passages SET kind = 'poem' WHERE text = 'Two.'", "can't be read"),
        ("UPDATE documents SET audience = 15 WHERE id = 'visit.ko'", "audience"),
        ("UPDATE lexical_en SET tokens = 'x'", "search words"),
        ("DELETE FROM lexical_en WHERE rowid = (SELECT max(number) - 1 FROM passages)", "2 entries for 3"),
        ("INSERT INTO lexical_bg (rowid, tokens) VALUES (99, 'x')", "1 entries for 0 passages"),
        ("UPDATE lexical_en_content SET c0 = c0 || ' x'", "full-text index of en"),
        ("DELETE FROM passages WHERE text = 'Three.'", "3 entries for 2"),
        ("UPDATE asked SET text = 'Why?'", "The question visit.en?"),
        ("UPDATE decoys SET text = 'How wide?'", "The question decoy-en-"),
        ("UPDATE vectors SET fingerprint = 'other'", "has no vector under by-hand-1"),
        ("DELETE FROM vectors WHERE digest IN (SELECT digest FROM asked)", "The asked visit.en?"),
        ("UPDATE vectors SET vector = zeroblob(32)", "not finite and of unit length"),
        ("UPDATE vectors SET vector = CAST(x'0000c07f' || substr(vector, 5) AS BLOB)", "not finite"),
        ("UPDATE vectors SET vector = zeroblob(16) WHERE rowid = 1", "differ in length"),
        ("UPDATE passages SET document = 99 WHERE text = 'Two.'", "not there"),
    ],
)  # fmt: skip
def test_a_disagreement_is_said(catalog: SqliteCatalog, path: Path, statement: str, said: str) -> None:
    damage(path, statement)
    faults = catalog.verify()
    assert any(said in fault for fault in faults), faults
    assert all(fault.endswith(".") for fault in faults)


def test_verifying_writes_nothing(catalog: SqliteCatalog, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
        assert catalog.verify() == []
        assert list(connection.iterdump()) == before
