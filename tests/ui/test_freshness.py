from __future__ import annotations

from datetime import date

import pytest

from api.schemas.common import LANGUAGES, LanguageCode
from tests.ui.driving import text
from ui.freshness import Freshness, freshness, freshness_badge
from ui.phrases import phrases

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("reviewed", "expected"),
    [
        (None, Freshness.NEVER),
        (date(2026, 11, 22), Freshness.FRESH),
        (date(2027, 1, 1), Freshness.FRESH),
        (date(2026, 2, 23), Freshness.FRESH),
        (date(2026, 2, 22), Freshness.DUE),
        (date(2025, 11, 23), Freshness.DUE),
        (date(2025, 11, 22), Freshness.STALE),
        (date(1999, 1, 1), Freshness.STALE),
    ],
)
def test_by_whole_months(reviewed: date | None, expected: Freshness) -> None:
    assert freshness(reviewed, TODAY) is expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_states_look_alike_without_colour(language: LanguageCode) -> None:
    dates = (None, date(2026, 11, 1), date(2026, 1, 1), date(2020, 1, 1))
    badges = [freshness_badge(one, TODAY, phrases(language)).data() for one in dates]
    assert len({text(badge) for badge in badges}) == 4
