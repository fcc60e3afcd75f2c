"""How fresh a text is: by when a person last reviewed it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from gettext import NullTranslations

from ui.badges import badge
from ui.sheet import Node

# The service calls a text stale after a year (FIELDCOACH_STALE_MONTHS); a season before, it is time to look.
STALE_MONTHS = 12
DUE_MONTHS = 9


class Freshness(StrEnum):
    """What a librarian does about a text: nothing, soon, now, or for the first time."""

    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"
    NEVER = "never"


def freshness(reviewed: date | None, today: date) -> Freshness:
    """By whole months since the review."""
    if reviewed is None:
        return Freshness.NEVER
    months = (today.year - reviewed.year) * 12 + today.month - reviewed.month - (today.day < reviewed.day)
    if months >= STALE_MONTHS:
        return Freshness.STALE
    return Freshness.DUE if months >= DUE_MONTHS else Freshness.FRESH


def freshness_badge(reviewed: date | None, today: date, words: NullTranslations) -> Node:
    """The state in words with a sign of its own; the colour only underlines it."""
    state = freshness(reviewed, today)
    told = reviewed.isoformat() if reviewed else ""
    if state is Freshness.FRESH:
        return badge("event_available", words.gettext("Fresh: reviewed {date}").format(date=told), "badge good")
    if state is Freshness.DUE:
        return badge("event_upcoming", words.gettext("Due soon: reviewed {date}").format(date=told), "badge marked")
    if state is Freshness.STALE:
        return badge("event_busy", words.gettext("Stale: reviewed {date}").format(date=told), "badge bad")
    return badge("event_busy", words.gettext("Never reviewed"), "badge marked")
