"""Kept results and drills in SQLite: everybody's own, nobody's name; FSRS's days; the colours of readiness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.errors import InputError, NotFound
from kb.progress import Answered, Card, Ease, Progress, ReadinessLevel, drills, readiness, saved
from kb.progress.saved import Change
from kb.types import Language, QuizItem, QuizType

pytestmark = pytest.mark.unit

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path / "home" / "progress.sqlite")


def answered(number: int, *, right: bool = True, ease: Ease = Ease.GOOD) -> Answered:
    item = QuizItem(f"q{number}", QuizType.TRUE_FALSE, f"prompt {number}", (), True, "", (1,))
    return Answered(item, Language.BG, "visit", "{}", right, ease)


def due(progress: Progress, *answers: tuple[float, Answered]) -> list[float]:
    """For answers at these days: in how many days each time it is due."""
    found = []
    for day, one in answers:
        (outcome,) = progress.answer("ada", [one], NOON + timedelta(days=day))
        found.append((datetime.fromisoformat(outcome.due) - NOON) / timedelta(days=1) - day)
    return found


def test_a_wrong_answer_comes_back_in_ten_minutes_a_right_one_on_another_day(progress: Progress) -> None:
    (again,) = due(progress, (0, answered(1, right=False)))
    assert again == pytest.approx(10 / 24 / 60)
    # FSRS-6's first stability of a good answer is 2.3 days, of an easy one 8.3: it comes back after 2 and 8.
    assert due(progress, (0, answered(2))) == [2]
    assert due(progress, (0, answered(3, ease=Ease.EASY))) == [8]


def test_intervals_grow_with_success_and_shrink_with_failure(progress: Progress) -> None:
    first, second, third = due(progress, (0, answered(1)), (2, answered(1)), (13, answered(1)))
    assert first < second < third
    lapse, after = due(progress, (60, answered(1, right=False)), (60.01, answered(1)))
    assert lapse < 1
    assert after < third
    (card,) = progress.cards("ada", NOON)
    assert (card.reviews, card.last_right) == (5, True)


def test_no_interval_is_longer_than_a_year(progress: Progress) -> None:
    day = 0.0
    for _ in range(12):
        (days,) = due(progress, (day, answered(1, ease=Ease.EASY)))
        day += days
    assert days == 365


def test_everybody_has_their_own_cards(progress: Progress) -> None:
    (outcome,) = progress.answer("ada", [answered(1)], NOON)
    progress.answer("bob", [answered(1, right=False)], NOON)
    assert progress.learners() == ["ada", "bob"]
    with pytest.raises(NotFound):
        progress.card("bob", outcome.card, NOON)
    assert progress.forget("ada") == 1
    assert progress.cards("ada", NOON) == []
    assert len(progress.cards("bob", NOON)) == 1


def test_cards_survive_a_restart_and_are_listed_by_what_is_due(tmp_path: Path) -> None:
    first = Progress(tmp_path / "progress.sqlite")
    first.answer("ada", [answered(1), answered(2, right=False)], NOON)
    before = first.cards("ada", NOON)
    first.close()
    second = Progress(tmp_path / "progress.sqlite")
    assert second.cards("ada", NOON) == before
    assert [card.last_right for card in before] == [False, True]
    second.close()


def test_not_without_end(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drills, "MOST_CARDS", 2)
    progress.answer("ada", [answered(1), answered(2), answered(1)], NOON)
    with pytest.raises(InputError):
        progress.answer("ada", [answered(3)], NOON)
    assert len(progress.cards("ada", NOON)) == 2
    progress.answer("bob", [answered(3)], NOON)


def card(recall: float, *, right: bool = True, due: str = "2027") -> Card:
    return Card("c", Language.EN, "visit", "{}", due, right, 1, recall)


@pytest.mark.parametrize(
    ("cards", "level"),
    [
        ([], ReadinessLevel.NONE),
        ([card(1.0)] * 2, ReadinessLevel.NONE),
        ([card(1.0)] * 3, ReadinessLevel.GREEN),
        ([card(1.0)] * 6 + [card(1.0, right=False)], ReadinessLevel.GREEN),
        ([card(1.0)] * 5 + [card(1.0, right=False)], ReadinessLevel.AMBER),
        ([card(0.84)] * 3, ReadinessLevel.AMBER),
        ([card(1.0)] * 3 + [card(1.0, right=False)] * 2, ReadinessLevel.AMBER),
        ([card(0.9)] * 3 + [card(1.0, right=False)] * 2, ReadinessLevel.RED),
    ],
)
def test_the_colours(cards: list[Card], level: ReadinessLevel) -> None:
    assert readiness(cards, "2026").level is level


def test_due_ones_are_counted() -> None:
    assert readiness([card(1.0, due="2025"), card(1.0, due="2026"), card(1.0)], "2026").due == 2


def test_without_reviews_green_turns(progress: Progress) -> None:
    progress.answer("ada", [answered(number) for number in range(4)], NOON)

    def level(days: int) -> ReadinessLevel:
        at = NOON + timedelta(days=days)
        return readiness(progress.cards("ada", at), at.isoformat()).level

    assert [level(days) for days in (0, 2, 60)] == [ReadinessLevel.GREEN, ReadinessLevel.GREEN, ReadinessLevel.AMBER]


def keep(progress: Progress, owner: str = "ada", title: str = "Посещение") -> str:
    change = Change(title, {"l1": True, "l2": False}, {"l2": "вземи мостри", "l3": ""})
    return progress.save(owner, '{"b": 1}', "checklist", Language.BG, change, NOON).id


def test_a_kept_result_comes_back(progress: Progress) -> None:
    found = progress.open_saved("ada", keep(progress))
    assert (found.title, found.kind, found.language, found.body) == ("Посещение", "checklist", Language.BG, '{"b": 1}')
    assert (found.ticks, dict(found.notes)) == (("l1",), {"l2": "вземи мостри"})


def test_two_devices_do_not_undo_each_other(progress: Progress) -> None:
    name = keep(progress)
    later = NOON + timedelta(hours=1)
    progress.change_saved("ada", name, Change(None, {"l4": True}, {}), later)
    found = progress.change_saved("ada", name, Change("Ново", {"l1": False}, {"l2": "", "l5": "!"}), later)
    assert (found.title, found.ticks, dict(found.notes)) == ("Ново", ("l4",), {"l5": "!"})
    assert found == progress.open_saved("ada", name)
    assert (found.created, found.changed) == (NOON.isoformat(), later.isoformat())


def test_what_is_kept_is_ones_own(progress: Progress) -> None:
    name = keep(progress)
    for attempt in (
        lambda: progress.open_saved("bob", name),
        lambda: progress.change_saved("bob", name, Change("x", {}, {}), NOON),
        lambda: progress.forget_saved("bob", name),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert progress.all_saved("bob") == []
    assert progress.open_saved("ada", name).title == "Посещение"
    progress.forget_saved("ada", name)
    assert progress.all_saved("ada") == []


def test_last_changed_first_and_not_without_end(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = keep(progress, title="1"), keep(progress, title="2")
    assert [one.id for one in progress.all_saved("ada")] == [second, first]
    progress.change_saved("ada", first, Change(None, {}, {}), NOON + timedelta(seconds=1))
    assert [one.id for one in progress.all_saved("ada")] == [first, second]
    monkeypatch.setattr(saved, "MOST_KEPT", 2)
    with pytest.raises(InputError, match="2 results"):
        keep(progress)
    keep(progress, "bob")
