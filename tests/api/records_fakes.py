"""What people leave behind, over real SQLite files, with a curator that only remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import numpy as np
from fastapi.testclient import TestClient

from api.records import GapDesk, Records
from ingest.curation import Refused
from kb.insights import Insights
from kb.journal import Entry, Journal
from kb.library import SectionView
from kb.progress import Progress
from kb.store.records import Curation
from kb.store.vectors import Matrix
from kb.types import DecoyKind, DocumentInfo, Language, Passage, Role
from tests.api.fake_library import FakeLibrary, info, passage


@dataclass(frozen=True)
class Wired(httpx.BaseTransport):
    """Lets our client talk to an app without a socket, through a test client."""

    client: TestClient

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        headers = {name: value for name, value in request.headers.items() if name != "content-length"}
        answer = self.client.request(request.method, str(request.url), content=request.read(), headers=headers)
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)


@dataclass
class FakeCurator:
    """Keeps one curation a question; `error` is raised instead."""

    kept: list[Curation] = field(default_factory=list)
    error: Exception | None = None

    def attach(
        self, closing: str, questions: Sequence[Refused], document: str, anchor: str, place: int | None = None
    ) -> None:
        for number, one in enumerate(questions):
            self._keep(
                Curation(f"{closing}-{number}", closing, one.language, one.text, None, document, anchor, place, "2026")
            )

    def make_decoys(self, closing: str, questions: Sequence[Refused], kind: DecoyKind) -> None:
        for number, one in enumerate(questions):
            self._keep(Curation(f"{closing}-{number}", closing, one.language, one.text, kind, None, None, None, "2026"))

    def undo(self, closing: str) -> int:
        before = len(self.kept)
        self.kept = [one for one in self.kept if one.closing != closing]
        return before - len(self.kept)

    def all(self) -> list[Curation]:
        return self.kept

    def _keep(self, curation: Curation) -> None:
        if self.error is not None:
            raise self.error
        self.kept.append(curation)


@dataclass(frozen=True)
class Shelf:
    """What insights need of a library: the fake one's four editions, and `pay.en` for HR and admins."""

    library: FakeLibrary

    def documents(self, role: Role) -> list[DocumentInfo]:
        secret = [replace(info("stock.en"), id="pay.en")] if role in {Role.HR, Role.ADMIN} else []
        return [*self.library.documents(role), *secret]

    def shelf(self, language: Language, role: Role) -> list[SectionView]:
        found: list[Passage] = [passage(f"stock.{language}", 1)]
        return [SectionView("check", (info(f"stock.{language}").title,), (found[0],))]


def meaning(entries: Sequence[Entry]) -> Matrix:
    """Questions of equal first letters mean the same."""
    vectors = np.zeros((len(entries), 64), dtype=np.float32)
    for row, entry in enumerate(entries):
        vectors[row, ord(entry.question[:1] or " ") % 64] = 1.0
    return vectors


def records_of(home: Path, library: FakeLibrary, curator: FakeCurator, *, team_progress: bool = False) -> Records:
    journal = Journal(home / "journal.sqlite")
    return Records(
        journal=journal,
        insights=Insights(journal, Shelf(library), meaning),
        progress=Progress(home / "progress.sqlite"),
        desk=GapDesk(journal, curator),
        team_progress=team_progress,
    )
