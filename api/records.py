"""What people leave behind and what is made of it: journal, insights, saved results, drills, decisions."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.curation import Refused
from kb.errors import InputError, NoSuchClosing
from kb.insights import Insights
from kb.journal import Action, Closing, Journal, now
from kb.progress import Progress
from kb.store.records import Curation
from kb.types import DecoyKind


class Curator(Protocol):
    """What takes decisions about refused questions into the library; raises Busy while an ingest runs."""

    def attach(
        self, closing: str, questions: Sequence[Refused], document: str, anchor: str, place: int | None = None
    ) -> None:
        """Let a section answer these questions; raises NotFound or Gone."""
        ...

    def make_decoys(self, closing: str, questions: Sequence[Refused], kind: DecoyKind) -> None:
        """Let these questions be refused."""
        ...

    def undo(self, closing: str) -> int:
        """Take a decision back; returns how many questions it was about."""
        ...

    def all(self) -> list[Curation]:
        """Everything that persons decided."""
        ...


@dataclass(frozen=True, slots=True)
class ClosingWithCurations:
    """What was done about refused questions, and the questions that the library has got by it."""

    closing: Closing
    curations: tuple[Curation, ...]


@dataclass(frozen=True, slots=True)
class GapDesk:
    """Where refused questions are closed: noted in the journal, and undone there where the library then refuses."""

    journal: Journal
    curator: Curator

    def attach(self, gaps: Sequence[str], document: str, anchor: str, place: int | None) -> ClosingWithCurations:
        """Let a section answer them; raises NotFound, Gone, InputError or Busy, and then nothing was done."""
        closing = self._begun(Action.ATTACH, gaps, document=document)
        refused = self._refused(gaps)
        return self._close(closing, lambda: self.curator.attach(closing.id, refused, document, anchor, place))

    def make_decoys(self, gaps: Sequence[str], kind: DecoyKind) -> ClosingWithCurations:
        """Let them, and what is like them, be refused; raises like `attach`."""
        closing = self._begun(Action.DECOY, gaps)
        refused = self._refused(gaps)
        return self._close(closing, lambda: self.curator.make_decoys(closing.id, refused, kind))

    def hand_over(self, gaps: Sequence[str], owner: str, document: str | None, note: str) -> ClosingWithCurations:
        """Leave them to the owner of a text; raises NotFound or InputError."""
        return self._close(self._begun(Action.HAND_OVER, gaps, owner=owner, document=document, note=note, done=False))

    def dismiss(self, gaps: Sequence[str], note: str) -> ClosingWithCurations:
        """Do nothing about them; raises NotFound or InputError."""
        return self._close(self._begun(Action.DISMISS, gaps, note=note))

    def finish(self, closing: str, *, done: bool) -> ClosingWithCurations:
        """Mark what was handed over as done or as open again; raises NotFound, InputError for other closings."""
        found = self._one(closing)
        if found.closing.action is not Action.HAND_OVER:
            raise InputError("Only what was handed over to an owner can be done or open.")
        self.journal.finish(closing, done=done)
        return self._one(closing)

    def undo(self, closing: str) -> None:
        """Take back what was done, at once; raises NoSuchClosing or Busy."""
        forgotten = self.curator.undo(closing)
        if not self.journal.reopen(closing) and not forgotten:
            raise NoSuchClosing(f"Nothing was done under {closing!r}.")

    def closings(self) -> list[ClosingWithCurations]:
        """Everything that was done, newest first; also what only the library remembers (a journal forgets)."""
        curations: defaultdict[str, list[Curation]] = defaultdict(list)
        for curation in self.curator.all():
            curations[curation.closing].append(curation)
        known = self.journal.closings()
        found = [ClosingWithCurations(one, tuple(curations.pop(one.id, ()))) for one in known]
        found += [
            ClosingWithCurations(_from_library(closing, made), tuple(made)) for closing, made in curations.items()
        ]
        return sorted(found, key=lambda one: one.closing.at, reverse=True)

    def _begun(
        self,
        action: Action,
        gaps: Sequence[str],
        *,
        owner: str | None = None,
        document: str | None = None,
        note: str = "",
        done: bool = True,
    ) -> Closing:
        entries = tuple(dict.fromkeys(gaps))
        return Closing(str(uuid.uuid4()), action, now(), owner, document, note, done, entries)

    def _refused(self, gaps: Sequence[str]) -> list[Refused]:
        entries = self.journal.entries_of(gaps)
        # Asked twice in the same words is one question.
        return list(dict.fromkeys(Refused(entry.question, entry.language) for entry in entries))

    def _close(self, closing: Closing, act: Callable[[], None] | None = None) -> ClosingWithCurations:
        self.journal.close_gaps(closing)
        if act is not None:
            try:
                act()
            except BaseException:
                self.journal.reopen(closing.id)
                raise
        return self._one(closing.id)

    def _one(self, closing: str) -> ClosingWithCurations:
        for one in self.closings():
            if one.closing.id == closing:
                return one
        raise NoSuchClosing(f"Nothing was done under {closing!r}.")


def _from_library(closing: str, made: Sequence[Curation]) -> Closing:
    action = Action.ATTACH if made[0].decoy is None else Action.DECOY
    questions = tuple(curation.text for curation in made)
    return Closing(closing, action, made[0].at, document=made[0].document, questions=questions)


@dataclass(frozen=True, slots=True)
class Records:
    """What one running service keeps beside the library; `team_progress`: managers see others' readiness."""

    journal: Journal
    insights: Insights
    progress: Progress
    desk: GapDesk
    team_progress: bool = False
    stale_months: int = 12

    def close(self) -> None:
        """Let go of the files."""
        self.journal.close()
        self.progress.close()
