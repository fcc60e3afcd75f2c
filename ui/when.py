"""How long it is until something comes back, as people say it: minutes and hours while they count, then the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from gettext import NullTranslations

# A day by its date alone would call what comes in ten minutes "today", and at midnight "tomorrow".
_HOURS_COUNT = timedelta(hours=20)


def until(due: str, now: datetime, words: NullTranslations) -> str:
    """How long from `now` until `due` (ISO 8601, without an offset UTC); a date by itself stays one."""
    try:
        at = datetime.fromisoformat(due)
    except ValueError:
        return due
    if len(due) <= len("2026-11-22"):
        return due
    left = max((at if at.tzinfo else at.replace(tzinfo=UTC)) - now, timedelta())
    minutes = max(1, round(left.total_seconds() / 60))
    if minutes < 60:
        return words.ngettext("in {count} minute", "in {count} minutes", minutes).format(count=minutes)
    if left < _HOURS_COUNT:
        hours = round(minutes / 60)
        return words.ngettext("in {count} hour", "in {count} hours", hours).format(count=hours)
    return due[:10]
