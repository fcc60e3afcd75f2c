"""The stand-in's journal: feedback, refused questions, what was done about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Body, Response

from api.schemas.feedback import FeedbackIn, FeedbackOut
from api.schemas.gaps import (
    AttachIn,
    ClosingIn,
    ClosingOut,
    ClosingsOut,
    DoneIn,
    GapGroupOut,
    GapOut,
    GapsOut,
    HandOverIn,
)
from api.schemas.results import RelatedOut
from tests.ui.standin_texts import problem, sections_of

_AT = "2026-11-20T10:00:00+00:00"
_ASKED: tuple[tuple[str, str, str], ...] = (
    ("g1", "en", "How much discount may I give?"),
    ("g2", "bg", "Колко отстъпка мога да дам на клиента, без да питам ръководителя?"),
    ("g3", "ko", "할인은 얼마까지 해 줄 수 있나요?"),
    ("g4", "en", "What is the weather like in Sofia?"),
)


@dataclass
class Journal:
    """What people left behind; `gaps` are open until a closing names them."""

    feedback: list[FeedbackIn] = field(default_factory=list)
    closings: list[ClosingOut] = field(default_factory=list)
    quiet: bool = False

    def closed(self) -> set[str]:
        """The questions about which something was done."""
        return {gap for closing in self.closings for gap in closing.gaps}


def router_of(journal: Journal) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.post("/v1/feedback")
    def feedback(body: FeedbackIn) -> FeedbackOut:
        journal.feedback.append(body)
        return FeedbackOut.model_validate(body.model_dump())

    @router.get("/v1/gaps")
    def gaps(days: int = 90, state: str = "open") -> GapsOut:
        return GapsOut(since=_AT, groups=() if journal.quiet or state != "open" else _groups(journal))

    @router.get("/v1/gaps/closings")
    def closings() -> ClosingsOut:
        return ClosingsOut(closings=tuple(reversed(journal.closings)))

    @router.post("/v1/gaps/closings", status_code=201)
    def close(body: Annotated[ClosingIn, Body()]) -> ClosingOut:
        told = {gap: question for gap, _, question in _ASKED}
        closing = ClosingOut(
            id=f"c{len(journal.closings) + 1}",
            action=body.action,
            at=_AT,
            gaps=body.gaps,
            questions=tuple(told.get(gap, gap) for gap in body.gaps),
            owner=body.owner if isinstance(body, HandOverIn) else None,
            document=body.document if isinstance(body, AttachIn | HandOverIn) else None,
            done=not isinstance(body, HandOverIn),
        )
        journal.closings.append(closing)
        return closing

    @router.post("/v1/gaps/closings/{closing}/done", response_model=None)
    def finish(closing: str, body: DoneIn) -> ClosingOut | Response:
        for place, one in enumerate(journal.closings):
            if one.id == closing:
                journal.closings[place] = one.model_copy(update={"done": body.done})
                return journal.closings[place]
        return problem(404, "not_found")

    @router.delete("/v1/gaps/closings/{closing}", status_code=204)
    def undo(closing: str) -> Response:
        journal.closings[:] = [one for one in journal.closings if one.id != closing]
        return Response(status_code=204)

    return router


def _groups(journal: Journal) -> tuple[GapGroupOut, ...]:
    """Discounts in three languages, the weather alone."""
    open_now = [one for one in _ASKED if one[0] not in journal.closed()]
    groups = (
        [one for one in open_now if one[0] != "g4"],
        [one for one in open_now if one[0] == "g4"],
    )
    return tuple(_group(members) for members in groups if members)


def _group(members: list[tuple[str, str, str]]) -> GapGroupOut:
    gaps = tuple(
        GapOut.model_validate({"id": gap, "at": _AT, "language": spoken, "question": said, "reason": "no_evidence"})
        for gap, spoken, said in members
    )
    near = sections_of("visit.en")[0]
    return GapGroupOut(
        id=f"group-{gaps[0].id}",
        question=gaps[0].question,
        language=gaps[0].language,
        count=len(gaps) + 1,
        expected=2 if gaps[0].id == "g1" else 0,
        last=_AT,
        gaps=gaps,
        related=(RelatedOut(document="visit.en", anchor=near.anchor, title=near.path[0]),),
    )
