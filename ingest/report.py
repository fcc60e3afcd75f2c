"""What an ingest did: counts, and every failure by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.errors import Why

# (stage, done, total, what is being worked on)
Progress = Callable[[str, int, int, str], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, and why; the run went on without it. `why`: to be worded in any language."""

    place: str
    reason: str
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Documents by what became of them, by id (files by place where they failed).

    `passages` and `questions` count what was stored in this run, `embedded` the texts that had to be embedded.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    warnings: tuple[str, ...] = ()
    passages: int = 0
    questions: int = 0
    embedded: int = 0
    seconds: float = 0.0


def silent(stage: str, done: int, total: int, what: str) -> None:
    """Progress for those who do not watch."""
