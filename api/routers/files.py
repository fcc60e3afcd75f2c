"""`/v1/files`: a result that somebody kept or edited, as a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import AnyCaller, ServiceOf
from api.files import file_of
from api.rebuilding import check_quotes, material_of
from api.routers.responses import problems
from api.schemas.materials import FileFormatName
from api.schemas.saved import FileIn
from kb.renderers import FileForm

router = APIRouter(prefix="/v1/files", tags=["materials"])

_FORMAT = Query(alias="format", description="Which forms there are depends on the kind, as for the material itself.")
_FILE = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


@router.post(
    "",
    response_class=Response,
    responses={200: {"description": "The file.", **_FILE}, **problems(401, 404, 410, 413, 422, 500, 503)},
    summary="A result as a file",
)
def make_file(
    body: FileIn, caller: AnyCaller, service: ServiceOf, form: Annotated[FileFormatName, _FORMAT]
) -> Response:
    """Renders the body as it comes; its citations are checked against their texts, its other words are its sender's."""
    check_quotes(body.result, service.coach.library, caller.role)
    file = file_of(material_of(body.result), FileForm(form), service.page)
    return Response(file.data, headers={"Content-Type": file.media_type, "Content-Disposition": file.disposition})
