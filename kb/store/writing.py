"""What is written to the catalogue: one transaction a method, so that each is done whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from kb.errors import StoreError
from kb.store.checking import document_faults
from kb.store.classifier_blob import classifier_to_blob
from kb.store.connections import Connections
from kb.store.copies import write_copy
from kb.store.copy_records import Keeping
from kb.store.lexical import of_language
from kb.store.raw_vectors import keep, require
from kb.store.reading import found, missing
from kb.store.records import DocumentRecord, Generation, digest
from kb.store.rows import Row, document_columns, to_blob
from kb.store.storing import Tokens, differences, digests_of, mark_changed, next_revision, remove, store
from kb.store.vectors import Vector
from kb.types import Decoy, DocumentInfo, Example, Language


class Writing:
    """The writing half of kb.store.records.Catalog; what its methods promise is said there."""

    def __init__(self, connections: Connections, tokens: Tokens) -> None:
        self._connections = connections
        self._tokens = tokens

    def replace_document(
        self, record: DocumentRecord, rules: str, fingerprint: str, vectors: Mapping[str, Vector]
    ) -> None:
        """Store a document whole, in place of what bore its id or came from the same file.

        Raises StoreError where offsets, ids or version are wrong or a vector is missing: nothing is stored.
        """
        info = record.info
        faults = list(document_faults(info.id, info.version, record.text, record.passages))
        if faults:
            raise StoreError(f"{faults[0]} ({len(faults)} such faults.)")
        with self._connections.writing() as connection:
            keep(connection, fingerprint, vectors)
            require(connection, fingerprint, digests_of(record), info.id)
            store(connection, record, rules, self._tokens, next_revision(connection))

    def update_head(self, info: DocumentInfo, rules: str) -> None:
        """New head, same text; raises NotFound or Gone, StoreError where version or language differ."""
        with self._connections.writing() as connection:
            number, version = found(connection, info.id)
            before = connection.execute(
                "SELECT language, work, audience FROM documents WHERE number = ?", (number,)
            ).fetchone()
            if (version, before[0]) != (info.version, info.language):
                raise StoreError(f"{info.id}: a new text or language is stored by replace_document.")
            connection.execute(
                """UPDATE documents SET (work, language, original, title, version, origin, path, checksum,
                    encoding, topics, readers, audience, source, owner, reviewed, made_by, licence, added,
                    rules) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE number = ?""",
                (*document_columns(info, rules), number),
            )
            after = connection.execute(
                "SELECT language, work, audience FROM documents WHERE number = ?", (number,)
            ).fetchone()
            revision = next_revision(connection)
            if before != after:
                mark_changed(connection, number, revision)

    def remove_document(self, document: str, *, remember: bool, keeping: Keeping | None = None) -> None:
        """Remove it and every trace of it in any search; raises NotFound or Gone.

        Its words are also wiped from the file; its vectors go with drop_unused_vectors. With `keeping` a copy stays.
        """
        with self._connections.writing() as connection:
            row = connection.execute(
                "SELECT language, origin, path FROM documents WHERE id = ?", (document,)
            ).fetchone()
            if row is None:
                raise missing(connection, document)
            if keeping is not None:
                write_copy(connection, document, keeping, removed=True)
            remove(connection, document)
            if remember:
                connection.execute("INSERT OR IGNORE INTO removed_places VALUES (?, ?)", row[1:])
            # FTS5 keeps deleted words in its segments until they are merged.
            connection.execute(of_language("INSERT INTO LEXICAL (LEXICAL) VALUES ('optimize')", Language(row[0])))
            next_revision(connection)
        with self._connections.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def read_again(self, origin: str, place: str) -> None:
        """Forget that a file's document was removed."""
        with self._connections.writing() as connection:
            connection.execute("DELETE FROM removed_places WHERE origin = ? AND place = ?", (origin, place))

    def replace_decoys(
        self, language: Language, decoys: Sequence[Decoy], fingerprint: str, vectors: Mapping[str, Vector]
    ) -> None:
        """The decoys of a language, all at once; unchanged ones keep their revision, no change is no write.

        Those that a person added stay. Raises StoreError where one is of another language or has no vector.
        """
        strangers = [decoy.id for decoy in decoys if decoy.language is not language]
        if strangers:
            raise StoreError(f"The decoy {strangers[0]} is not of the language {language}.")
        rows = [(decoy.id, decoy.language, decoy.kind, decoy.text, digest("question", decoy.text)) for decoy in decoys]
        with self._connections.writing() as connection:
            keep(connection, fingerprint, vectors)
            require(connection, fingerprint, [row[-1] for row in rows], f"The decoys of {language}")
            kept = connection.execute(
                "SELECT id, language, kind, text, digest FROM decoys WHERE language = ? AND curation IS NULL",
                (language,),
            ).fetchall()
            _exchange(
                connection,
                "DELETE FROM decoys WHERE id = ?",
                "INSERT INTO decoys (id, language, kind, text, digest, revision) VALUES (?, ?, ?, ?, ?, ?)",
                *differences(kept, rows),
            )

    def replace_examples(self, examples: Sequence[Example], fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """All examples at once; unchanged ones keep their revision, no change is no write.

        Raises StoreError where one has no vector.
        """
        rows = [
            (
                one.id,
                one.entry,
                one.language,
                one.text,
                json.dumps(one.sections),
                int(one.visit),
                json.dumps(one.lines),
                digest("question", one.text),
            )
            for one in examples
        ]
        with self._connections.writing() as connection:
            keep(connection, fingerprint, vectors)
            require(connection, fingerprint, [row[-1] for row in rows], "The examples")
            kept = connection.execute(
                "SELECT id, entry, language, text, sections, visit, lines, digest FROM examples"
            ).fetchall()
            _exchange(
                connection,
                "DELETE FROM examples WHERE id = ?",
                "INSERT INTO examples (id, entry, language, text, sections, visit, lines, digest, revision) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *differences(kept, rows),
            )

    def retire(self, answered: Sequence[tuple[str, str]]) -> None:
        """(decoy, document) for each decoy that a text answers, from now on; nothing before the first generation."""
        with self._connections.writing() as connection:
            connection.execute("UPDATE generations SET answered = ?", (json.dumps(answered),))
            next_revision(connection)

    def switch(self, generation: Generation) -> None:
        """Make a built generation the one that is served; raises StoreError unless its number is a new one.

        The switch is itself a revision, so that every reader notices it. A generation that held all there was
        before it holds all there is after it: its revision moves along.
        """
        with self._connections.writing() as connection:
            row = connection.execute("SELECT number FROM generations").fetchone()
            if row and generation.number <= row[0]:
                raise StoreError(f"The generation {generation.number} is not newer than {row[0]}, which serves.")
            revision = next_revision(connection)
            complete = generation.revision == revision - 1
            connection.execute("DELETE FROM generations")
            connection.execute(
                "INSERT INTO generations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    generation.number,
                    generation.fingerprint,
                    revision if complete else generation.revision,
                    to_blob(generation.question_means),
                    to_blob(generation.passage_means),
                    None if generation.adapter is None else to_blob(generation.adapter),
                    generation.lessons,
                    json.dumps(generation.answered),
                    None if generation.classifier is None else classifier_to_blob(generation.classifier),
                    generation.taught,
                ),
            )


def _exchange(
    connection: sqlite3.Connection, delete: str, insert: str, outdated: Sequence[Row], new: Sequence[Row]
) -> None:
    """Run `delete` for rows that are outdated and `insert` for new ones, which end in their one new revision.

    No change is no write.
    """
    if outdated or new:
        revision = next_revision(connection)
        connection.executemany(delete, outdated)
        connection.executemany(insert, [(*row, revision) for row in new])
