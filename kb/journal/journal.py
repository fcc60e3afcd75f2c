"""What was asked and what was refused, in a file of its own, so that asking never waits for an ingest.

It holds no names. Each entry is one short transaction; a journal that can't be written never costs an answer:
that is logged, and the answer goes out.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kb.errors import InputError, NoSuchClosing, NoSuchEntry, StoreError
from kb.journal.tables import STEPS, closing_from, entry_from, related_of, sections_of
from kb.journal.types import REFUSED, Closing, Entry, Feedback
from kb.store.reading import as_json
from kb.store.rows import to_blob, to_matrix
from kb.store.side_file import SideFile
from kb.store.vectors import Vector
from kb.types import Material, Question, Refusal

_LOG = logging.getLogger(__name__)

# Longer questions are kept to this many characters: a journal is for reading.
_KEPT = 500


class Journal:
    """Opened once; may be used from any thread. All but `record` raise StoreError where the file can't be used."""

    def __init__(self, path: Path, keep_days: int = 0) -> None:
        """`path` is created with its folder on first use. `keep_days`: older entries are deleted; 0 keeps all."""
        # A lost last entry after a power cut is no harm; a disk flush a question is 5 ms of harm.
        self._file = SideFile(path, "journal", STEPS, durable=False)
        self._keep_days = keep_days
        self._pruned = ""

    def record(self, result: Material | Refusal, question: Question) -> None:
        """Note a question and what became of it."""
        row = (
            result.id,
            now(),
            REFUSED if isinstance(result, Refusal) else str(result.kind),
            str(result.language),
            _storable(question.text[:_KEPT]),
            _storable(result.question_used[:_KEPT]),
            str(result.reason) if isinstance(result, Refusal) else None,
            sections_of(result),
            related_of(result),
        )
        try:
            self._prune(row[1])
            with self._file.opened().writing() as connection:
                connection.execute(
                    # The same material made again keeps what people thought of it.
                    "INSERT INTO asked (id, at, kind, language, question, question_used, reason, sections, related) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
                    row,
                )
        except (StoreError, OSError) as error:
            _LOG.warning("The journal could not be written: %s", error)

    def entries(self, since: str = "") -> list[Entry]:
        """Everything from a time on (ISO 8601, UTC), oldest first."""
        with self._file.opened().reading() as connection:
            rows = connection.execute("SELECT * FROM entries WHERE at >= ? ORDER BY at, id", (since,)).fetchall()
        return [entry_from(row) for row in rows]

    def entry(self, entry: str) -> Entry:
        """One entry; raises NoSuchEntry."""
        return self.entries_of((entry,))[0]

    def entries_of(self, ids: Sequence[str]) -> list[Entry]:
        """These entries, in that order, each once; raises NoSuchEntry where one is unknown."""
        with self._file.opened().reading() as connection:
            rows = connection.execute(
                "SELECT * FROM entries WHERE id IN (SELECT value FROM json_each(?))", (as_json(ids),)
            ).fetchall()
        known = {row[0]: entry_from(row) for row in rows}
        for one in ids:
            if one not in known:
                raise NoSuchEntry(f"The journal has no entry {one!r}.")
        return [known[one] for one in dict.fromkeys(ids)]

    def feedback(self, entry: str, given: Feedback) -> None:
        """Keep what somebody thinks of a result, in place of what was kept before; raises NoSuchEntry."""
        with self._file.opened().writing() as connection:
            if not connection.execute("SELECT 1 FROM asked WHERE id = ?", (entry,)).fetchone():
                raise NoSuchEntry(f"The journal has no entry {entry!r}.")
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)",
                (entry, now(), given.useful, given.reason, given.comment, given.expected_answer),
            )

    def close_gaps(self, closing: Closing) -> None:
        """Note what was done about refused questions.

        Raises NoSuchEntry where an entry is unknown, InputError where it was answered or something was done already.
        """
        with self._file.opened().writing() as connection:
            # On the same connection, so within the transaction: two librarians can't both close a question.
            for entry in self.entries_of(closing.entries):
                _refuse_closing(entry)
            connection.execute(
                "INSERT INTO closings VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    closing.id, closing.action, closing.at, closing.owner, closing.document, closing.note, closing.done,
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO closed VALUES (?, ?)", [(entry, closing.id) for entry in dict.fromkeys(closing.entries)]
            )

    def finish(self, closing: str, *, done: bool) -> None:
        """Mark what a text's owner had to do as done, or as open again; raises NoSuchClosing."""
        with self._file.opened().writing() as connection:
            if not connection.execute("UPDATE closings SET done = ? WHERE id = ?", (done, closing)).rowcount:
                raise NoSuchClosing(f"Nothing was done under {closing!r}.")

    def reopen(self, closing: str) -> bool:
        """Take back what was done: its questions are open again; returns whether it was known here."""
        with self._file.opened().writing() as connection:
            return connection.execute("DELETE FROM closings WHERE id = ?", (closing,)).rowcount > 0

    def closings(self) -> list[Closing]:
        """What was done about refused questions, newest first."""
        with self._file.opened().snapshot() as connection:
            rows = connection.execute("SELECT * FROM closings ORDER BY at DESC, id").fetchall()
            pairs = connection.execute(
                "SELECT closing, entry, question_used FROM closed JOIN asked ON asked.id = entry ORDER BY at, entry"
            ).fetchall()
        entries: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for closing, entry, question in pairs:
            entries[closing].append((entry, question))
        return [closing_from(row, entries[row[0]]) for row in rows]

    def vectors(self, fingerprint: str) -> dict[str, Vector]:
        """The raw vectors that are kept under a fingerprint, by entry."""
        with self._file.opened().reading() as connection:
            rows = connection.execute(
                "SELECT entry, vector FROM vectors WHERE fingerprint = ?", (fingerprint,)
            ).fetchall()
        return {entry: to_matrix([blob], 1)[0] for entry, blob in rows}

    def keep_vectors(self, fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """Keep raw vectors by entry; they go with their entries. What is no entry any more is left out."""
        with self._file.opened().writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors SELECT id, ?, ? FROM asked WHERE id = ?",
                [(fingerprint, to_blob(vector), entry) for entry, vector in vectors.items()],
            )

    def close(self) -> None:
        """Let go of the file; a later call opens it again."""
        self._file.close()

    def _prune(self, at: str) -> None:
        """Once a day, and when a process begins to write, what is too old goes."""
        today = at[:10]
        if not self._keep_days or self._pruned == today:
            return
        oldest = (datetime.fromisoformat(at) - timedelta(days=self._keep_days)).isoformat(timespec="seconds")
        with self._file.opened().writing() as connection:
            connection.execute("DELETE FROM asked WHERE at < ?", (oldest,))
            connection.execute(
                "DELETE FROM closings WHERE at < ? AND id NOT IN (SELECT closing FROM closed)", (oldest,)
            )
        self._pruned = today


def now() -> str:
    """The time as the journal writes it: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def gaps_of(entries: Iterable[Entry]) -> list[Entry]:
    """The refused questions that the texts may be lacking an answer to."""
    return [entry for entry in entries if entry.gap]


def _refuse_closing(entry: Entry) -> None:
    if not entry.refused:
        raise InputError(f"The question {entry.question!r} was answered: there is nothing to close.")
    if entry.closing is not None:
        raise InputError(f"Something was already done about {entry.question!r}: undo that first.")


def _storable(text: str) -> str:
    """`text` without lone surrogates, which SQLite can't keep."""
    return text.encode("utf-8", "replace").decode("utf-8")
