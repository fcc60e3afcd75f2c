"""The catalogue proves itself: everything that follows from something else is derived again and compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np

from kb.store.checking import document_faults, version_of
from kb.store.connections import Connections
from kb.store.copies import copy_faults
from kb.store.lexical import of_language
from kb.store.raw_vectors import UNIT_TOLERANCE
from kb.store.records import digest
from kb.store.rows import Row, document_from, passage_from, to_matrix
from kb.store.storing import Tokens, words
from kb.store.vectors import audience_of
from kb.types import DocumentInfo, Language, Passage


class Verifying:
    """The verifying part of kb.store.records.Catalog."""

    def __init__(self, connections: Connections, tokens: Tokens) -> None:
        self._connections = connections
        self._tokens = tokens

    def verify(self) -> list[str]:
        """A sentence for each disagreement of what is stored with what follows from it; none when sound."""
        with self._connections.snapshot() as connection:
            faults = [*_file_faults(connection), *_document_faults(connection, self._tokens)]
            faults += copy_faults(connection)
            faults += [*_text_faults(connection), *_question_faults(connection), *_vector_faults(connection)]
        # FTS5 takes its check as an insert, so it needs the writer's lock; nothing is written.
        with self._connections.writing() as connection:
            return faults + list(_full_text_faults(connection))


def _file_faults(connection: sqlite3.Connection) -> Iterator[str]:
    for (message,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if message != "ok":
            yield f"The catalogue's file is damaged: {message}."
    for row in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield f"A row of {row[0]} belongs to a row of {row[2]} that is not there."


def _document_faults(connection: sqlite3.Connection, tokens: Tokens) -> Iterator[str]:
    for row in connection.execute("SELECT * FROM document_rows ORDER BY id").fetchall():
        try:
            yield from _faults_of(connection, row, tokens)
        except ValueError as error:
            yield f"{row[0]}: its rows can't be read: {error}."


def _faults_of(connection: sqlite3.Connection, row: Row, tokens: Tokens) -> Iterator[str]:
    info = document_from(row)
    text = connection.execute(
        "SELECT text FROM texts WHERE document = ? AND version = ?", (row[-1], info.version)
    ).fetchone()
    if text is None:
        yield f"{info.id}: the text of its version {info.version} is missing."
        return
    passages = [
        passage_from(found)
        for found in connection.execute(
            "SELECT * FROM passage_rows WHERE document = ? ORDER BY section, place, part", (info.id,)
        )
    ]
    yield from document_faults(info.id, info.version, text[0], passages)
    yield from _derived_faults(connection, row[-1], info, passages, tokens)


def _derived_faults(
    connection: sqlite3.Connection, number: int, info: DocumentInfo, passages: list[Passage], tokens: Tokens
) -> Iterator[str]:
    (audience,) = connection.execute("SELECT audience FROM documents WHERE number = ?", (number,)).fetchone()
    if audience != audience_of(info.readers):
        yield f"{info.id}: its audience {audience} is not that of its readers."
    kept = {
        row[0]: row[1:]
        for row in connection.execute(
            of_language(
                """SELECT id, digest, tokens FROM passages AS p LEFT JOIN LEXICAL ON LEXICAL.rowid = p.number
                WHERE document = ?""",
                info.language,
            ),
            (number,),
        )
    }
    asked: dict[tuple[str, int], list[str]] = {}
    for anchor, place, text in connection.execute(
        "SELECT anchor, place, text FROM asked "
        "WHERE document = ? AND place IS NOT NULL AND curation IS NULL ORDER BY id",
        (number,),
    ):
        asked.setdefault((anchor, place), []).append(text)
    for passage in passages:
        name, said = kept[passage.id]
        if name != digest("passage", passage.embedded_text):
            yield f"{info.id}: the passage {passage.id} bears the digest of another text."
        if said != words(passage, tokens, asked.get((passage.anchor, passage.place), ())):
            yield f"{info.id}: the search words of the passage {passage.id} are not those of its text."


def _text_faults(connection: sqlite3.Connection) -> Iterator[str]:
    for document, version, text in connection.execute(
        "SELECT d.id, t.version, t.text FROM texts AS t JOIN documents AS d ON d.number = t.document "
        "WHERE t.version != d.version ORDER BY 1, 2"
    ).fetchall():
        if version != version_of(text):
            yield f"{document}: the text of its older version {version} is another."


def _question_faults(connection: sqlite3.Connection) -> Iterator[str]:
    for name, text, kept in connection.execute(
        "SELECT id, text, digest FROM asked UNION ALL SELECT id, text, digest FROM decoys "
        "UNION ALL SELECT id, text, digest FROM examples ORDER BY 1"
    ).fetchall():
        if kept != digest("question", text):
            yield f"The question {name} bears the digest of another text."


def _vector_faults(connection: sqlite3.Connection) -> Iterator[str]:
    served = connection.execute("SELECT fingerprint FROM generations").fetchone()
    for kind, name in connection.execute(
        """SELECT kind, id FROM embedded WHERE digest NOT IN (
            SELECT digest FROM vectors WHERE fingerprint = coalesce(?, fingerprint)) ORDER BY 1, 2""",
        (served[0] if served else None,),
    ).fetchall():
        yield f"The {kind} {name} has no vector{f' under {served[0]}' if served else ''}."
    lengths = connection.execute("SELECT fingerprint, count(DISTINCT length(vector)) FROM vectors GROUP BY 1")
    mixed = [fingerprint for fingerprint, count in lengths.fetchall() if count > 1]
    if mixed:
        yield from (f"The vectors under {fingerprint} differ in length." for fingerprint in mixed)
        return
    for fingerprint, name in _not_unit(connection):
        yield f"The vector of {name} under {fingerprint} is not finite and of unit length."


def _not_unit(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    cursor = connection.execute("SELECT fingerprint, digest, vector FROM vectors ORDER BY 1, 2")
    while rows := cursor.fetchmany(2000):
        for fingerprint in {row[0] for row in rows}:
            members = [row for row in rows if row[0] == fingerprint]
            lengths = np.linalg.norm(to_matrix((row[2] for row in members), len(members)), axis=1)
            # Written so that a length that is not a number is a fault too.
            sound = np.abs(lengths - 1) <= UNIT_TOLERANCE
            yield from ((fingerprint, members[int(index)][1]) for index in np.flatnonzero(~sound))


def _full_text_faults(connection: sqlite3.Connection) -> Iterator[str]:
    for language in Language:
        (entries,) = connection.execute(of_language("SELECT count(*) FROM LEXICAL", language)).fetchone()
        (passages,) = connection.execute(
            "SELECT count(*) FROM passage_slot_rows WHERE language = ?", (language,)
        ).fetchone()
        if entries != passages:
            yield f"The full-text table of {language} has {entries} entries for {passages} passages."
        try:
            connection.execute(of_language("INSERT INTO LEXICAL (LEXICAL) VALUES ('integrity-check')", language))
        except sqlite3.DatabaseError as error:
            yield f"The full-text index of {language} is not that of its entries: {error}."
