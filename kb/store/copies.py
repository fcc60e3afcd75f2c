"""Keeps copies of what was removed or replaced, whole, in the catalogue's own file and in its transactions.

A copy is in no view and no full-text table: no search and no list of documents can find it. Its vectors stay while it
does, so that putting it back embeds nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from kb.errors import NoSuchCopy
from kb.store.checking import document_faults
from kb.store.connections import Connections
from kb.store.copy_format import content_from_json, content_to_json, info_from_json, info_to_json
from kb.store.copy_records import CopyContent, Keeping, KeptCopy, KeptFile
from kb.store.raw_vectors import keep, require
from kb.store.reading import as_json, missing
from kb.store.records import DocumentRecord
from kb.store.rows import document_from, passage_from
from kb.store.storing import Tokens, digests_of, next_revision, store
from kb.store.vectors import Vector
from kb.types import AskedQuestion, DocumentInfo


class Copies:
    """kb.store.copy_records.CopyKeeper in SQLite; what its methods promise is said there."""

    def __init__(self, connections: Connections, tokens: Tokens) -> None:
        self._connections = connections
        self._tokens = tokens

    def keep_copy(self, document: str, keeping: Keeping) -> int:
        """Copy a document that is about to be replaced; raises NotFound or Gone."""
        with self._connections.writing() as connection:
            return write_copy(connection, document, keeping, removed=False)

    def copies(self) -> list[KeptCopy]:
        """All, the newest first."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT number, info, removed, at FROM copies ORDER BY number DESC").fetchall()
        return [KeptCopy(row[0], info_from_json(row[1]), bool(row[2]), row[3]) for row in rows]

    def copy_content(self, number: int) -> CopyContent:
        """What a copy holds; raises NoSuchCopy."""
        with self._connections.snapshot() as connection:
            return _content(connection, number)

    def put_back(self, number: int, fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """Store a copy in place of what bears its id or came from its file; raises NotFound or StoreError."""
        with self._connections.writing() as connection:
            content = _content(connection, number)
            record = content.record
            keep(connection, fingerprint, vectors)
            require(connection, fingerprint, digests_of(record), record.info.id)
            revision = next_revision(connection)
            store(connection, record, content.rules, self._tokens, revision)
            # As old as their place among each other: `revision` only orders them.
            connection.executemany(
                "INSERT OR IGNORE INTO texts SELECT number, ?, ?, ? FROM documents WHERE id = ?",
                [
                    (version, text, place - len(content.earlier), record.info.id)
                    for place, (version, text) in enumerate(content.earlier)
                ],
            )
            connection.execute("DELETE FROM copies WHERE number = ?", (number,))

    def drop_copies(self, numbers: Collection[int]) -> int:
        """Delete copies and wipe their words from the file; returns how many there were."""
        with self._connections.writing() as connection:
            dropped = connection.execute(
                "DELETE FROM copies WHERE number IN (SELECT value FROM json_each(?))", (as_json(map(str, numbers)),)
            ).rowcount
        if dropped:
            with self._connections.reading() as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return dropped

    def removed_audience(self, document: str) -> int:
        """Who could read a document that was removed; 0 where none of this id was."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT audience FROM removed_documents WHERE id = ?", (document,)).fetchone()
        return int(row[0]) if row else 0


def write_copy(connection: sqlite3.Connection, document: str, keeping: Keeping, *, removed: bool) -> int:
    """Copy a document in a running transaction; raises NotFound or Gone. Returns the copy's number."""
    row = connection.execute("SELECT * FROM document_rows WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise missing(connection, document)
    info = document_from(row)
    record = _record(connection, row[-1], info)
    (rules,) = connection.execute("SELECT rules FROM documents WHERE number = ?", (row[-1],)).fetchone()
    earlier = connection.execute(
        "SELECT version, text FROM texts WHERE document = ? AND version != ? ORDER BY revision", (row[-1], info.version)
    ).fetchall()
    number = connection.execute(
        "INSERT INTO copies (document, removed, at, info, content) VALUES (?, ?, ?, ?, ?) RETURNING number",
        (document, int(removed), keeping.at, info_to_json(info), content_to_json(record, rules, earlier)),
    ).fetchone()[0]
    connection.executemany(
        "INSERT INTO copy_files VALUES (?, ?, ?)", [(number, file.name, file.data) for file in keeping.files]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO copy_digests VALUES (?, ?)", [(number, name) for name in digests_of(record)]
    )
    return int(number)


def copy_faults(connection: sqlite3.Connection) -> list[str]:
    """A sentence for each copy that could not be put back as it was."""
    faults = []
    for (number,) in connection.execute("SELECT number FROM copies ORDER BY number").fetchall():
        try:
            record = _content(connection, number).record
        except (ValueError, TypeError, KeyError) as error:
            faults.append(f"The copy {number} of a removed or replaced text can't be read: {error}.")
            continue
        found = document_faults(record.info.id, record.info.version, record.text, record.passages)
        faults += [f"The copy {number}: {fault}" for fault in found]
    return faults


def _record(connection: sqlite3.Connection, number: int, info: DocumentInfo) -> DocumentRecord:
    (text,) = connection.execute(
        "SELECT text FROM texts WHERE document = ? AND version = ?", (number, info.version)
    ).fetchone()
    passages = connection.execute(
        "SELECT * FROM passage_rows WHERE document = ? ORDER BY section, place, part", (info.id,)
    ).fetchall()
    # What a person asked of it stands apart, and comes back by itself.
    questions = connection.execute(
        "SELECT id, anchor, place, text FROM asked WHERE document = ? AND curation IS NULL ORDER BY id",
        (number,),
    ).fetchall()
    return DocumentRecord(
        info,
        text,
        tuple(passage_from(row) for row in passages),
        tuple(AskedQuestion(row[0], info.id, info.work, info.language, *row[1:]) for row in questions),
    )


def _content(connection: sqlite3.Connection, number: int) -> CopyContent:
    row = connection.execute("SELECT info, content FROM copies WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise NoSuchCopy("This text is kept no longer.")
    files = connection.execute("SELECT name, data FROM copy_files WHERE copy = ? ORDER BY name", (number,)).fetchall()
    record, rules, earlier = content_from_json(row[1], info_from_json(row[0]))
    return CopyContent(record, rules, earlier, tuple(KeptFile(name, data) for name, data in files))
