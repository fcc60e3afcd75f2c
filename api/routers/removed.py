"""What was removed or replaced: listed, put back, dropped for good. For those who may remove."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.dependencies import AdminCaller, ServiceOf
from api.presenters import document_detail_out
from api.removal_presenters import earlier_out, removed_out
from api.routers.documents import DocumentId
from api.routers.responses import problems
from api.schemas.documents import DocumentDetailOut
from api.schemas.removed import EarlierListOut, PutBackIn, RemovedListOut
from kb.types import Role

router = APIRouter(prefix="/v1", tags=["library"])

_CHANGING = problems(401, 403, 404, 409, 503)


@router.get("/removed", response_model=RemovedListOut, responses=problems(401, 403, 503), summary="Removed texts")
def list_removed(_caller: AdminCaller, service: ServiceOf) -> RemovedListOut:
    """Those that can still be put back: a removed text is kept for 30 days, and found by nobody."""
    return RemovedListOut(texts=tuple(removed_out(kept) for kept in service.pipeline.removed_texts()))


@router.post(
    "/removed/{document}/restore",
    response_model=DocumentDetailOut,
    responses=_CHANGING,
    summary="Put a removed text back",
)
def put_back(document: DocumentId, _caller: AdminCaller, service: ServiceOf) -> DocumentDetailOut:
    """As it was, with its readers, questions and older versions; links to it work again, and it is found at once."""
    service.pipeline.put_back(document)
    service.jobs.renew_index()
    return document_detail_out(service.coach.library, document, Role.ADMIN)


@router.delete("/removed/{document}", status_code=204, responses=_CHANGING, summary="Drop a removed text for good")
def drop_removed(document: DocumentId, _caller: AdminCaller, service: ServiceOf) -> Response:
    """Nothing of it is kept from now on."""
    service.pipeline.drop_removed(document)
    return Response(status_code=204)


@router.get(
    "/documents/{document}/earlier",
    response_model=EarlierListOut,
    responses=problems(401, 403, 404, 410, 503),
    summary="Versions that can be put back",
)
def list_earlier(document: DocumentId, _caller: AdminCaller, service: ServiceOf) -> EarlierListOut:
    """Of an upload: what was replaced is kept for 30 days. Their text: `/v1/documents/{document}/text?version=`."""
    found = service.pipeline.earlier_texts(document)
    return EarlierListOut(document=document, versions=tuple(earlier_out(kept) for kept in found))


@router.post(
    "/documents/{document}/earlier/restore",
    response_model=DocumentDetailOut,
    responses=problems(401, 403, 404, 409, 410, 422, 503),
    summary="Put an earlier version back",
)
def put_version_back(
    document: DocumentId, body: PutBackIn, _caller: AdminCaller, service: ServiceOf
) -> DocumentDetailOut:
    """Text and details as they were; what it takes the place of can be put back in turn."""
    service.pipeline.put_back(document, body.version)
    service.jobs.renew_index()
    return document_detail_out(service.coach.library, document, Role.ADMIN)
