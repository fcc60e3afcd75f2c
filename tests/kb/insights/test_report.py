"""Insights of a role: counted by hand over a journal in SQLite; what a role may not read is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from kb.insights import Insights, Window
from kb.journal import Action, Closing, Entry, Feedback, GapState, Journal, Reason, now
from kb.store.vectors import Matrix
from kb.types import (
    EVERYONE,
    Citation,
    DocumentInfo,
    Language,
    Material,
    MaterialKind,
    Passage,
    Question,
    Refusal,
    RefusalReason,
    Related,
    Role,
    WrittenBy,
)
from tests.builders import passage

pytestmark = pytest.mark.unit

HR_ONLY = frozenset({Role.HR})


def info(document: str, readers: frozenset[Role] = EVERYONE, reviewed: date | None = None) -> DocumentInfo:
    work, _, language = document.rpartition(".")
    return DocumentInfo(
        document, work, Language(language), Language.KO, f"Title of {document}", "sha256:0", "corpus", "p", "sha256:1",
        "utf-8", (), readers, (), "Мария", reviewed, "project", None, "2020-01-01T00:00:00+00:00", 2, 0,
    )  # fmt: skip


@dataclass(frozen=True)
class Shelved:
    passages: tuple[Passage, ...]


@dataclass
class FakeLibrary:
    infos: list[DocumentInfo]

    def documents(self, role: Role) -> list[DocumentInfo]:
        return [one for one in self.infos if role is Role.ADMIN or role in one.readers]

    def shelf(self, language: Language, role: Role) -> list[Shelved]:
        found = sorted(self.documents(role), key=lambda one: one.language is not language)
        return [
            Shelved((passage(document=one.id, anchor=anchor, language=one.language),))
            for one in found
            for anchor in ("tools", "when")
        ]


def answer(number: int, language: Language, *cited: tuple[str, str]) -> Material:
    citations = tuple(
        Citation(n, document, "w", "T", (), anchor, language, language, "q", 0, 1, "sha256:0", "project", None)
        for n, (document, anchor) in enumerate(cited, 1)
    )
    return Material(f"a{number}", MaterialKind.ANSWER, language, None, "q?", WrittenBy.EXTRACT, (), citations)


def refusal(number: int, *related: str) -> Refusal:
    about = tuple(Related(document, "tools", "T") for document in related)
    return Refusal(f"r{number}", Language.ZH, f"问{number}？", RefusalReason.NO_EVIDENCE, "无", about)


def same(entries: Sequence[Entry]) -> Matrix:
    return np.array([[1.0, 0.0]] * len(entries), dtype=np.float32)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal(tmp_path / "journal.sqlite")
    made.record(answer(1, Language.EN, ("visit.en", "tools")), Question("q"))
    made.record(answer(2, Language.BG, ("visit.bg", "tools"), ("visit.bg", "when")), Question("q"))
    made.record(answer(3, Language.EN, ("visit.en", "when"), ("pay.en", "when")), Question("q"))
    made.record(refusal(1, "visit.zh"), Question("q"))
    made.record(refusal(2, "pay.en"), Question("q"))
    made.record(refusal(3), Question("q"))
    made.feedback("a2", Feedback(useful=False, reason=Reason.OUTDATED, comment="стар текст"))
    made.feedback("a1", Feedback(useful=True))
    made.feedback("a3", Feedback(useful=False))
    return made


@pytest.fixture
def insights(journal: Journal) -> Insights:
    today = datetime.now(UTC).date()
    library = FakeLibrary([
        info("pay.en", HR_ONLY),
        info("visit.bg", reviewed=today - timedelta(days=400)),
        info("visit.en", reviewed=today),
        info("visit.zh"),
    ])
    return Insights(journal, library, same)


def window(days: int = 7) -> Window:
    return Window(datetime.now(UTC), days, 12)


def test_a_manager_sees_nothing_of_a_text_for_hr_only(insights: Insights) -> None:
    seen = insights.overview(window(), Role.MANAGER, Language.BG)
    assert {entry.id for entry in seen.entries} == {"a1", "a2", "r1", "r3"}
    assert [entry.id for entry in seen.disliked] == ["a2"]
    assert [[one.id for one in group.entries] for group in seen.refused] == [["r1", "r3"]]
    assert "pay.en" not in repr(seen)
    whole = insights.overview(window(), Role.HR, Language.BG)
    assert {entry.id for entry in whole.entries} == {"a1", "a2", "a3", "r1", "r2", "r3"}


def test_counts_by_work_and_section_in_the_readers_language(insights: Insights) -> None:
    seen = insights.overview(window(), Role.HR, Language.BG)
    assert [(one.passage.work, one.count, one.not_useful) for one in seen.works] == [("visit", 3, 2), ("pay", 1, 1)]
    assert [(one.passage.document, one.passage.anchor, one.count, one.not_useful) for one in seen.sections] == [
        ("visit.bg", "tools", 2, 1),
        ("visit.bg", "when", 2, 2),
        ("pay.en", "when", 1, 1),
    ]


def test_stale_and_unused_texts(insights: Insights) -> None:
    seen = insights.overview(window(), Role.ADMIN, Language.EN)
    assert [(text.info.id, text.uses, text.months) for text in seen.stale] == [
        ("pay.en", 1, None),
        ("visit.bg", 1, 13),
        ("visit.zh", 0, None),
    ]
    assert [text.info.id for text in seen.unused] == ["visit.zh"]


def test_a_text_that_came_within_the_window_is_not_called_unused(insights: Insights) -> None:
    library = FakeLibrary([replace(info("new.en"), added=now())])
    assert Insights(insights.journal, library, same).overview(window(), Role.ADMIN, Language.EN).unused == ()


def test_every_day_of_the_window_stands_there(insights: Insights) -> None:
    seen = insights.overview(window(3), Role.ADMIN, Language.EN)
    today = datetime.now(UTC).date()
    assert [day for day, _, _ in seen.days] == [today - timedelta(days=number) for number in (2, 1, 0)]
    assert seen.days[-1][1:] == (3, 3)
    assert seen.days[0][1:] == (0, 0)


def test_entries_about_removed_texts_are_for_admins_only(journal: Journal) -> None:
    journal.record(answer(9, Language.EN, ("removed.en", "tools")), Question("q"))
    insights = Insights(journal, FakeLibrary([info("visit.en")]), same)
    assert "a9" not in {one.id for one in insights.overview(window(), Role.HR, Language.EN).entries}
    assert "a9" in {one.id for one in insights.overview(window(), Role.ADMIN, Language.EN).entries}


def test_gaps_by_state(insights: Insights) -> None:
    insights.journal.close_gaps(Closing("c1", Action.HAND_OVER, now(), "Мария", None, "", False, ("r1",)))

    def shown(role: Role, state: GapState | None) -> list[str]:
        return [entry.id for group in insights.gaps("", role, state) for entry in group.entries]

    assert shown(Role.ADMIN, GapState.OPEN) == ["r2", "r3"]
    assert shown(Role.MANAGER, GapState.OPEN) == ["r3"]
    assert shown(Role.ADMIN, GapState.HANDED_OVER) == ["r1"]
    assert shown(Role.ADMIN, None) == ["r1", "r2", "r3"]
    refused = insights.overview(window(), Role.ADMIN, Language.EN).refused
    assert [one.id for group in refused for one in group.entries] == ["r2", "r3"]
