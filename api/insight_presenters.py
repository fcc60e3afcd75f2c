"""From the journal's types to the bodies of insights and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from api.records import ClosingWithCurations
from api.schemas.common import LANGUAGES
from api.schemas.feedback import FeedbackOut
from api.schemas.gaps import ClosingOut, CurationOut, GapGroupOut, GapOut
from api.schemas.insights import (
    DayOut,
    DislikedOut,
    InsightsOut,
    KindCountOut,
    LanguageCountOut,
    SectionCountOut,
    TextUseOut,
    TotalsOut,
    WorkCountOut,
)
from api.schemas.results import RelatedOut, ResultKind
from kb.insights import GapGroup, Overview, Window
from kb.insights.report import Citings, TextUse
from kb.journal import Entry, Feedback
from kb.store.records import Curation


def feedback_out(entry: str, given: Feedback) -> FeedbackOut:
    """What is kept of somebody's feedback."""
    return FeedbackOut(
        id=entry,
        useful=given.useful,
        reason=given.reason.value if given.reason else None,
        comment=given.comment,
        expected_answer=given.expected_answer,
    )


def insights_out(overview: Overview, window: Window) -> InsightsOut:
    """The body of the insights."""
    entries = overview.entries
    kinds = Counter(entry.kind for entry in entries)
    return InsightsOut(
        since=window.since,
        until=window.now.isoformat(timespec="seconds"),
        days=window.days,
        stale_months=window.stale_months,
        totals=_totals(entries),
        by_day=tuple(DayOut(day=day, answered=answered, refused=refused) for day, answered, refused in overview.days),
        by_language=_languages(entries),
        by_kind=tuple(KindCountOut(kind=kind, count=kinds[kind]) for kind in get_args(ResultKind) if kinds[kind]),
        by_work=tuple(_work(one) for one in overview.works),
        by_section=tuple(_section(one) for one in overview.sections),
        refused=tuple(group_out(group) for group in overview.refused),
        disliked=tuple(_disliked(entry) for entry in overview.disliked),
        stale=tuple(_text(text) for text in overview.stale),
        unused=tuple(_text(text) for text in overview.unused),
    )


def group_out(group: GapGroup) -> GapGroupOut:
    """A group of refused questions."""
    shown = group.shown
    return GapGroupOut(
        id=shown.id,
        question=shown.question,
        language=shown.language.value,
        count=len(group.entries),
        expected=group.expected,
        last=group.entries[-1].at,
        gaps=tuple(_gap(entry) for entry in group.entries),
        related=tuple(RelatedOut(document=one.document, anchor=one.anchor, title=one.title) for one in shown.related),
    )


def closing_out(found: ClosingWithCurations) -> ClosingOut:
    """What was done about refused questions."""
    closing = found.closing
    return ClosingOut(
        id=closing.id,
        action=closing.action.value,
        at=closing.at,
        gaps=closing.entries,
        questions=closing.questions,
        owner=closing.owner,
        document=closing.document,
        note=closing.note,
        done=closing.done,
        curations=tuple(_curation(one) for one in found.curations),
    )


def _curation(one: Curation) -> CurationOut:
    return CurationOut(
        id=one.id,
        kind="asked" if one.decoy is None else "decoy",
        language=one.language.value,
        text=one.text,
        document=one.document,
        anchor=one.anchor,
        place=one.place,
        decoy_kind=one.decoy.value if one.decoy else None,
        at=one.at,
        live=one.live,
    )


def _gap(entry: Entry) -> GapOut:
    return GapOut(
        id=entry.id,
        at=entry.at,
        language=entry.language.value,
        question=entry.question,
        reason=entry.reason.value if entry.reason else "no_evidence",
        expected_answer=entry.expected_answer,
        state=entry.state.value,
        closing=entry.closing,
    )


def _totals(entries: Iterable[Entry]) -> TotalsOut:
    counted: Counter[str] = Counter()
    for entry in entries:
        counted["asked"] += 1
        counted["refused" if entry.refused else "answered"] += 1
        if entry.feedback is not None:
            counted["useful" if entry.feedback.useful else "not_useful"] += 1
            counted["expected"] += entry.feedback.expected_answer
    return TotalsOut(**counted)


def _languages(entries: Iterable[Entry]) -> tuple[LanguageCountOut, ...]:
    counted = Counter((entry.language.value, entry.refused) for entry in entries)
    return tuple(
        LanguageCountOut(language=language, answered=counted[language, False], refused=counted[language, True])
        for language in LANGUAGES
    )


def _work(one: Citings) -> WorkCountOut:
    passage = one.passage
    return WorkCountOut(
        work=passage.work,
        document=passage.document,
        title=passage.title,
        count=one.count,
        not_useful=one.not_useful,
    )


def _section(one: Citings) -> SectionCountOut:
    passage = one.passage
    return SectionCountOut(
        work=passage.work,
        anchor=passage.anchor,
        document=passage.document,
        title=passage.title,
        heading=passage.section_path[-1] if passage.section_path else passage.title,
        count=one.count,
        not_useful=one.not_useful,
    )


def _disliked(entry: Entry) -> DislikedOut:
    given = entry.feedback or Feedback(useful=False)
    return DislikedOut.model_validate({
        "id": entry.id,
        "at": entry.at,
        "kind": entry.kind,
        "language": entry.language.value,
        "question": entry.question,
        "reason": given.reason,
        "comment": given.comment,
        "sections": tuple(f"{document}#{anchor}" for document, anchor in entry.sections),
    })


def _text(text: TextUse) -> TextUseOut:
    info = text.info
    return TextUseOut(
        document=info.id,
        work=info.work,
        title=info.title,
        language=info.language.value,
        owner=info.owner,
        reviewed=info.reviewed,
        months=text.months,
        uses=text.uses,
    )
