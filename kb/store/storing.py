"""How one document is stored whole in a running transaction; what did not change keeps its revision."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kb.store.lexical import of_language
from kb.store.records import DocumentRecord, digest
from kb.store.rows import document_columns, passage_columns
from kb.types import Language, Passage

Tokens = Callable[[str], list[str]]

# The columns of `passages` from section to digest, and those that vectors and slots are made of.
_MOVES = slice(2, 6)  # anchor, place, part, units


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage as its row has it: `columns` from section to digest."""

    columns: tuple[Any, ...]
    tokens: str

    @property
    def findable(self) -> tuple[Any, ...]:
        """What a search goes by: a change of it is a change of the passage's revision."""
        return (*self.columns[_MOVES], self.columns[-1])


def store(connection: sqlite3.Connection, record: DocumentRecord, rules: str, tokens: Tokens, revision: int) -> None:
    """Put a document in place of what bore its id and of what else came from its file."""
    info = record.info
    _forget_place(connection, info.origin, info.path, info.id)
    before = connection.execute(
        "SELECT number, work, language, audience FROM documents WHERE id = ?", (info.id,)
    ).fetchone()
    if before and before[2] != info.language:
        # Its words stand in the other language's table: store it afresh, but keep its older versions.
        remove_passages(connection, before[0], Language(before[2]))
    number = _store_head(connection, record, rules, revision)
    after = connection.execute(
        "SELECT number, work, language, audience FROM documents WHERE id = ?", (info.id,)
    ).fetchone()
    _store_passages(connection, number, record, tokens, revision)
    _store_questions(connection, number, record, revision)
    if before and before != after:
        mark_changed(connection, number, revision)


def mark_changed(connection: sqlite3.Connection, number: int, revision: int) -> None:
    """Everything of a document counts as changed: who may read it, or what work it belongs to."""
    connection.execute("UPDATE passages SET revision = ? WHERE document = ?", (revision, number))
    connection.execute("UPDATE asked SET revision = ? WHERE document = ?", (revision, number))


def remove(connection: sqlite3.Connection, document: str) -> None:
    """Delete a document that is there, and every trace of it in any search but its vectors."""
    number, language, audience = connection.execute(
        "SELECT number, language, audience FROM documents WHERE id = ?", (document,)
    ).fetchone()
    remove_passages(connection, number, Language(language))
    connection.execute("DELETE FROM documents WHERE number = ?", (number,))
    # Only those who could read it are told that it was there.
    connection.execute("INSERT OR REPLACE INTO removed_documents (id, audience) VALUES (?, ?)", (document, audience))


def remove_passages(connection: sqlite3.Connection, number: int, language: Language) -> None:
    """Delete a document's passages and their words."""
    connection.execute(
        of_language("DELETE FROM LEXICAL WHERE rowid IN (SELECT number FROM passages WHERE document = ?)", language),
        (number,),
    )
    connection.execute("DELETE FROM passages WHERE document = ?", (number,))


def digests_of(record: DocumentRecord) -> list[str]:
    """The digests of everything that is embedded of a document."""
    passages = [digest("passage", passage.embedded_text) for passage in record.passages]
    return passages + [digest("question", question.text) for question in record.questions]


def _forget_place(connection: sqlite3.Connection, origin: str, place: str, document: str) -> None:
    """A file is one document: what it gave under another id goes, in the same transaction."""
    others = connection.execute(
        "SELECT id FROM documents WHERE origin = ? AND path = ? AND id != ?", (origin, place, document)
    ).fetchall()
    for (other,) in others:
        remove(connection, other)
    connection.execute("DELETE FROM removed_places WHERE origin = ? AND place = ?", (origin, place))
    connection.execute("DELETE FROM removed_documents WHERE id = ?", (document,))


def _store_head(connection: sqlite3.Connection, record: DocumentRecord, rules: str, revision: int) -> int:
    info = record.info
    row = connection.execute(
        """INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET work = excluded.work, language = excluded.language,
            original = excluded.original, title = excluded.title, version = excluded.version,
            origin = excluded.origin, path = excluded.path, checksum = excluded.checksum,
            encoding = excluded.encoding, topics = excluded.topics, readers = excluded.readers,
            audience = excluded.audience, source = excluded.source, owner = excluded.owner,
            reviewed = excluded.reviewed, made_by = excluded.made_by, licence = excluded.licence,
            added = excluded.added, rules = excluded.rules
        RETURNING number""",
        (info.id, *document_columns(info, rules)),
    ).fetchone()
    connection.execute(
        """INSERT INTO texts VALUES (?, ?, ?, ?)
        ON CONFLICT (document, version) DO UPDATE SET text = excluded.text, revision = excluded.revision""",
        (row[0], info.version, record.text, revision),
    )
    return int(row[0])


