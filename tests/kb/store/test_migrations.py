"""The steps run once, each whole or not at all, also when several processes come at once."""

from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb.errors import Busy, StoreError
from kb.store import connections as door
from kb.store.catalog import SqliteCatalog
from kb.store.connections import Connections
from kb.store.migrations import STEPS, Step, migrate
from tests.kb.store.handmade import FINGERPRINT, RULES, document, vectors_of

pytestmark = pytest.mark.unit


def numbers(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT number FROM migrations ORDER BY number")]


def test_steps_are_numbered_from_one_without_gaps() -> None:
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "catalog.sqlite3"
    first = SqliteCatalog(path)
    record = document()
    first.replace_document(record, RULES, FINGERPRINT, vectors_of(record))
    first.close()
    again = SqliteCatalog(path)
    assert again.documents() == [record.info]
    assert numbers(path) == [step.number for step in STEPS]
    again.close()


def test_later_steps_are_added_to_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite3"
    SqliteCatalog(path).close()
    connections = Connections(path)
    later = Step(len(STEPS) + 1, "a note", ("CREATE TABLE notes (text TEXT)",))
    migrate(connections, (*STEPS, later))
    migrate(connections, (*STEPS, later))
    assert numbers(path)[-1] == later.number
    connections.close()


def test_a_step_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite3"
    SqliteCatalog(path).close()
    connections = Connections(path)
    broken = Step(len(STEPS) + 1, "broken", ("CREATE TABLE notes (text TEXT)", "CREATE TABLE notes (text TEXT)"))
    with pytest.raises(StoreError):
        migrate(connections, (*STEPS, broken))
    with closing(sqlite3.connect(path)) as connection:
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'notes'").fetchone()
    assert numbers(path) == [step.number for step in STEPS]
    connections.close()


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite3"
    SqliteCatalog(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'from the future')")
    with pytest.raises(StoreError, match="newer version"):
        SqliteCatalog(path)


def open_catalogue(path: Path) -> int:
    catalog = SqliteCatalog(path)
    revision = catalog.revision()
    catalog.close()
    return revision


@pytest.mark.integration
def test_several_may_open_a_new_catalogue_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        for turn in range(5):
            path = tmp_path / f"{turn}.sqlite3"
            assert pool.map(open_catalogue, [path] * 8, chunksize=1) == [0] * 8
            assert numbers(path) == [step.number for step in STEPS]


@pytest.mark.parametrize("content", [b"not a database, but long enough to be taken for one" * 40, b"\x00" * 5000])
def test_a_file_that_is_no_catalogue_is_a_store_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catalog.sqlite3"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"catalog\.sqlite3"):
        SqliteCatalog(path)
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be used"):
        SqliteCatalog(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="can't be used"):
        SqliteCatalog(tmp_path / "file" / "catalog.sqlite3")


def test_a_writer_that_waits_too_long_is_told_who_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "catalog.sqlite3"
    SqliteCatalog(path).close()
    monkeypatch.setattr(door, "_PRAGMAS", ("PRAGMA busy_timeout = 20", *door._PRAGMAS[1:]))
    catalog = SqliteCatalog(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="try again"):
            catalog.read_again("corpus", "x.md")
        # Readers never wait.
        assert catalog.revision() == 0
    catalog.read_again("corpus", "x.md")
    catalog.close()
