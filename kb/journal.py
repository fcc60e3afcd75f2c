"""What was asked and what was refused, in a file of its own, so that asking never waits for an ingest.

It holds no names. Each entry is one short transaction; a journal that can't be written never costs an answer:
that is logged, and the answer goes out.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kb.types import Material, Question, Refusal

_LOG = logging.getLogger(__name__)

_SCHEMA = """
create table if not exists asked (
    id text primary key, at text not null, kind text not null, language text not null,
    question text not null, question_used text not null, reason text, sections text not null
) strict
"""

# Longer questions are kept to this many characters: a journal is for reading.
_KEPT = 500


@dataclass(frozen=True, slots=True)
class Gap:
    """A refused question: something that the texts lack, or that was not found."""

    id: str
    at: str
    language: str
    question: str
    reason: str


class Journal:
    """Opened once; may be written from any thread."""

    def __init__(self, path: Path) -> None:
        """`path` is created with its folder on the first entry."""
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def record(self, result: Material | Refusal, question: Question) -> None:
        """Note a question and what became of it."""
        row = (
            result.id,
            datetime.now(UTC).isoformat(timespec="seconds"),
            "refusal" if isinstance(result, Refusal) else str(result.kind),
            str(result.language),
            question.text[:_KEPT],
            result.question_used[:_KEPT],
            str(result.reason) if isinstance(result, Refusal) else None,
            _sections(result),
        )
        try:
            with self._lock:
                connection = self._opened()
                with connection:
                    connection.execute("insert or replace into asked values (?, ?, ?, ?, ?, ?, ?, ?)", row)
        except (sqlite3.Error, OSError) as error:
            _LOG.warning("The journal could not be written: %s", error)

    def gaps(self, limit: int = 200) -> list[Gap]:
        """Refused questions, newest first."""
        with self._lock:
            rows = self._opened().execute(
                "select id, at, language, question_used, reason from asked where kind = 'refusal' "
                "order by at desc, rowid desc limit ?",
                (limit,),
            )
            return [Gap(*row) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # One connection behind one lock: entries are rare and tiny beside the search before them.
            self._connection = sqlite3.connect(self._path, check_same_thread=False)
            self._connection.execute("pragma journal_mode=wal")
            # A lost last entry after a power cut is no harm; a disk flush a question is 5 ms of harm.
            self._connection.execute("pragma synchronous=normal")
            self._connection.execute(_SCHEMA)
        return self._connection


def _sections(result: Material | Refusal) -> str:
    if isinstance(result, Refusal):
        return ""
    return "\n".join(sorted({f"{citation.document}#{citation.anchor}" for citation in result.citations}))
