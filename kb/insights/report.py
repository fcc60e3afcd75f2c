"""The insights of a role: only what it may read is counted, and what tells of other texts is left out altogether."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from kb.insights.grouping import GapGroup, Meanings, grouped
from kb.insights.settling import settled
from kb.journal import Entry, GapState, Journal, gaps_of
from kb.types import DocumentInfo, Language, Passage, Role

# More sections or disliked answers than these are no overview.
_SECTIONS = 50
_DISLIKED = 100
_DAYS_A_MONTH = 30.4375


class _Section(Protocol):
    @property
    def passages(self) -> tuple[Passage, ...]: ...


class _Library(Protocol):
    def documents(self, role: Role) -> list[DocumentInfo]: ...

    def shelf(self, language: Language, role: Role) -> Sequence[_Section]: ...


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are looked at, back from `now`; texts reviewed more than `stale_months` ago count as stale."""

    now: datetime
    days: int
    stale_months: int

    @property
    def since(self) -> str:
        """The first moment, as the journal writes it: the start of the first day."""
        first = self.now.astimezone(UTC).date() - timedelta(days=self.days - 1)
        return datetime(first.year, first.month, first.day, tzinfo=UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Citings:
    """How often a section (or, without anchor, a work) was cited, and how often that did not help."""

    passage: Passage
    count: int
    not_useful: int


@dataclass(frozen=True, slots=True)
class TextUse:
    """A text, how often it was cited, and how many whole months ago it was reviewed."""

    info: DocumentInfo
    uses: int
    months: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What a window of the journal tells; `entries` oldest first, `days` each with what was answered and refused."""

    entries: tuple[Entry, ...]
    days: tuple[tuple[date, int, int], ...]
    works: tuple[Citings, ...]
    sections: tuple[Citings, ...]
    refused: tuple[GapGroup, ...]
    disliked: tuple[Entry, ...]
    stale: tuple[TextUse, ...]
    unused: tuple[TextUse, ...]


@dataclass(frozen=True, slots=True)
class Insights:
    """Built by kb.assembly; every method may be called from any thread."""

    journal: Journal
    library: _Library
    meanings: Meanings

    def overview(self, window: Window, role: Role, language: Language) -> Overview:
        """Everything at once; sections are those of the edition in `language` where there is one.

        Raises StoreError, EmbeddingError.
        """
        infos = {info.id: info for info in self.library.documents(role)}
        entries = self._visible(window.since, role, infos.keys())
        uses = Counter(document for entry in entries for document in {document for document, _ in entry.sections})
        texts = [_use(info, uses[info.id], window.now) for info in infos.values()]
        works, sections = self._cited(entries, infos, role, language)
        return Overview(
            entries=tuple(entries),
            days=_days(entries, window),
            works=works,
            sections=sections,
            refused=tuple(grouped([gap for gap in self._gaps(entries) if gap.closing is None], self.meanings)),
            disliked=tuple(
                [entry for entry in reversed(entries) if entry.feedback and not entry.feedback.useful][:_DISLIKED]
            ),
            stale=tuple(_stale(texts, window.stale_months)),
            # A text that came within the window has not had its chance yet.
            unused=tuple(text for text in texts if not text.uses and text.info.added < window.since),
        )

    def gaps(self, since: str, role: Role, state: GapState | None) -> list[GapGroup]:
        """Refused questions from a time on, by meaning; `state` None: all of them."""
        infos = {info.id for info in self.library.documents(role)}
        gaps = self._gaps(self._visible(since, role, infos))
        return grouped([gap for gap in gaps if state in {None, gap.state}], self.meanings)

    def _gaps(self, entries: Sequence[Entry]) -> list[Entry]:
        return settled(gaps_of(entries), self.journal.closings())

    def _visible(self, since: str, role: Role, readable: Iterable[str]) -> list[Entry]:
        """What tells only of texts that the role may read; of texts that are gone nobody knows who might have."""
        known = frozenset(readable)
        entries = self.journal.entries(since)
        return entries if role is Role.ADMIN else [entry for entry in entries if entry.documents <= known]

    def _cited(
        self, entries: Sequence[Entry], infos: dict[str, DocumentInfo], role: Role, language: Language
    ) -> tuple[tuple[Citings, ...], tuple[Citings, ...]]:
        count: Counter[tuple[str, str | None]] = Counter()
        disliked: Counter[tuple[str, str | None]] = Counter()
        for entry in entries:
            keys = {(infos[document].work, anchor) for document, anchor in entry.sections if document in infos}
            both: set[tuple[str, str | None]] = {*keys, *((work, None) for work, _ in keys)}
            count.update(both)
            if entry.feedback and not entry.feedback.useful:
                disliked.update(both)
        first: dict[tuple[str, str | None], Passage] = {}
        for section in self.library.shelf(language, role):
            passage = section.passages[0]
            first.setdefault((passage.work, passage.anchor), passage)
            first.setdefault((passage.work, None), passage)
        found = [
            (key, Citings(first[key], number, disliked[key]))
            for key, number in sorted(count.items(), key=lambda pair: (-pair[1], pair[0][0], pair[0][1] or ""))
            if key in first
        ]
        works = tuple(one for (_, anchor), one in found if anchor is None)
        return works, tuple([one for (_, anchor), one in found if anchor is not None][:_SECTIONS])


def _days(entries: Iterable[Entry], window: Window) -> tuple[tuple[date, int, int], ...]:
    counted = Counter((entry.at[:10], entry.refused) for entry in entries)
    first = datetime.fromisoformat(window.since).date()
    days = [first + timedelta(days=number) for number in range(window.days)]
    return tuple((day, counted[day.isoformat(), False], counted[day.isoformat(), True]) for day in days)


def _use(info: DocumentInfo, uses: int, at: datetime) -> TextUse:
    months = None if info.reviewed is None else int((at.date() - info.reviewed).days / _DAYS_A_MONTH)
    return TextUse(info, uses, months)


def _stale(texts: Iterable[TextUse], months: int) -> list[TextUse]:
    """The most used first: a stale text that many stand on is the worse one. One never reviewed is stale too."""
    found = [text for text in texts if text.months is None or text.months >= months]
    return sorted(found, key=lambda text: (-text.uses, text.info.id))
