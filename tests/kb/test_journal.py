from __future__ import annotations

from pathlib import Path

import pytest

from kb.journal import Journal
from kb.types import Language, Question, Refusal, RefusalReason

pytestmark = pytest.mark.unit


def refusal(number: int, text: str) -> Refusal:
    return Refusal(f"r{number}", Language.KO, text, RefusalReason.NO_EVIDENCE, "없음")


def test_refused_questions_are_gaps_newest_first(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "home" / "journal.sqlite")
    for number, text in enumerate(["첫째", "둘째"]):
        journal.record(refusal(number, text), Question(text))
    assert [(gap.question, gap.language, gap.reason) for gap in journal.gaps()] == [
        ("둘째", "ko", "no_evidence"),
        ("첫째", "ko", "no_evidence"),
    ]
    journal.close()


def test_a_megabyte_is_kept_short(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    journal.record(refusal(1, "x" * 1_000_000), Question("x" * 1_000_000))
    assert len(journal.gaps()[0].question) == 500
    journal.close()


def test_a_journal_that_cannot_be_written_costs_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    Journal(blocked / "journal.sqlite").record(refusal(1, "?"), Question("?"))
    assert "could not be written" in caplog.text
