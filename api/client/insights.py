"""What helped, what was asked, and what to do about what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from api.client.wire import Wire
from api.schemas.common import LanguageCode
from api.schemas.feedback import FeedbackOut, FeedbackReason
from api.schemas.gaps import ClosingOut, ClosingsOut, DecoyKindName, GapsOut
from api.schemas.insights import InsightsOut


class Insights(Wire):
    """Feedback, insights and gaps."""

    def feedback(
        self,
        result: str,
        useful: bool,
        *,
        reason: FeedbackReason | None = None,
        comment: str | None = None,
        expected_answer: bool = False,
    ) -> FeedbackOut:
        """Say whether the result with this id was useful; of a refusal, that an answer was expected."""
        body = {
            "id": result,
            "useful": useful,
            "reason": reason,
            "comment": comment,
            "expected_answer": expected_answer,
        }
        return self._post("/v1/feedback", body, FeedbackOut)

    def insights(
        self, *, days: int = 30, language: LanguageCode = "en", stale_months: int | None = None
    ) -> InsightsOut:
        """The last days of the journal; `language` is that in which sections are named."""
        params = {"days": str(days), "language": language}
        if stale_months is not None:
            params["stale_months"] = str(stale_months)
        return self._get("/v1/insights", InsightsOut, params)

    def gaps(self, *, days: int = 90, state: str = "open") -> GapsOut:
        """Refused questions by meaning; `state` is open, handed_over, closed or all."""
        return self._get("/v1/gaps", GapsOut, {"days": str(days), "state": state})

    def attach(self, gaps: Sequence[str], document: str, anchor: str, place: int | None = None) -> ClosingOut:
        """Give the questions to a section, or to its passage at a place: it answers them from now on."""
        return self._close({"action": "attach", "document": document, "anchor": anchor, "place": place}, gaps)

    def make_decoy(self, gaps: Sequence[str], kind: DecoyKindName = "near") -> ClosingOut:
        """Confirm that the texts are not to answer them."""
        return self._close({"action": "decoy", "kind": kind}, gaps)

    def hand_over(self, gaps: Sequence[str], owner: str, note: str = "", document: str | None = None) -> ClosingOut:
        """Leave them to the owner of a text."""
        return self._close({"action": "hand_over", "owner": owner, "note": note, "document": document}, gaps)

    def dismiss(self, gaps: Sequence[str], note: str = "") -> ClosingOut:
        """Do nothing about them."""
        return self._close({"action": "dismiss", "note": note}, gaps)

    def closings(self) -> ClosingsOut:
        """What was done about refused questions, newest first."""
        return self._get("/v1/gaps/closings", ClosingsOut)

    def finish(self, closing: str, *, done: bool = True) -> ClosingOut:
        """Mark what a text's owner had to do as done, or as open again."""
        return self._post(_closing(closing) + "/done", {"done": done}, ClosingOut)

    def undo(self, closing: str) -> None:
        """Take back what was done; the questions are open again."""
        self._send(self._http.build_request("DELETE", _closing(closing)))

    def _close(self, body: dict[str, object], gaps: Sequence[str]) -> ClosingOut:
        return self._post("/v1/gaps/closings", {**body, "gaps": list(gaps)}, ClosingOut)


def _closing(closing: str) -> str:
    return "/v1/gaps/closings/" + quote(closing, safe="")
