"""Quiz questions that come back before they are forgotten: FSRS, by the package `fsrs`."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import fsrs

from kb.errors import InputError, NoSuchCard
from kb.progress.grading import Given, identity, is_right
from kb.store.side_file import SideFile
from kb.types import Language, QuizItem

# The share that is to be known when a question comes back: FSRS's own default, which weighs work against forgetting.
RETENTION = 0.9

# A wrong answer comes back in the same sitting; what is known comes back on another day.
_AGAIN = (timedelta(minutes=10),)

# Texts and prices change: a year without asking again would be too long, however well something is known.
_LONGEST_DAYS = 365


# Ten a day for over a year; one key must not fill the disk.
MOST_CARDS = 5_000


class Ease(StrEnum):
    """How a right answer felt."""

    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


_RATINGS = {Ease.HARD: fsrs.Rating.Hard, Ease.GOOD: fsrs.Rating.Good, Ease.EASY: fsrs.Rating.Easy}


@dataclass(frozen=True, slots=True)
class Answered:
    """An item as it was answered. `body` is what shows it again, kept as it is; `work` its topic."""

    item: QuizItem
    language: Language
    work: str
    body: str
    given: Given
    ease: Ease = Ease.GOOD


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an answer: whether it was right, and when its card is due (ISO 8601, UTC)."""

    card: str
    right: bool
    due: str


@dataclass(frozen=True, slots=True)
class Card:
    """A question that somebody has answered; `recall` is the chance, 0 to 1, that it is known now."""

    id: str
    language: Language
    work: str
    body: str
    due: str
    last_right: bool
    reviews: int
    recall: float


class Drills:
    """The drilling part of kb.progress.Progress."""

    def __init__(self, file: SideFile) -> None:
        self._file = file

    def answer(self, owner: str, answers: Sequence[Answered], at: datetime) -> list[Outcome]:
        """Grade answers and plan when each is asked again, all in one transaction; the card's text is renewed.

        Raises InputError where the owner would have more than MOST_CARDS.
        """
        with self._file.opened().writing() as connection:
            outcomes = [_answer(connection, owner, one, at) for one in answers]
            (count,) = connection.execute("SELECT count(*) FROM cards WHERE owner = ?", (owner,)).fetchone()
            if count > MOST_CARDS:
                raise InputError(f"More than {MOST_CARDS:,} questions can't be drilled at once.")
        return outcomes

    def card(self, owner: str, card: str, at: datetime) -> Card:
        """One of the owner's cards; raises NoSuchCard, also where it is somebody else's."""
        found = [one for one in self.cards(owner, at) if one.id == card]
        if not found:
            raise NoSuchCard(f"There is no card {card!r}.")
        return found[0]

    def cards(self, owner: str, at: datetime) -> list[Card]:
        """All that somebody has answered, the first due first."""
        scheduler = _scheduler()
        with self._file.opened().reading() as connection:
            rows = connection.execute(
                "SELECT id, language, work, body, due, last_right, reviews, state FROM cards WHERE owner = ? "
                "ORDER BY due, id",
                (owner,),
            ).fetchall()
        return [
            Card(
                id=row[0],
                language=Language(row[1]),
                work=row[2],
                body=row[3],
                due=row[4],
                last_right=bool(row[5]),
                reviews=row[6],
                recall=float(scheduler.get_card_retrievability(fsrs.Card.from_json(row[7]), at)),
            )
            for row in rows
        ]

    def learners(self) -> list[str]:
        """Everyone who has answered anything."""
        with self._file.opened().reading() as connection:
            return [row[0] for row in connection.execute("SELECT DISTINCT owner FROM cards ORDER BY 1")]

    def forget(self, owner: str) -> int:
        """Delete somebody's cards and reviews; returns how many cards there were."""
        with self._file.opened().writing() as connection:
            return connection.execute("DELETE FROM cards WHERE owner = ?", (owner,)).rowcount


def _answer(connection: sqlite3.Connection, owner: str, one: Answered, at: datetime) -> Outcome:
    name = identity(one.item, one.language)
    card = hashlib.sha256(f"{owner}\0{name}".encode()).hexdigest()[:32]
    right = is_right(one.item, one.given)
    rating = _RATINGS[one.ease] if right else fsrs.Rating.Again
    row = connection.execute("SELECT state FROM cards WHERE id = ?", (card,)).fetchone()
    before = fsrs.Card.from_json(row[0]) if row else fsrs.Card(card_id=0, due=at)
    after, _ = _scheduler().review_card(before, rating, at)
    due = after.due.astimezone(UTC).isoformat(timespec="seconds")
    connection.execute(
        """INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO UPDATE SET
            work = excluded.work, body = excluded.body, state = excluded.state, due = excluded.due,
            last_right = excluded.last_right, reviews = reviews + 1""",
        (card, owner, name, one.language, one.work, one.body, after.to_json(), due, right),
    )
    connection.execute(
        "INSERT INTO reviews (card, at, rating) VALUES (?, ?, ?)",
        (card, at.isoformat(timespec="seconds"), int(rating)),
    )
    return Outcome(card, right, due)


def _scheduler() -> fsrs.Scheduler:
    # Without fuzz, so that the same answers give the same days.
    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=_AGAIN,
        relearning_steps=_AGAIN,
        maximum_interval=_LONGEST_DAYS,
        enable_fuzzing=False,
    )
