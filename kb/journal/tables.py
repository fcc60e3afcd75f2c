"""The journal's tables as numbered steps, and its rows as our types."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kb.journal.types import Action, Closing, Entry, Feedback, Reason
from kb.store.migrations import Step
from kb.types import Language, Material, Refusal, RefusalReason, Related

STEPS = (
    # Journals that were begun before there were steps hold this table already.
    Step(
        1,
        "questions",
        (
            """CREATE TABLE IF NOT EXISTS asked (
                id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL,
                question TEXT NOT NULL, question_used TEXT NOT NULL, reason TEXT, sections TEXT NOT NULL) STRICT""",
        ),
    ),
    Step(
        2,
        "feedback, and what was done about refusals",
        (
            "ALTER TABLE asked ADD COLUMN related TEXT NOT NULL DEFAULT '[]'",
            "CREATE INDEX asked_by_time ON asked (at)",
            """CREATE TABLE feedback (
                entry TEXT PRIMARY KEY REFERENCES asked ON DELETE CASCADE, at TEXT NOT NULL, useful INTEGER NOT NULL,
                reason TEXT, comment TEXT, expected INTEGER NOT NULL) STRICT""",
            """CREATE TABLE closings (
                id TEXT PRIMARY KEY, action TEXT NOT NULL, at TEXT NOT NULL, owner TEXT, document TEXT,
                note TEXT NOT NULL, done INTEGER NOT NULL) STRICT""",
            """CREATE TABLE closed (
                entry TEXT PRIMARY KEY REFERENCES asked ON DELETE CASCADE,
                closing TEXT NOT NULL REFERENCES closings ON DELETE CASCADE) STRICT""",
            "CREATE INDEX closed_by_closing ON closed (closing)",
            """CREATE VIEW entries AS
                SELECT a.id AS id, a.at AS at, kind, language, question_used, a.reason AS reason, sections, related,
                    f.useful, f.reason, f.comment, f.expected, c.closing, l.done
                FROM asked AS a LEFT JOIN feedback AS f ON f.entry = a.id LEFT JOIN closed AS c ON c.entry = a.id
                LEFT JOIN closings AS l ON l.id = c.closing""",
        ),
    ),
    Step(
        3,
        "vectors of refused questions",
        (
            """CREATE TABLE vectors (
                entry TEXT PRIMARY KEY REFERENCES asked ON DELETE CASCADE, fingerprint TEXT NOT NULL,
                vector BLOB NOT NULL) STRICT""",
        ),
    ),
)

Row = Sequence[Any]


def entry_from(row: Row) -> Entry:
    """A row of the view `entries`."""
    feedback = None
    if row[8] is not None:
        feedback = Feedback(bool(row[8]), Reason(row[9]) if row[9] else None, row[10], bool(row[11]))
    return Entry(
        id=row[0],
        at=row[1],
        kind=row[2],
        language=Language(row[3]),
        question=row[4],
        reason=RefusalReason(row[5]) if row[5] else None,
        sections=tuple((document, anchor) for document, _, anchor in _parts(row[6])),
        related=tuple(Related(*one) for one in json.loads(row[7])),
        feedback=feedback,
        closing=row[12],
        done=bool(row[13]) if row[13] is not None else True,
    )


def closing_from(row: Row, entries: Sequence[tuple[str, str]]) -> Closing:
    """A row of `closings`, and the ids and questions of the entries that it is about."""
    return Closing(
        id=row[0],
        action=Action(row[1]),
        at=row[2],
        owner=row[3],
        document=row[4],
        note=row[5],
        done=bool(row[6]),
        entries=tuple(entry for entry, _ in entries),
        questions=tuple(question for _, question in entries),
    )


def sections_of(result: Material | Refusal) -> str:
    """The sections that a result cites, as the column keeps them."""
    if isinstance(result, Refusal):
        return ""
    return "\n".join(sorted({f"{citation.document}#{citation.anchor}" for citation in result.citations}))


def related_of(result: Material | Refusal) -> str:
    """What a refusal offered instead, as the column keeps it; what is offered beside an answer is no part of it."""
    if not isinstance(result, Refusal):
        return "[]"
    return json.dumps([(one.document, one.anchor, one.title) for one in result.related], ensure_ascii=False)


def _parts(column: str) -> list[tuple[str, str, str]]:
    return [line.rpartition("#") for line in column.split("\n") if line]
