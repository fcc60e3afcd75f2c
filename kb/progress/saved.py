"""Results that somebody keeps, with ticks and notes by line."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kb.errors import InputError, NoSuchSaved
from kb.store.side_file import SideFile
from kb.types import Language

# A person finds nothing in more; and one key must not fill the disk: each is at most as large as a request.
MOST_KEPT = 500

_COLUMNS = "id, title, kind, language, created, changed, body, ticks, notes"


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept result; `body` is as it was given, `ticks` are ids of lines, `notes` by id of line."""

    id: str
    title: str
    kind: str
    language: Language
    created: str
    changed: str
    body: str
    ticks: tuple[str, ...]
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What changes: only the lines that are named; an empty note takes the note away."""

    title: str | None
    ticks: Mapping[str, bool]
    notes: Mapping[str, str]


class SavedResults:
    """The keeping part of kb.progress.Progress; what is somebody else's is answered like what does not exist."""

    def __init__(self, file: SideFile) -> None:
        self._file = file

    def save(self, owner: str, body: str, kind: str, language: Language, change: Change, at: datetime) -> Saved:
        """Keep a result; raises InputError where the owner keeps too many already."""
        identifier, time = str(uuid.uuid4()), at.isoformat(timespec="seconds")
        with self._file.opened().writing() as connection:
            (count,) = connection.execute("SELECT count(*) FROM saved WHERE owner = ?", (owner,)).fetchone()
            if count >= MOST_KEPT:
                raise InputError(f"{count} results are kept already. Delete one that you no longer need.")
            saved = _changed(Saved(identifier, "", kind, language, time, time, body, (), {}), change, time)
            connection.execute(
                f"INSERT INTO saved ({_COLUMNS}, owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
                (*_columns(saved), owner),
            )
        return saved

    def all_saved(self, owner: str) -> list[Saved]:
        """Everything that somebody keeps, last changed first."""
        with self._file.opened().reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM saved WHERE owner = ? ORDER BY changed DESC, rowid DESC",  # noqa: S608
                (owner,),
            ).fetchall()
        return [_saved(row) for row in rows]

    def open_saved(self, owner: str, saved: str) -> Saved:
        """One; raises NoSuchSaved."""
        with self._file.opened().reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM saved WHERE owner = ? AND id = ?",  # noqa: S608
                (owner, saved),
            ).fetchone()
        if row is None:
            raise NoSuchSaved(f"There is no saved result {saved!r}.")
        return _saved(row)

    def change_saved(self, owner: str, saved: str, change: Change, at: datetime) -> Saved:
        """Change its title and the ticks and notes of the lines that are named; raises NoSuchSaved."""
        with self._file.opened().writing() as connection:
            after = _changed(self.open_saved(owner, saved), change, at.isoformat(timespec="seconds"))
            connection.execute(
                "UPDATE saved SET title = ?, changed = ?, ticks = ?, notes = ? WHERE id = ?",
                (after.title, after.changed, *_columns(after)[-2:], saved),
            )
        return after

    def forget_saved(self, owner: str, saved: str) -> None:
        """Throw it away; raises NoSuchSaved."""
        with self._file.opened().writing() as connection:
            if not connection.execute("DELETE FROM saved WHERE owner = ? AND id = ?", (owner, saved)).rowcount:
                raise NoSuchSaved(f"There is no saved result {saved!r}.")


def _changed(saved: Saved, change: Change, at: str) -> Saved:
    ticked = dict.fromkeys(saved.ticks, True) | dict(change.ticks)
    notes = {line: note for line, note in (dict(saved.notes) | dict(change.notes)).items() if note}
    return Saved(
        id=saved.id,
        title=change.title or saved.title,
        kind=saved.kind,
        language=saved.language,
        created=saved.created,
        changed=at,
        body=saved.body,
        ticks=tuple(line for line, is_ticked in ticked.items() if is_ticked),
        notes=notes,
    )


def _columns(saved: Saved) -> tuple[str, ...]:
    ticks, notes = json.dumps(saved.ticks, ensure_ascii=False), json.dumps(dict(saved.notes), ensure_ascii=False)
    return (
        saved.id, saved.title, saved.kind, saved.language, saved.created, saved.changed, saved.body, ticks, notes,
    )  # fmt: skip


def _saved(row: tuple[str, ...]) -> Saved:
    return Saved(
        id=row[0],
        title=row[1],
        kind=row[2],
        language=Language(row[3]),
        created=row[4],
        changed=row[5],
        body=row[6],
        ticks=tuple(json.loads(row[7])),
        notes=json.loads(row[8]),
    )
