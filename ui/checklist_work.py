"""A checklist that somebody works through: what they have done, and what of it the service does not know yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from api.schemas.materials import Order
from api.schemas.results import ResultOut
from api.schemas.saved import SavedOut

# What the service keeps of a note; the worksheet's field takes no more either.
MAX_NOTE_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Done:
    """The lines that are ticked, and the notes by line."""

    ticks: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one state to the next: ticks set and taken away, notes; an empty note was taken away."""

    ticks: Mapping[str, bool]
    notes: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.ticks or self.notes)


@dataclass(frozen=True, slots=True)
class ChecklistWork:
    """A result with what was done in it. `kept`: what the service knows; `saved`: its name there, None: not saved.

    `number` counts checklists, so that no worksheet of an old one comes back.
    """

    result: ResultOut
    number: int
    order: Order | None = None
    saved: str | None = None
    title: str = ""
    done: Done = field(default_factory=Done)
    kept: Done = field(default_factory=Done)
    withheld: int = 0

    @property
    def lines(self) -> frozenset[str]:
        """The ids of its lines."""
        return frozenset(line.id for block in self.result.blocks for line in block.lines)

    def doing(self, ticks: object, notes: object) -> ChecklistWork:
        """With what the worksheet told; what is none of its lines is left out."""
        lines = self.lines
        told = [one for one in ticks if isinstance(one, str)] if isinstance(ticks, list) else self.done.ticks
        ticked = lines.intersection(told)
        noted = _notes(notes, lines) if isinstance(notes, dict) else self.done.notes
        return replace(self, done=Done(ticked, noted))

    def unsaved(self) -> Changes:
        """What the service does not know yet."""
        now, kept = self.done, self.kept
        ticks = {one: one in now.ticks for one in now.ticks ^ kept.ticks}
        names = now.notes.keys() | kept.notes.keys()
        notes = {one: now.notes.get(one, "") for one in names if now.notes.get(one, "") != kept.notes.get(one, "")}
        return Changes(ticks, notes)

    def saved_as(self, saved: SavedOut) -> ChecklistWork:
        """With all that was done known to the service."""
        return replace(self, saved=saved.id, title=saved.title, kept=self.done)


def opened_work(saved: SavedOut, number: int) -> ChecklistWork:
    """A kept checklist, taken up again."""
    done = Done(frozenset(saved.ticks), dict(saved.notes))
    return ChecklistWork(
        saved.result, number, saved=saved.id, title=saved.title, done=done, kept=done, withheld=saved.withheld
    )


def _notes(notes: Mapping[object, object], lines: Iterable[str]) -> Mapping[str, str]:
    known = frozenset(lines)
    return {
        str(line): str(note).strip()[:MAX_NOTE_CHARS]
        for line, note in notes.items()
        if line in known and str(note).strip()
    }
