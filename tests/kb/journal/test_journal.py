"""The journal: never costs an answer, keeps what people thought of it, and what was done about refusals."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.errors import InputError, NotFound
from kb.journal import Action, Closing, Feedback, GapState, Journal, Reason, gaps_of, now
from kb.types import (
    Block,
    BlockStyle,
    Citation,
    Language,
    Line,
    Material,
    MaterialKind,
    Question,
    Refusal,
    RefusalReason,
    Related,
    WrittenBy,
)

pytestmark = pytest.mark.unit


def refusal(number: int, text: str, reason: RefusalReason = RefusalReason.NO_EVIDENCE) -> Refusal:
    related = (Related("visit.ko", "tools", "챙길 도구"),)
    return Refusal(f"r{number}", Language.KO, text, reason, "없음", related)


def answer(number: int, *cited: tuple[str, str]) -> Material:
    citations = tuple(
        Citation(
            n, document, "visit", "T", ("H",), anchor, Language.EN, Language.EN, "q", 0, 1, "sha256:0", "project", None
        )
        for n, (document, anchor) in enumerate(cited, 1)
    )
    block = Block(BlockStyle.BULLETS, (Line("l1", "q", (1,)),))
    return Material(f"a{number}", MaterialKind.ANSWER, Language.EN, None, "q?", WrittenBy.EXTRACT, (block,), citations)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "home" / "journal.sqlite")


def close(entries: tuple[str, ...], name: str = "c1", *, done: bool = True) -> Closing:
    return Closing(name, Action.HAND_OVER, now(), "Иван", "visit.bg", "", done, entries)


def test_what_is_recorded_comes_back(journal: Journal) -> None:
    journal.record(answer(1, ("visit.en", "tools"), ("visit.en", "tools"), ("pay#2.en", "when")), Question("q"))
    journal.record(refusal(1, "첫째"), Question("첫째"))
    first, second = sorted(journal.entries(), key=lambda entry: entry.id)
    assert first.sections == (("pay#2.en", "when"), ("visit.en", "tools"))
    assert (first.kind, first.refused, first.gap) == ("answer", False, False)
    assert second.related == (Related("visit.ko", "tools", "챙길 도구"),)
    assert second.documents == {"visit.ko"}
    assert (second.question, second.language, second.state) == ("첫째", Language.KO, GapState.OPEN)
    assert [entry.id for entry in gaps_of([first, second])] == ["r1"]


def test_a_greeting_is_no_gap_unless_somebody_says_so(journal: Journal) -> None:
    journal.record(refusal(1, "안녕", RefusalReason.NOT_A_QUESTION), Question("안녕"))
    assert not journal.entry("r1").gap
    journal.feedback("r1", Feedback(useful=False, reason=Reason.OTHER, comment="왜?", expected_answer=True))
    entry = journal.entry("r1")
    assert entry.gap
    assert entry.feedback == Feedback(useful=False, reason=Reason.OTHER, comment="왜?", expected_answer=True)


def test_the_last_word_counts_and_survives_the_same_material(journal: Journal) -> None:
    made = answer(1, ("visit.en", "tools"))
    journal.record(made, Question("q"))
    journal.feedback("a1", Feedback(useful=True))
    journal.feedback("a1", Feedback(useful=False, reason=Reason.WRONG))
    journal.record(made, Question("q"))
    (entry,) = journal.entries()
    assert entry.feedback == Feedback(useful=False, reason=Reason.WRONG)
    with pytest.raises(NotFound):
        journal.feedback("a2", Feedback(useful=True))


def test_closing_undoing_and_finishing(journal: Journal) -> None:
    for number in (1, 2):
        journal.record(refusal(number, f"질문 {number}"), Question("x"))
    journal.close_gaps(close(("r2", "r1", "r2"), done=False))
    assert journal.entry("r1").state is GapState.HANDED_OVER
    (closing,) = journal.closings()
    assert (closing.entries, closing.questions) == (("r1", "r2"), ("질문 1", "질문 2"))
    with pytest.raises(InputError, match="undo"):
        journal.close_gaps(close(("r1",), "c2"))
    journal.finish("c1", done=True)
    assert journal.entry("r2").state is GapState.CLOSED
    assert journal.reopen("c1")
    assert not journal.reopen("c1")
    assert journal.entry("r1").state is GapState.OPEN
    with pytest.raises(NotFound):
        journal.finish("c1", done=True)


def test_only_refusals_are_closed_and_all_or_none(journal: Journal) -> None:
    journal.record(answer(1, ("visit.en", "tools")), Question("q"))
    journal.record(refusal(1, "x"), Question("x"))
    for entries, error in ((("r1", "a1"), InputError), (("r1", "r9"), NotFound)):
        with pytest.raises(error):
            journal.close_gaps(close(entries))
    assert journal.closings() == []
    assert journal.entry("r1").state is GapState.OPEN


def test_a_journal_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "create table asked (id text primary key, at text not null, kind text not null, language text not null, "
            "question text not null, question_used text not null, reason text, sections text not null) strict"
        )
        connection.execute(
            "insert into asked values ('1', '2026-11-01T00:00:00+00:00', 'refusal', 'bg', 'а', 'а', 'no_evidence', '')"
        )
        connection.commit()
    journal = Journal(path)
    journal.record(refusal(1, "x"), Question("x"))
    assert [entry.id for entry in journal.entries()] == ["1", "r1"]
    assert journal.entry("1").gap


def test_what_is_too_old_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    first = Journal(path, keep_days=30)
    first.record(refusal(1, "old"), Question("x"))
    first.record(refusal(2, "newer"), Question("x"))
    first.feedback("r1", Feedback(useful=False))
    first.close_gaps(close(("r1",)))
    first.close()
    long_ago = (datetime.now(UTC) - timedelta(days=31)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("update asked set at = ? where id = 'r1'", (long_ago,))
        connection.execute("update closings set at = ?", (long_ago,))
        connection.commit()
    kept = Journal(path)
    kept.record(refusal(3, "x"), Question("x"))
    assert {entry.id for entry in kept.entries()} == {"r1", "r2", "r3"}
    kept.close()
    second = Journal(path, keep_days=30)
    second.record(refusal(4, "x"), Question("x"))
    assert {entry.id for entry in second.entries()} == {"r2", "r3", "r4"}
    assert second.closings() == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from feedback").fetchone() == (0,)
    second.close()


def test_long_and_broken_words_are_kept_short_and_whole(journal: Journal) -> None:
    journal.record(refusal(1, "x" * 1_000_000), Question("x" * 1_000_000))
    journal.record(refusal(2, "a\ud83d"), Question("a\ud83d"))
    assert [len(entry.question) for entry in journal.entries_of(["r1", "r2"])] == [500, 2]


def test_a_journal_that_cannot_be_written_costs_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    Journal(blocked / "journal.sqlite").record(refusal(1, "?"), Question("?"))
    assert "could not be written" in caplog.text
