"""`/v1/gaps`: refused questions by meaning, and in one step what to do about them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query, Response

from api.dependencies import AdminCaller, OverseerCaller, RecordsOf
from api.insight_presenters import closing_out, group_out
from api.records import ClosingWithCurations, GapDesk
from api.routers.insights import MAX_DAYS
from api.routers.responses import problems
from api.schemas.gaps import (
    AttachIn,
    ClosingIn,
    ClosingOut,
    ClosingsOut,
    DecoyIn,
    DoneIn,
    GapsOut,
    HandOverIn,
)
from kb.insights import Window
from kb.journal import GapState
from kb.types import DecoyKind

router = APIRouter(prefix="/v1/gaps", tags=["insights"])


@router.get("", response_model=GapsOut, responses=problems(401, 403, 422, 503), summary="Refused questions")
def gaps(
    caller: OverseerCaller,
    records: RecordsOf,
    days: Annotated[int, Query(ge=1, le=MAX_DAYS)] = 90,
    state: Annotated[Literal["open", "handed_over", "closed", "all"], Query()] = "open",
) -> GapsOut:
    """Grouped by meaning across languages; what tells of a text that the caller may not read is left out."""
    since = Window(datetime.now(UTC), days, 1).since
    found = records.insights.gaps(since, caller.role, None if state == "all" else GapState(state))
    return GapsOut(since=since, groups=tuple(group_out(group) for group in found))


@router.get("/closings", response_model=ClosingsOut, responses=problems(401, 403, 503), summary="What was done")
def closings(_caller: AdminCaller, records: RecordsOf) -> ClosingsOut:
    """Newest first: who reads the list sees which questions a person gave to which section, or made decoys."""
    return ClosingsOut(closings=tuple(closing_out(one) for one in records.desk.closings()))


@router.post(
    "/closings",
    status_code=201,
    response_model=ClosingOut,
    responses=problems(401, 403, 404, 409, 410, 413, 422, 503),
    summary="Close refused questions",
)
def close(body: Annotated[ClosingIn, Body()], _caller: AdminCaller, records: RecordsOf) -> ClosingOut:
    """Attach them to a section, make them decoys, hand them to a text's owner, or dismiss them; effective at once."""
    return closing_out(_closed(body, records.desk))


@router.post(
    "/closings/{closing}/done",
    response_model=ClosingOut,
    responses=problems(401, 403, 404, 422, 503),
    summary="The owner has written",
)
def finish(closing: str, body: DoneIn, _caller: AdminCaller, records: RecordsOf) -> ClosingOut:
    """Mark what was handed over as done, or as open again."""
    return closing_out(records.desk.finish(closing, done=body.done))


@router.delete(
    "/closings/{closing}", status_code=204, responses=problems(401, 403, 404, 409, 503), summary="Take it back"
)
def undo(closing: str, _caller: AdminCaller, records: RecordsOf) -> Response:
    """The questions are open again; what the library got by it is gone from every search at once."""
    records.desk.undo(closing)
    return Response(status_code=204)


def _closed(body: ClosingIn, desk: GapDesk) -> ClosingWithCurations:
    match body:
        case AttachIn():
            return desk.attach(body.gaps, body.document, body.anchor, body.place)
        case DecoyIn():
            return desk.make_decoys(body.gaps, DecoyKind(body.kind))
        case HandOverIn():
            return desk.hand_over(body.gaps, body.owner.strip(), body.document, body.note)
        case _:
            return desk.dismiss(body.gaps, body.note)
