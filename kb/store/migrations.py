"""The catalogue's tables, as numbered steps; each is recorded in the transaction that carries it out."""

from __future__ import annotations

from dataclasses import dataclass

from kb.errors import StoreError
from kb.store.connections import Connections
from kb.types import Language


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the tables. A published step is never edited: what comes later is another step."""

    number: int
    name: str
    statements: tuple[str, ...]


_TABLES = (
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO counters VALUES ('revision', 0)",
    # `readers` as the head says, `audience` with the admins: both as bits of kb.store.vectors.audience_of.
    """CREATE TABLE documents (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, work TEXT NOT NULL, language TEXT NOT NULL,
        original TEXT NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL, origin TEXT NOT NULL,
        path TEXT NOT NULL, checksum TEXT NOT NULL, encoding TEXT NOT NULL, topics TEXT NOT NULL,
        readers INTEGER NOT NULL, audience INTEGER NOT NULL, source TEXT NOT NULL, owner TEXT, reviewed TEXT,
        made_by TEXT NOT NULL, licence TEXT, added TEXT NOT NULL, rules TEXT NOT NULL)""",
    "CREATE INDEX documents_by_place ON documents (origin, path)",
    # Old versions stay readable until the document goes; `revision` is when each was last the newest.
    """CREATE TABLE texts (
        document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, version TEXT NOT NULL,
        text TEXT NOT NULL, revision INTEGER NOT NULL, PRIMARY KEY (document, version))""",
    # `original` is NULL where the section says nothing of its own, so that a changed head applies at once.
    """CREATE TABLE passages (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, section INTEGER NOT NULL,
        section_path TEXT NOT NULL, anchor TEXT NOT NULL, place INTEGER NOT NULL, part INTEGER NOT NULL,
        units INTEGER NOT NULL, kind TEXT NOT NULL, attributes TEXT NOT NULL, original TEXT,
        text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, digest TEXT NOT NULL,
        revision INTEGER NOT NULL)""",
    "CREATE INDEX passages_by_document ON passages (document, section, place, part)",
    "CREATE INDEX passages_by_digest ON passages (digest)",
    "CREATE INDEX passages_by_revision ON passages (revision)",
    """CREATE TABLE asked (
        id TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        language TEXT NOT NULL, anchor TEXT NOT NULL, place INTEGER, text TEXT NOT NULL,
        digest TEXT NOT NULL, revision INTEGER NOT NULL)""",
    "CREATE INDEX asked_by_document ON asked (document)",
    "CREATE INDEX asked_by_digest ON asked (digest)",
    "CREATE INDEX asked_by_revision ON asked (revision)",
    """CREATE TABLE decoys (
        id TEXT PRIMARY KEY, language TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
        digest TEXT NOT NULL, revision INTEGER NOT NULL)""",
    "CREATE INDEX decoys_by_digest ON decoys (digest)",
    """CREATE TABLE vectors (
        fingerprint TEXT NOT NULL, digest TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (fingerprint, digest))""",
    """CREATE TABLE generations (
        number INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, revision INTEGER NOT NULL,
        question_means BLOB NOT NULL, passage_means BLOB NOT NULL)""",
    "CREATE TABLE removed_documents (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE removed_places (origin TEXT, place TEXT, PRIMARY KEY (origin, place)) WITHOUT ROWID",
)

# The columns of a view stand in the order of the fields of the type that is made of its rows (kb.store.rows).
_VIEWS = (
    """CREATE VIEW document_rows AS
        SELECT id, work, language, original, title, version, origin, path, checksum, encoding, topics,
            readers, source, owner, reviewed, made_by, licence, added,
            (SELECT count(*) FROM passages WHERE document = d.number) AS passages,
            (SELECT count(*) FROM asked WHERE document = d.number) AS questions, d.number AS number
        FROM documents AS d""",
    """CREATE VIEW passage_rows AS
        SELECT p.id AS id, d.id AS document, work, language, coalesce(p.original, d.original) AS original,
            version, title, section, section_path, anchor, place, part, kind, attributes, readers, made_by,
            reviewed, text, start, "end"
        FROM passages AS p JOIN documents AS d ON d.number = p.document""",
    """CREATE VIEW passage_slot_rows AS
        SELECT p.id AS id, d.id AS document, work, language, anchor, place, part, units, audience,
            p.revision AS revision
        FROM passages AS p JOIN documents AS d ON d.number = p.document""",
    """CREATE VIEW asked_slot_rows AS
        SELECT a.id AS id, d.id AS document, work, a.language AS language, anchor, place, audience,
            a.revision AS revision
        FROM asked AS a JOIN documents AS d ON d.number = a.document""",
    # Every embedded thing with its lane; decoys are for everyone, like kb.store.vectors.ALL_AUDIENCE.
    """CREATE VIEW embedded AS
        SELECT 'passage' AS kind, p.id AS id, language, audience, digest, revision
        FROM passages AS p JOIN documents AS d ON d.number = p.document
        UNION ALL SELECT 'asked', a.id, a.language, audience, digest, revision
        FROM asked AS a JOIN documents AS d ON d.number = a.document
        UNION ALL SELECT 'decoy', id, language, 15, digest, revision FROM decoys""",
)


# What a person decided stands apart from what files say: an ingest replaces the rows of `asked` and `decoys` that came
# from files, and derives those of curations again. `document` is a name, not a key: a text may go and come back.
_CURATIONS = (
    """CREATE TABLE curations (
        id TEXT PRIMARY KEY, closing TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL,
        digest TEXT NOT NULL, decoy TEXT, document TEXT, anchor TEXT, place INTEGER, passage TEXT,
        at TEXT NOT NULL)""",
    "CREATE INDEX curations_by_document ON curations (document)",
    "ALTER TABLE asked ADD COLUMN curation TEXT REFERENCES curations ON DELETE CASCADE",
    "ALTER TABLE decoys ADD COLUMN curation TEXT REFERENCES curations ON DELETE CASCADE",
)


_LEARNED = (
    "ALTER TABLE generations ADD COLUMN adapter BLOB",
    "ALTER TABLE generations ADD COLUMN lessons TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE generations ADD COLUMN answered TEXT NOT NULL DEFAULT '[]'",
)


# Embedded and searched as decoys are; for everyone, because they are the askers' words, not the texts'.
_EXAMPLES = (
    """CREATE TABLE examples (
        id TEXT PRIMARY KEY, entry TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL,
        sections TEXT NOT NULL, visit INTEGER NOT NULL, digest TEXT NOT NULL, revision INTEGER NOT NULL)""",
    "CREATE INDEX examples_by_digest ON examples (digest)",
    "DROP VIEW embedded",
    """CREATE VIEW embedded AS
        SELECT 'passage' AS kind, p.id AS id, language, audience, digest, revision
        FROM passages AS p JOIN documents AS d ON d.number = p.document
        UNION ALL SELECT 'asked', a.id, a.language, audience, digest, revision
        FROM asked AS a JOIN documents AS d ON d.number = a.document
        UNION ALL SELECT 'decoy', id, language, 15, digest, revision FROM decoys
        UNION ALL SELECT 'example', id, language, 15, digest, revision FROM examples""",
)


# What was removed or replaced, whole, apart from all that is searched.
_COPIES = (
    """CREATE TABLE copies (
        number INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, removed INTEGER NOT NULL, at TEXT NOT NULL,
        info TEXT NOT NULL, content TEXT NOT NULL)""",
    """CREATE TABLE copy_files (
        copy INTEGER NOT NULL REFERENCES copies ON DELETE CASCADE, name TEXT NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (copy, name))""",
    """CREATE TABLE copy_digests (
        copy INTEGER NOT NULL REFERENCES copies ON DELETE CASCADE, digest TEXT NOT NULL,
        PRIMARY KEY (copy, digest)) WITHOUT ROWID""",
    "CREATE INDEX copy_digests_by_digest ON copy_digests (digest)",
    "ALTER TABLE removed_documents ADD COLUMN audience INTEGER NOT NULL DEFAULT 15",
)


_TAUGHT = (
    "ALTER TABLE generations ADD COLUMN classifier BLOB",
    "ALTER TABLE generations ADD COLUMN taught TEXT NOT NULL DEFAULT ''",
)


_LINES = ("ALTER TABLE examples ADD COLUMN lines TEXT NOT NULL DEFAULT '[]'",)


def _full_text(language: Language) -> tuple[str, ...]:
    # `ascii` folds and splits only ASCII: our tokens, already folded and joined by blanks, stay as they are.
    # unicode61 would fold them a second time by tables of its own (é to e), and the idf would miss them.
    return (
        f"CREATE VIRTUAL TABLE lexical_{language} USING fts5(tokens, tokenize = 'ascii')",
        f"CREATE VIRTUAL TABLE lexical_{language}_terms USING fts5vocab(lexical_{language}, 'row')",
    )


STEPS = (
    Step(
        1,
        "tables, views and a full-text table a language",
        _TABLES + _VIEWS + tuple(statement for language in Language for statement in _full_text(language)),
    ),
    Step(2, "questions and decoys that a person added", _CURATIONS),
    Step(3, "what a generation has learned", _LEARNED),
    Step(4, "tasks and topics as people say them", _EXAMPLES),
    Step(5, "copies of what was removed or replaced", _COPIES),
    Step(6, "the question classifier", _TAUGHT),
    Step(7, "the lines that an example should not lack", _LINES),
)


def migrate(connections: Connections, steps: tuple[Step, ...] = STEPS) -> None:
    """Carry out what is missing; raises StoreError where the file is newer than this program."""
    newest = _newest(connections)
    if newest > steps[-1].number:
        raise StoreError(
            f"The {connections.name} was written by a newer version (step {newest}; this one knows "
            f"{steps[-1].number}): update the program, or restore an older backup."
        )
    for step in steps:
        if step.number > newest:
            _carry_out(connections, step)


def _newest(connections: Connections) -> int:
    with connections.reading() as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone():
            return 0
        (newest,) = connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()
    return int(newest)


def _carry_out(connections: Connections, step: Step) -> None:
    with connections.writing() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        # Looked up inside the transaction: another process may have been quicker.
        if connection.execute("SELECT 1 FROM migrations WHERE number = ?", (step.number,)).fetchone():
            return
        for statement in step.statements:
            connection.execute(statement)
        connection.execute("INSERT INTO migrations VALUES (?, ?)", (step.number, step.name))
