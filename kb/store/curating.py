"""What persons decided about questions: kept apart from what files say, so that it survives every ingest."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from kb.errors import NotFound
from kb.store.connections import Connections
from kb.store.raw_vectors import keep, require
from kb.store.reading import found
from kb.store.records import Curation, digest
from kb.store.storing import curated_questions, insert_questions, next_revision
from kb.store.vectors import Vector
from kb.types import DecoyKind, Language


class Curating:
    """The curating part of kb.store.records.Catalog."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def curate(self, curations: Sequence[Curation], fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """Keep decisions, all or none; searches know them at once.

        Raises NotFound or Gone where a document, section or place is not there, StoreError where a vector is missing.
        """
        with self._connections.writing() as connection:
            keep(connection, fingerprint, vectors)
            digests = [digest("question", curation.text) for curation in curations]
            require(connection, fingerprint, digests, "What a person decided")
            revision = next_revision(connection)
            for curation, name in zip(curations, digests, strict=True):
                _keep(connection, curation, name, revision)

    def curations(self) -> list[Curation]:
        """Everything that persons decided, oldest first."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                """SELECT id, closing, language, text, decoy, document, anchor, place, at,
                    EXISTS (SELECT 1 FROM asked WHERE curation = c.id)
                        OR EXISTS (SELECT 1 FROM decoys WHERE curation = c.id)
                FROM curations AS c ORDER BY at, id"""
            ).fetchall()
        return [
            Curation(
                id=row[0],
                closing=row[1],
                language=Language(row[2]),
                text=row[3],
                decoy=DecoyKind(row[4]) if row[4] else None,
                document=row[5],
                anchor=row[6],
                place=row[7],
                at=row[8],
                live=bool(row[9]),
            )
            for row in rows
        ]

    def forget_curations(self, closing: str) -> int:
        """Take a decision back: its questions are gone from every search at once; returns how many there were."""
        with self._connections.writing() as connection:
            count = connection.execute("DELETE FROM curations WHERE closing = ?", (closing,)).rowcount
            if count:
                next_revision(connection)
        return count


def _keep(connection: sqlite3.Connection, curation: Curation, name: str, revision: int) -> None:
    number, passage = None, None
    if curation.decoy is None:
        number, _ = found(connection, curation.document or "")
        passage = _passage(connection, number, curation)
    connection.execute(
        "INSERT INTO curations (id, closing, language, text, digest, decoy, document, anchor, place, passage, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            curation.id, curation.closing, curation.language, curation.text, name, curation.decoy,
            curation.document, curation.anchor, curation.place, passage, curation.at,
        ),
    )  # fmt: skip
    if number is None:
        connection.execute(
            "INSERT INTO decoys (id, language, kind, text, digest, revision, curation) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (curation.id, curation.language, curation.decoy, curation.text, name, revision, curation.id),
        )
    else:
        own = [row for row in curated_questions(connection, number) if row[0] == curation.id]
        insert_questions(connection, own, revision)


def _passage(connection: sqlite3.Connection, number: int, curation: Curation) -> str | None:
    """The digest of the passage that is asked for, None where the whole section is."""
    row = connection.execute(
        "SELECT digest FROM passages WHERE document = ? AND anchor = ? AND (?3 IS NULL OR place = ?3) LIMIT 1",
        (number, curation.anchor, curation.place),
    ).fetchone()
    if row is None:
        where = f"#{curation.anchor}" + (f", place {curation.place}" if curation.place else "")
        raise NotFound(f"The document {curation.document!r} has no section {where}.")
    return None if curation.place is None else str(row[0])