def _store_passages(
    connection: sqlite3.Connection, number: int, record: DocumentRecord, tokens: Tokens, revision: int
) -> None:
    language = record.info.language
    wanted = _entries(record, tokens)
    kept = _kept(connection, number, language)
    gone = [(row,) for name, (row, _, _) in kept.items() if name not in wanted]
    connection.executemany("DELETE FROM passages WHERE number = ?", gone)
    connection.executemany(of_language("DELETE FROM LEXICAL WHERE rowid = ?", language), gone)
    for name, entry in wanted.items():
        row, known, since = kept.get(name, (None, None, revision))
        if known == entry:
            continue
        if known is not None and known.findable != entry.findable:
            since = revision
        row = connection.execute(
            """INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET section = excluded.section,
                section_path = excluded.section_path, anchor = excluded.anchor, place = excluded.place,
                part = excluded.part, units = excluded.units, kind = excluded.kind,
                attributes = excluded.attributes, original = excluded.original, text = excluded.text,
                start = excluded.start, "end" = excluded."end", digest = excluded.digest,
                revision = excluded.revision
            RETURNING number""",
            (row, name, number, *entry.columns, since),
        ).fetchone()[0]
        if known is None or known.tokens != entry.tokens:
            connection.execute(
                of_language("INSERT OR REPLACE INTO LEXICAL (rowid, tokens) VALUES (?, ?)", language),
                (row, entry.tokens),
            )


def _entries(record: DocumentRecord, tokens: Tokens) -> dict[str, _Entry]:
    places: dict[int, set[int]] = {}
    for passage in record.passages:
        places.setdefault(passage.section, set()).add(passage.place)
    asked: dict[tuple[str, int | None], list[str]] = {}
    for question in sorted(record.questions, key=lambda question: question.id):
        asked.setdefault((question.anchor, question.place), []).append(question.text)
    result = {}
    for passage in record.passages:
        own = passage_columns(passage, record.info)
        section, path, anchor, place, part = own[:5]
        columns = (section, path, anchor, place, part, len(places[passage.section]), *own[5:])
        name = digest("passage", passage.embedded_text)
        result[passage.id] = _Entry(
            (*columns, name), words(passage, tokens, asked.get((passage.anchor, passage.place), ()))
        )
    return result


def words(passage: Passage, tokens: Tokens, asked: Sequence[str] = ()) -> str:
    """A passage's search tokens as the full-text table keeps them: heading path, text, and the questions asked of it.

    The questions hold the words that people use instead of the text's.
    """
    return " ".join(token for text in (passage.embedded_text, *asked) for token in tokens(text))


def _kept(connection: sqlite3.Connection, number: int, language: Language) -> dict[str, tuple[int, _Entry, int]]:
    """By id: the number, the entry and the revision of the passages that are stored."""
    rows = connection.execute(
        of_language(
            """SELECT p.number, id, revision, tokens, section, section_path, anchor, place, part, units, kind,
                attributes, original, text, start, "end", digest
            FROM passages AS p LEFT JOIN LEXICAL ON LEXICAL.rowid = p.number WHERE document = ?""",
            language,
        ),
        (number,),
    ).fetchall()
    return {row[1]: (row[0], _Entry(tuple(row[4:]), row[3]), row[2]) for row in rows}


def _store_questions(connection: sqlite3.Connection, number: int, record: DocumentRecord, revision: int) -> None:
    wanted = [
        (
            question.id, number, question.language, question.anchor, question.place, question.text,
            digest("question", question.text), None,
        )
        for question in record.questions
    ]  # fmt: skip
    wanted += curated_questions(connection, number)
    kept = connection.execute(
        "SELECT id, document, language, anchor, place, text, digest, curation FROM asked WHERE document = ?", (number,)
    ).fetchall()
    outdated, new = differences(kept, wanted)
    connection.executemany("DELETE FROM asked WHERE id = ?", outdated)
    insert_questions(connection, new, revision)


def insert_questions(connection: sqlite3.Connection, rows: Iterable[Sequence[Any]], revision: int) -> None:
    """Add rows of `asked`: (id, document, language, anchor, place, text, digest, curation)."""
    connection.executemany(
        "INSERT INTO asked (id, document, language, anchor, place, text, digest, curation, revision) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*row, revision) for row in rows],
    )


def curated_questions(connection: sqlite3.Connection, number: int) -> list[tuple[Any, ...]]:
    """The rows of `asked` that a person's questions to a document give, as far as their section is there.

    A question given to one passage follows that passage's words; where they are gone, it asks for the whole section.
    """
    return connection.execute(
        """SELECT c.id, d.number, d.language, c.anchor,
            (SELECT p.place FROM passages AS p WHERE p.document = d.number AND p.anchor = c.anchor
                AND p.digest = c.passage ORDER BY p.place LIMIT 1),
            c.text, c.digest, c.id
        FROM curations AS c JOIN documents AS d ON d.id = c.document
        WHERE d.number = ? AND EXISTS (
            SELECT 1 FROM passages AS p WHERE p.document = d.number AND p.anchor = c.anchor)""",
        (number,),
    ).fetchall()


def differences(
    kept: Iterable[Sequence[Any]], wanted: Iterable[Sequence[Any]]
) -> tuple[list[tuple[Any]], list[tuple[Any, ...]]]:
    """How one set of rows becomes another: (first columns to delete, rows to insert), in order."""
    old, new = {tuple(row) for row in kept}, {tuple(row) for row in wanted}
    outdated = sorted((row[0],) for row in old - new)
    return outdated, sorted(new - old, key=lambda row: str(row[0]))


def next_revision(connection: sqlite3.Connection) -> int:
    """Count the running transaction as a change of what a search may find."""
    row = connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'revision' RETURNING value").fetchone()
    return int(row[0])
