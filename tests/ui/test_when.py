from __future__ import annotations

from datetime import UTC, datetime

import pytest

from api.schemas.common import LanguageCode
from ui.phrases import phrases
from ui.when import until

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 22, 23, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "language", "said"),
    [
        ("2026-11-22T23:51:00+00:00", "en", "in 1 minute"),
        ("2026-11-23T00:00:00Z", "en", "in 10 minutes"),
        ("2026-11-23T00:00:00", "bg", "след 10 минути"),
        ("2026-11-23T02:00:00+02:00", "ko", "10분 뒤"),
        ("2026-11-22T20:00:00Z", "zh", "1 分钟后"),
        ("2026-11-23T02:50:00Z", "en", "in 3 hours"),
        ("2026-11-25T02:50:00Z", "en", "2026-11-25"),
        ("2026-11-25", "en", "2026-11-25"),
        ("", "en", ""),
        ("soon", "en", "soon"),
    ],
)
def test_minutes_and_hours_while_they_count_then_the_day(due: str, language: LanguageCode, said: str) -> None:
    assert until(due, NOW, phrases(language)) == said
