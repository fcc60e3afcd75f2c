"""What somebody keeps and learns: saved results, drills, readiness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from api.client.wire import Wire
from api.schemas.common import LanguageCode
from api.schemas.drills import (
    AnswerIn,
    AnswerOut,
    AnswersOut,
    DrillsOut,
    Ease,
    Given,
    ReadinessOut,
    TeamReadinessOut,
)
from api.schemas.results import ResultOut
from api.schemas.saved import SavedListOut, SavedOut


class Progress(Wire):
    """Saved results, drills and readiness of the caller."""

    def save(
        self,
        result: ResultOut,
        *,
        title: str | None = None,
        ticks: Mapping[str, bool] | None = None,
        notes: Mapping[str, str] | None = None,
    ) -> SavedOut:
        """Keep a result with its ticks and notes by line id."""
        body = {
            "result": result.model_dump(mode="json"),
            "title": title,
            "ticks": dict(ticks or {}),
            "notes": dict(notes or {}),
        }
        return self._post("/v1/saved", body, SavedOut)

    def saved(self) -> SavedListOut:
        """All that the caller keeps, last changed first."""
        return self._get("/v1/saved", SavedListOut)

    def open_saved(self, saved: str) -> SavedOut:
        """One kept result."""
        return self._get(_saved(saved), SavedOut)

    def change_saved(
        self,
        saved: str,
        *,
        title: str | None = None,
        ticks: Mapping[str, bool] | None = None,
        notes: Mapping[str, str] | None = None,
    ) -> SavedOut:
        """Tick, untick or note some lines; the others stay as they are. An empty note takes the note away."""
        body = {"title": title, "ticks": dict(ticks or {}), "notes": dict(notes or {})}
        return self._patch(_saved(saved), body, SavedOut)

    def forget_saved(self, saved: str) -> None:
        """Throw a kept result away."""
        self._send(self._http.build_request("DELETE", _saved(saved)))

    def answer_quiz(self, answers: Sequence[AnswerIn]) -> AnswersOut:
        """Record answers to quiz questions; each is asked again when it is due."""
        body = {"answers": [one.model_dump(mode="json") for one in answers]}
        return self._post("/v1/drills/answers", body, AnswersOut)

    def drills(self, *, limit: int = 20, language: LanguageCode | None = None) -> DrillsOut:
        """What is due, the longest overdue first."""
        params = {"limit": str(limit)} | ({"language": language} if language else {})
        return self._get("/v1/drills", DrillsOut, params)

    def review(self, card: str, given: Given, ease: Ease = "good") -> AnswerOut:
        """Answer a question that was due."""
        return self._post("/v1/drills/" + quote(card, safe=""), {"given": given, "ease": ease}, AnswerOut)

    def forget_progress(self) -> None:
        """Delete the caller's own answers and drills."""
        self._send(self._http.build_request("DELETE", "/v1/drills"))

    def readiness(self, language: LanguageCode = "en") -> ReadinessOut:
        """The caller's own board; `language` is that in which topics are named."""
        return self._get("/v1/readiness", ReadinessOut, {"language": language})

    def team_readiness(self, language: LanguageCode = "en") -> TeamReadinessOut:
        """Everybody's boards; for managers and HR, where FIELDCOACH_TEAM_PROGRESS is on."""
        return self._get("/v1/readiness/team", TeamReadinessOut, {"language": language})


def _saved(saved: str) -> str:
    return "/v1/saved/" + quote(saved, safe="")
