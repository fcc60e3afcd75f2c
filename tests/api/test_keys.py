"""Keys are shown once, kept as hashes, useless when revoked; revoking the last does not open the service."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from api.keys import FILE_NAME, KeyStore
from kb.errors import InputError, NotFound, StoreError
from kb.types import Role

pytestmark = pytest.mark.unit


def test_nothing_is_written_before_the_first_key(keys: KeyStore, tmp_path: Path) -> None:
    assert not keys.issued()
    assert not keys.active()
    assert keys.all() == []
    assert keys.find("fc_00_x") is None
    assert not (tmp_path / "home").exists()


def test_a_key_is_found_by_its_text_only(keys: KeyStore) -> None:
    issued = keys.issue("Иван", Role.MANAGER)
    assert keys.find(issued.text) == issued.key
    for wrong in (issued.text[:-1], issued.text + "x", issued.key.id, "", "fc__", issued.text.upper(), "х"):
        assert keys.find(wrong) is None


def test_only_the_hash_is_kept(keys: KeyStore, tmp_path: Path) -> None:
    issued = keys.issue("a", Role.REP)
    path = tmp_path / "home" / FILE_NAME
    assert issued.text.split("_", 2)[2].encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with sqlite3.connect(path) as connection:
        (kept,) = connection.execute("select hash from keys").fetchone()
    connection.close()
    assert kept.startswith("sha256:")


def test_a_revoked_key_is_useless_and_stays_in_the_list(keys: KeyStore) -> None:
    first, second = keys.issue("first", Role.REP), keys.issue("second", Role.ADMIN)
    keys.revoke("first")
    keys.revoke(second.key.id)
    assert keys.find(first.text) is None
    assert [key.revoked is not None for key in keys.all()] == [True, True]
    assert keys.issued()
    assert not keys.active()
    with pytest.raises(NotFound):
        keys.revoke("first")


def test_names_are_unique_among_usable_keys(keys: KeyStore) -> None:
    keys.issue("a  b", Role.REP)
    with pytest.raises(InputError):
        keys.issue(" a b ", Role.HR)
    keys.revoke("a b")
    assert keys.issue("a b", Role.HR).key.role is Role.HR
    for name in ("", "  ", "x" * 101):
        with pytest.raises(InputError):
            keys.issue(name, Role.REP)


def test_another_process_s_keys_are_seen_at_once(keys: KeyStore, tmp_path: Path) -> None:
    assert not keys.issued()
    other = KeyStore(tmp_path / "home")
    text = other.issue("new", Role.HR).text
    assert keys.issued()
    assert keys.find(text) is not None
    other.revoke("new")
    assert keys.find(text) is None
    assert other.forget_all() == 1
    assert not keys.issued()
    other.close()


def test_a_broken_file_is_an_error_of_the_store_not_an_open_door(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 100)
    store = KeyStore(tmp_path)
    with pytest.raises(StoreError):
        store.issued()
    with pytest.raises(StoreError):
        store.issue("a", Role.REP)
    store.close()
