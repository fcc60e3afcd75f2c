"""The body of `/v1/insights`: what is asked, refused, disliked, and which texts nobody needs or keeps fresh."""

from __future__ import annotations

from datetime import date

from api.schemas.common import Body, LanguageCode
from api.schemas.feedback import FeedbackReason
from api.schemas.gaps import GapGroupOut
from api.schemas.results import ResultKind


class TotalsOut(Body):
    """All that was asked in the window."""

    asked: int = 0
    answered: int = 0
    refused: int = 0
    useful: int = 0
    not_useful: int = 0
    expected: int = 0


class DayOut(Body):
    """One day (UTC), days without questions too."""

    day: date
    answered: int
    refused: int


class LanguageCountOut(Body):
    """What was asked in a language."""

    language: LanguageCode
    answered: int
    refused: int


class KindCountOut(Body):
    """How many results of a kind."""

    kind: ResultKind
    count: int


class SectionCountOut(Body):
    """How often a section was cited, in whatever language; named in the reader's language where there is an edition."""

    work: str
    anchor: str
    document: str
    title: str
    heading: str
    count: int
    not_useful: int


class WorkCountOut(Body):
    """How often anything of a work was cited."""

    work: str
    document: str
    title: str
    count: int
    not_useful: int


class DislikedOut(Body):
    """A result that did not help."""

    id: str
    at: str
    kind: ResultKind
    language: LanguageCode
    question: str
    reason: FeedbackReason | None = None
    comment: str | None = None
    sections: tuple[str, ...] = ()


class TextUseOut(Body):
    """A text that needs a look. `uses`: how often it was cited in the window; `months` since it was reviewed."""

    document: str
    work: str
    title: str
    language: LanguageCode
    owner: str | None = None
    reviewed: date | None = None
    months: int | None = None
    uses: int


class InsightsOut(Body):
    """A window of the journal, as far as the caller may read the texts that it is about."""

    since: str
    until: str
    days: int
    stale_months: int
    totals: TotalsOut
    by_day: tuple[DayOut, ...]
    by_language: tuple[LanguageCountOut, ...]
    by_kind: tuple[KindCountOut, ...]
    by_work: tuple[WorkCountOut, ...]
    by_section: tuple[SectionCountOut, ...]
    refused: tuple[GapGroupOut, ...]
    disliked: tuple[DislikedOut, ...]
    stale: tuple[TextUseOut, ...]
    unused: tuple[TextUseOut, ...]
