"""What is read from the catalogue: documents, texts, passages, where things stand, the served generation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kb.errors import Gone, NotFound
from kb.store.connections import Connections
from kb.store.records import AskedSlot, Generation, PassageSlot, SourceState
from kb.store.rows import (
    asked_slot_from,
    decoy_from,
    document_from,
    example_from,
    generation_from,
    passage_from,
    passage_slot_from,
)
from kb.types import Decoy, DocumentInfo, Example, Language, Passage


class Reading:
    """The reading half of kb.store.records.Catalog; what its methods promise is said there."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def revision(self) -> int:
        """Grows with every commit that changes what a search may find."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT value FROM counters WHERE name = 'revision'").fetchone()
        return int(row[0])

    def documents(self) -> list[DocumentInfo]:
        """All documents, by id."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT * FROM document_rows ORDER BY id").fetchall()
        return [document_from(row) for row in rows]

    def document(self, document: str) -> DocumentInfo:
        """One document; raises NotFound, or Gone if it was removed."""
        with self._connections.snapshot() as connection:
            row = connection.execute("SELECT * FROM document_rows WHERE id = ?", (document,)).fetchone()
            if row is None:
                raise missing(connection, document)
        return document_from(row)

    def text(self, document: str, version: str | None = None) -> tuple[str, str]:
        """(version, stored text), of the newest or the given version; raises NotFound or Gone."""
        with self._connections.snapshot() as connection:
            number, newest = found(connection, document)
            wanted = version or newest
            row = connection.execute(
                "SELECT text FROM texts WHERE document = ? AND version = ?", (number, wanted)
            ).fetchone()
        if row is None:
            raise NotFound(f"There is no version {wanted!r} of the document {document!r}.")
        return wanted, row[0]

    def versions(self, document: str) -> list[str]:
        """All versions that can be read, newest first; raises NotFound or Gone."""
        with self._connections.snapshot() as connection:
            number, _ = found(connection, document)
            rows = connection.execute(
                "SELECT version FROM texts WHERE document = ? ORDER BY revision DESC", (number,)
            ).fetchall()
        return [row[0] for row in rows]

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Those that exist, by id, in the order asked for."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM passage_rows WHERE id IN (SELECT value FROM json_each(?))", (as_json(ids),)
            ).fetchall()
        known = {row[0]: passage_from(row) for row in rows}
        return {passage: known[passage] for passage in ids if passage in known}

    def section(self, document: str, anchor: str) -> list[Passage]:
        """A section's passages, in their order; empty where there is none."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM passage_rows WHERE document = ? AND anchor = ? ORDER BY section, place, part",
                (document, anchor),
            ).fetchall()
        return [passage_from(row) for row in rows]

    def section_of_work(self, work: str, anchor: str, language: Language) -> list[Passage]:
        """The same section in the edition of a language; empty where there is none."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM passage_rows WHERE work = ? AND language = ? AND anchor = ? "
                "ORDER BY document, section, place, part",
                (work, language, anchor),
            ).fetchall()
        return [passage_from(row) for row in rows]

    def passages_of(self, document: str) -> list[Passage]:
        """All passages of a document, in their order; empty where there is none."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM passage_rows WHERE document = ? ORDER BY section, place, part", (document,)
            ).fetchall()
        return [passage_from(row) for row in rows]

    def passage_slots(self, after: int = 0) -> list[PassageSlot]:
        """All, or those added or changed after a revision; by id."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM passage_slot_rows WHERE revision > ? ORDER BY id", (after,)
            ).fetchall()
        return [passage_slot_from(row) for row in rows]

    def asked_slots(self, after: int = 0) -> list[AskedSlot]:
        """All, or those added or changed after a revision; by id."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM asked_slot_rows WHERE revision > ? ORDER BY id", (after,)
            ).fetchall()
        return [asked_slot_from(row) for row in rows]

    def decoys(self, language: Language | None = None) -> list[Decoy]:
        """All, or a language's; by language and id."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT id, language, kind, text FROM decoys WHERE ?1 IS NULL OR language = ?1 ORDER BY language, id",
                (language,),
            ).fetchall()
        return [decoy_from(row) for row in rows]

    def examples(self) -> list[Example]:
        """All tasks and topics as people say them, by id."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT id, entry, language, text, sections, visit, lines FROM examples ORDER BY id"
            ).fetchall()
        return [example_from(row) for row in rows]

    def sources(self, origin: str) -> dict[str, SourceState]:
        """By place: what came from an origin."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT path, id, checksum, rules FROM documents WHERE origin = ? ORDER BY path", (origin,)
            ).fetchall()
        return {row[0]: SourceState(*row) for row in rows}

    def removed_places(self, origin: str) -> set[str]:
        """Files whose documents were removed on purpose and are not to be read again."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT place FROM removed_places WHERE origin = ?", (origin,))
            return {row[0] for row in rows}

    def generation(self) -> Generation | None:
        """The one that is switched on; None before the first."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT * FROM generations").fetchone()
        return generation_from(row) if row else None


def found(connection: sqlite3.Connection, document: str) -> tuple[int, str]:
    """A document's number and newest version; raises NotFound, or Gone if it was removed."""
    row = connection.execute("SELECT number, version FROM documents WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise missing(connection, document)
    return row[0], row[1]


def missing(connection: sqlite3.Connection, document: str) -> NotFound:
    """The error for a document that is not there: Gone if it once was."""
    removed = connection.execute("SELECT 1 FROM removed_documents WHERE id = ?", (document,)).fetchone()
    if removed:
        return Gone(f"The document {document!r} was removed.")
    return NotFound(f"There is no document {document!r}.")


def as_json(values: Iterable[str]) -> str:
    """For `IN (SELECT value FROM json_each(?))`: one parameter, however many values."""
    return json.dumps(list(values))
