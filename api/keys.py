"""Keys: issued once, kept as sha256 hashes in SQLite under FIELDCOACH_HOME, listed, revoked, looked up.

A key is `fc_<id>_<secret>`: the id finds the row, the secret (256 random bits) is compared in constant time.
A revoked key stays in the list, so that revoking the last one does not open the service again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from kb.errors import InputError, NotFound, StoreError
from kb.types import Role

FILE_NAME = "keys.sqlite3"
MAX_NAME = 100

_PREFIX = "fc"
_SCHEMA = """
create table if not exists keys (
    id text primary key, name text not null, role text not null, hash text not null,
    created text not null, revoked text
) strict
"""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is listed; times are ISO 8601 in UTC."""

    id: str
    name: str
    role: Role
    created: str
    revoked: str | None


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key and its text, which nothing keeps."""

    key: Key
    text: str


class KeyStore:
    """The keys of one FIELDCOACH_HOME; safe to use from several threads and processes.

    The file is made by the first key; until then nothing is written.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / FILE_NAME
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None

    def issued(self) -> bool:
        """Whether any key was ever issued, revoked ones too; raises StoreError."""
        return bool(self._rows("select 1 from keys limit 1"))

    def active(self) -> bool:
        """Whether any key can be used."""
        return bool(self._rows("select 1 from keys where revoked is null limit 1"))

    def all(self) -> list[Key]:
        """All keys, oldest first."""
        rows = self._rows("select id, name, role, created, revoked from keys order by created, rowid")
        return [Key(row[0], row[1], Role(row[2]), row[3], row[4]) for row in rows]

    def find(self, text: str) -> Key | None:
        """The key that `text` is, unless it was revoked."""
        identifier = text.removeprefix(f"{_PREFIX}_").partition("_")[0]
        query = "select id, name, role, created, revoked, hash from keys where id = ?"
        rows = self._rows(query, identifier)
        kept = rows[0][5] if rows else _hash("")
        right = hmac.compare_digest(_hash(text), kept)
        if not (rows and right) or rows[0][4] is not None:
            return None
        row = rows[0]
        return Key(row[0], row[1], Role(row[2]), row[3], None)

    def issue(self, name: str, role: Role) -> IssuedKey:
        """A new key for `name`; raises InputError where the name is empty, too long or already has one."""
        name = " ".join(name.split())
        if not name or len(name) > MAX_NAME:
            raise InputError(f"Give the key a name of 1 to {MAX_NAME} characters.")
        if any(key.name == name and key.revoked is None for key in self.all()):
            raise InputError(f"There is already a key named {name!r}. Choose another name or revoke that one.")
        key = Key(secrets.token_hex(4), name, role, _now(), None)
        text = f"{_PREFIX}_{key.id}_{secrets.token_urlsafe(32)}"
        with self._writing() as connection:
            connection.execute(
                "insert into keys values (?, ?, ?, ?, ?, null)",
                (key.id, key.name, str(key.role), _hash(text), key.created),
            )
        return IssuedKey(key, text)

    def revoke(self, name_or_id: str) -> Key:
        """Make a key useless at once; raises NotFound where no usable key bears that name or id."""
        for key in self.all():
            if key.revoked is None and name_or_id in {key.id, key.name}:
                with self._writing() as connection:
                    connection.execute("update keys set revoked = ? where id = ?", (_now(), key.id))
                return key
        raise NotFound(f"There is no usable key {name_or_id!r}. `coach keys list` shows all.")

    def forget_all(self) -> int:
        """Remove every key and its history, so that on loopback none is needed again; returns how many."""
        with self._writing() as connection:
            return connection.execute("delete from keys").rowcount

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with self._lock:
            if self._connection is None and not self._path.exists():
                return []
            try:
                return self._open().execute(query, values).fetchall()
            except (sqlite3.Error, OSError) as error:
                raise StoreError(f"The keys in {self._path} can't be read: {error}") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._open() as connection:
                    yield connection
            except (sqlite3.Error, OSError) as error:
                raise StoreError(f"The keys in {self._path} can't be written: {error}") from error

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.touch(mode=0o600, exist_ok=True)
            self._connection = sqlite3.connect(self._path, timeout=5.0, check_same_thread=False)
            self._connection.execute(_SCHEMA)
        return self._connection


def _hash(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
