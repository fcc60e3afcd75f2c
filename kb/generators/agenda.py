"""A timed agenda whose minutes add up to the order's, to the minute."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
_DAY = 480
# Opening, exercise, role-play, quiz and closing: the share in a hundred of the time without breaks, and the longest
# that it lasts in minutes, since on a whole day nobody wants to be welcomed for half an hour. The rest, two fifths or
# more, is for what is new.
_ROUND_IT = (8.0, 20), (18.0, 60), (18.0, 60), (11.0, 30), (5.0, 20)
# From three hours on nobody takes in new things all the time: what is taught is parted by practice rounds, four a day,
# which take a quarter of its time.
PRACTICE_FROM = 180
_ROUNDS_A_DAY, _PRACTICE_SHARE = 4, 0.25
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

    opening, exercise, play, quiz, closing = (min(share, 100 * longest / working) for share, longest in _ROUND_IT)
    taught_share = 100 - opening - exercise - play - quiz - closing
    rows = [row(texts.OPENING, opening, texts.OPENING_DO, texts.OPENING_ASK)]
    rounds = min(len(taught), _ROUNDS_A_DAY * minutes // _DAY) if minutes >= PRACTICE_FROM else 0
    practice = taught_share * _PRACTICE_SHARE if rounds else 0.0
    passed = held = 0
    for title, size in taught:
        rows.append(row(title, (taught_share - practice) * size / points, texts.SECTION_DO, texts.SECTION_ASK))
        passed += size
        # Never after the last: there the exercise is.
        if passed < points and held < passed * (rounds + 1) // points:
            held += 1
            rows.append(row(texts.PRACTICE, practice / rounds, texts.PRACTICE_RUN, texts.PRACTICE_TELL))
    if minutes >= EXERCISE_FROM:
        rows.append(row(texts.EXERCISE, exercise, texts.EXERCISE_RUN))
    if minutes >= ROLE_PLAY_FROM:
        rows.append(row(texts.ROLE_PLAY, play, texts.ROLE_PLAY_RUN))
    if quizzed:
        rows.append(row(texts.QUIZ, quiz, texts.QUIZ_RUN))
    rows.append(row(texts.CLOSING, closing, texts.CLOSING_DO))
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
    """Breaks between segments, as evenly as the segments allow; never first or last, and two at one place are one."""
    total = sum(segment.minutes for segment in segments)
    passed = given = 0
    for index, segment in enumerate(segments):
        yield segment
        passed += segment.minutes
        last = index == len(segments) - 1
        due = min(count, passed * (count + 1) // total) - given
        if due and not last:
            given += due
            yield replace(pause, minutes=due * pause.minutes)
