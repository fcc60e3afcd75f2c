"""A timed agenda whose minutes add up to the order's, to the minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.wording import TrainingPhrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.types import Language
    from kb.wording import Wording

# Below, playing parts and giving feedback on it can't be fitted in; below that, no exercise beside quiz and points.
ROLE_PLAY_FROM = 20
EXERCISE_FROM = 10
# Nobody listens longer without a break; it takes ten minutes.
_STRETCH, _BREAK_MINUTES = 90, 10
# Of the time without breaks. Two fifths for what is new, three fifths for doing something with it.
_OPENING, _POINTS, _EXERCISE, _ROLE_PLAY, _QUIZ, _CLOSING = 8.0, 40.0, 18.0, 18.0, 11.0, 5.0
# From three quarters of an hour on an agenda is read in steps of five minutes.
_FIVES_FROM = 45


_Row = tuple[str, tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the agenda: its heading, what the trainer does, and its minutes (at least 1)."""

    heading: str
    directions: tuple[str, ...]
    minutes: int


def plan(
    parts: Sequence[tuple[str, int]], minutes: int, wording: Wording, language: Language, *, quizzed: bool = True
) -> tuple[Segment, ...]:
    """The agenda for `parts` (heading, number of key points); its minutes add up to `minutes`."""

    def row(heading: TrainingPhrase | str, weight: float, *directions: TrainingPhrase) -> _Row:
        spoken = wording.phrase(heading, language) if isinstance(heading, TrainingPhrase) else heading
        return spoken, tuple(wording.phrase(phrase, language) for phrase in directions), weight

    texts = TrainingPhrase
    breaks = (minutes - 1) // _STRETCH
    working = minutes - breaks * _BREAK_MINUTES
    points = sum(size for _, size in parts)
    taught: Sequence[tuple[TrainingPhrase | str, int]] = parts
    if working < 2 * (len(parts) + 5):
        taught = [(texts.KEY_POINTS, points)]
    rows = [row(texts.OPENING, _OPENING, texts.OPENING_DO, texts.OPENING_ASK)]
    rows += [row(title, _POINTS * size / points, texts.SECTION_DO, texts.SECTION_ASK) for title, size in taught]
    if minutes >= EXERCISE_FROM:
        rows.append(row(texts.EXERCISE, _EXERCISE, texts.EXERCISE_RUN))
    if minutes >= ROLE_PLAY_FROM:
        rows.append(row(texts.ROLE_PLAY, _ROLE_PLAY, texts.ROLE_PLAY_RUN))
    if quizzed:
        rows.append(row(texts.QUIZ, _QUIZ, texts.QUIZ_RUN))
    rows.append(row(texts.CLOSING, _CLOSING, texts.CLOSING_DO))
    shares = share_out(working, [weight for _, _, weight in rows])
    segments = [Segment(heading, told, share) for (heading, told, _), share in zip(rows, shares, strict=True)]
    heading, told, _ = row(texts.BREAK, 0.0, texts.BREAK_DO)
    return tuple(_with_breaks(segments, breaks, Segment(heading, told, _BREAK_MINUTES)))


def share_out(minutes: int, weights: Sequence[float]) -> list[int]:
    """`minutes` in whole shares by weight, each at least 1, in steps of five where that leaves each at least 5."""
    five = minutes >= _FIVES_FROM and minutes % 5 == 0 and minutes // 5 >= len(weights)
    step = 5 if five else 1
    units = minutes // step
    exact = [units * weight / sum(weights) for weight in weights]
    shares = [max(1, int(part)) for part in exact]
    # Rounding left some over, or the least share took too much: whoever is furthest from what is due gives or gets.
    while (left := units - sum(shares)) != 0:
        change = 1 if left > 0 else -1
        open_ = [index for index in range(len(shares)) if shares[index] + change >= 1]
        furthest = max(open_, key=lambda index: (change * (exact[index] - shares[index]), -index))
        shares[furthest] += change
    return [share * step for share in shares]


def _with_breaks(segments: Sequence[Segment], count: int, pause: Segment) -> Iterable[Segment]:
    """Breaks between segments, as evenly as the segments allow; never first or last."""
    total = sum(segment.minutes for segment in segments)
    passed = given = 0
    for index, segment in enumerate(segments):
        yield segment
        passed += segment.minutes
        last = index == len(segments) - 1
        while not last and given < count and passed >= total * (given + 1) / (count + 1):
            given += 1
            yield pause
