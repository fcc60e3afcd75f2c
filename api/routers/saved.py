"""`/v1/saved`: results that somebody keeps, with ticks and notes; everybody sees only their own."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Response

from api.dependencies import AnyCaller, RecordsOf, ServiceOf
from api.progress_presenters import saved_head_out, saved_out
from api.rights import Rights
from api.routers.responses import problems
from api.schemas.results import ResultOut
from api.schemas.saved import SavedChangeIn, SavedListOut, SavedOut, SaveIn
from kb.errors import InputError, TooLarge
from kb.progress.saved import Change
from kb.types import Language

router = APIRouter(prefix="/v1/saved", tags=["saved"])

# The longest training module of the shipped texts, eight hours, is a quarter of this.
MAX_KEPT_BYTES = 500_000


@router.post("", status_code=201, response_model=SavedOut, responses=problems(401, 413, 422, 503), summary="Keep")
def save(body: SaveIn, caller: AnyCaller, service: ServiceOf, records: RecordsOf) -> SavedOut:
    """Keep a result under the caller's key; without keys, on this machine, the local user's."""
    result = body.result
    if result.kind == "refusal":
        raise InputError("A refusal can't be kept.")
    text = result.model_dump_json()
    if len(text.encode()) > MAX_KEPT_BYTES:
        raise TooLarge(f"A kept result may have {MAX_KEPT_BYTES:,} bytes.")
    change = Change(body.title or _title(result), body.ticks, body.notes)
    kept = records.progress.save(caller.id, text, result.kind, Language(result.language), change, datetime.now(UTC))
    return saved_out(kept, Rights(service.coach.library, caller.role))


@router.get("", response_model=SavedListOut, responses=problems(401, 503), summary="All kept results")
def all_saved(caller: AnyCaller, service: ServiceOf, records: RecordsOf) -> SavedListOut:
    """The caller's own, last changed first."""
    rights = Rights(service.coach.library, caller.role)
    return SavedListOut(saved=tuple(saved_head_out(one, rights) for one in records.progress.all_saved(caller.id)))


@router.get("/{saved}", response_model=SavedOut, responses=problems(401, 404, 503), summary="One of them")
def open_saved(saved: str, caller: AnyCaller, service: ServiceOf, records: RecordsOf) -> SavedOut:
    """Without the lines whose texts were removed or are not for the caller any more; `withheld` counts them."""
    kept = records.progress.open_saved(caller.id, saved)
    return saved_out(kept, Rights(service.coach.library, caller.role))


@router.patch("/{saved}", response_model=SavedOut, responses=problems(401, 404, 413, 422, 503), summary="Tick and note")
def change_saved(
    saved: str, body: SavedChangeIn, caller: AnyCaller, service: ServiceOf, records: RecordsOf
) -> SavedOut:
    """Change only what is named: a phone and a desk don't undo each other."""
    change = Change(body.title, body.ticks, body.notes)
    kept = records.progress.change_saved(caller.id, saved, change, datetime.now(UTC))
    return saved_out(kept, Rights(service.coach.library, caller.role))


@router.delete("/{saved}", status_code=204, responses=problems(401, 404, 503), summary="Throw away")
def forget_saved(saved: str, caller: AnyCaller, records: RecordsOf) -> Response:
    """It is gone with its ticks and notes."""
    records.progress.forget_saved(caller.id, saved)
    return Response(status_code=204)


def _title(result: ResultOut) -> str:
    title = (result.title or result.question_used).strip()
    return title[:300] or result.kind
