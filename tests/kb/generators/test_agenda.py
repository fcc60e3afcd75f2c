from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.generators.agenda import plan, share_out
from kb.types import Language
from kb.wording import Wording

pytestmark = pytest.mark.unit

WORDING = Wording.load()


@given(st.integers(5, 480), st.integers(1, 12), st.sampled_from(list(Language)), st.booleans())
def test_the_minutes_of_an_agenda_add_up(minutes: int, sections: int, language: Language, quizzed: bool) -> None:
    parts = [(f"Section {number}", number + 1) for number in range(sections)]
    segments = plan(parts, minutes, WORDING, language, quizzed=quizzed)
    assert sum(segment.minutes for segment in segments) == minutes
    assert all(segment.minutes >= 1 and segment.heading and segment.directions for segment in segments)


@given(st.integers(12, 480), st.lists(st.floats(0.1, 50), min_size=1, max_size=12))
def test_shares_are_whole_minutes_and_exact(minutes: int, weights: list[float]) -> None:
    shares = share_out(minutes, weights)
    assert sum(shares) == minutes
    assert min(shares) >= 1


def test_an_hour_is_planned_in_steps_of_five_minutes() -> None:
    segments = plan([("A", 8), ("B", 4)], 60, WORDING, Language.EN)
    assert [segment.heading for segment in segments] == [
        "Opening", "A", "B", "Exercise", "Role-play", "Quiz", "Closing",
    ]  # fmt: skip
    assert all(segment.minutes % 5 == 0 for segment in segments)
    assert segments[1].minutes > segments[2].minutes


def test_what_does_not_fit_is_left_out() -> None:
    def headings(minutes: int) -> list[str]:
        return [segment.heading for segment in plan([("A", 3), ("B", 3)], minutes, WORDING, Language.EN)]

    assert headings(5) == ["Opening", "Key points", "Quiz", "Closing"]
    assert headings(15) == ["Opening", "A", "B", "Exercise", "Quiz", "Closing"]


def test_nobody_sits_for_three_hours_without_a_break() -> None:
    headings = [segment.heading for segment in plan([("A", 9), ("B", 9)], 240, WORDING, Language.EN)]
    assert headings.count("Break") == 2
    assert headings[0] == "Opening"
    assert headings[-1] == "Closing"


def test_a_whole_day_is_not_spent_on_the_welcome_and_two_breaks_at_one_place_are_one() -> None:
    segments = plan([(f"S{number}", 6) for number in range(7)], 480, WORDING, Language.EN)
    minutes = {segment.heading: segment.minutes for segment in segments}
    assert sum(segment.minutes for segment in segments) == 480
    assert minutes["Opening"] <= 20
    assert minutes["Closing"] <= 20
    assert minutes["Quiz"] <= 30
    few = plan([("A", 6)], 480, WORDING, Language.EN)
    assert ("Break", "Break") not in set(pairwise(segment.heading for segment in few))
    assert sum(segment.minutes for segment in few if segment.heading == "Break") == 50
