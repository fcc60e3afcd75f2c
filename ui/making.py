"""Materials, kept results, drills and insights as the views ask for them; every call raises ServiceTrouble."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.client import MaterialFile
from api.schemas.drills import (
    AnswerIn,
    AnswerOut,
    DrillsOut,
    Ease,
    Given,
    ReadinessOut,
    TeamReadinessOut,
)
from api.schemas.insights import InsightsOut
from api.schemas.materials import FileFormatName, Order
from api.schemas.results import ResultOut
from api.schemas.saved import SavedListOut, SavedOut
from ui.service import ServiceTrouble, Trouble, TroubleKind, opened
from ui.settings import Page


def make(page: Page, order: Order) -> ResultOut:
    """A material or a refusal."""
    with opened(page.settings, page.language) as client:
        return client.make(order)


def file_of(page: Page, form: FileFormatName, result: ResultOut) -> MaterialFile:
    """A result as a file, as it came or edited."""
    with opened(page.settings, page.language) as client:
        file = client.file_of(form, result)
    if not isinstance(file, MaterialFile):
        raise ServiceTrouble(Trouble(TroubleKind.BROKEN))
    return file


def save(page: Page, result: ResultOut, ticks: Sequence[str] = (), notes: Mapping[str, str] | None = None) -> SavedOut:
    """Keep a result with what was done in it."""
    with opened(page.settings, page.language) as client:
        return client.save(result, ticks=dict.fromkeys(ticks, True), notes=notes)


def change_saved(page: Page, saved: str, ticks: Mapping[str, bool], notes: Mapping[str, str]) -> SavedOut:
    """Tick, untick and note some lines of a kept result."""
    with opened(page.settings, page.language) as client:
        return client.change_saved(saved, ticks=ticks, notes=notes)


def all_saved(page: Page) -> SavedListOut:
    """What the caller keeps, last changed first."""
    with opened(page.settings, page.language) as client:
        return client.saved()


def open_saved(page: Page, saved: str) -> SavedOut:
    """One kept result."""
    with opened(page.settings, page.language) as client:
        return client.open_saved(saved)


def forget_saved(page: Page, saved: str) -> None:
    """Throw a kept result away."""
    with opened(page.settings, page.language) as client:
        client.forget_saved(saved)


def answer(page: Page, given: AnswerIn) -> AnswerOut:
    """Have an answer graded and written down."""
    with opened(page.settings, page.language) as client:
        return client.answer_quiz((given,)).answers[0]


def review(page: Page, card: str, given: Given, ease: Ease) -> AnswerOut:
    """Have the answer to a due question graded and written down."""
    with opened(page.settings, page.language) as client:
        return client.review(card, given, ease)


def drills(page: Page, limit: int) -> DrillsOut:
    """What is due in any language."""
    with opened(page.settings, page.language) as client:
        return client.drills(limit=limit)


def readiness(page: Page) -> ReadinessOut:
    """The caller's own board."""
    with opened(page.settings, page.language) as client:
        return client.readiness(page.language)


def team_readiness(page: Page) -> TeamReadinessOut:
    """Everybody's boards."""
    with opened(page.settings, page.language) as client:
        return client.team_readiness(page.language)


def insights(page: Page, days: int) -> InsightsOut:
    """The last days of the journal."""
    with opened(page.settings, page.language) as client:
        return client.insights(days=days, language=page.language)
