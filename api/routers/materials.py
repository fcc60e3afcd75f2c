"""Checklists, plays, role descriptions and training modules: as bodies, and as files with `?format=`."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query, Response

from api.dependencies import AnyCaller, HrCaller, ManagerCaller, Service, ServiceOf
from api.files import file_of
from api.requests import result_for
from api.results import Made, make
from api.routers.responses import problems
from api.schemas.materials import (
    CHECKLIST_EXAMPLES,
    PLAY_EXAMPLES,
    ROLE_EXAMPLES,
    TRAINING_EXAMPLES,
    ChecklistIn,
    FormatName,
    PlayIn,
    RoleIn,
    TrainingIn,
)
from api.schemas.results import ResultOut, TrainingModuleOut
from kb.renderers import FileForm, forms_of
from kb.types import MaterialKind, Refusal

router = APIRouter(prefix="/v1", tags=["materials"])

# What each kind comes in is `kb.renderers.forms_of`; a test compares.
ChecklistFormat = Literal["json", "markdown", "html", "docx", "pptx", "pdf"]
RoleFormat = Literal["json", "markdown", "html", "docx", "pdf"]
TrainingFormat = Literal["json", "markdown", "html", "docx", "pptx", "pdf", "gift"]

_FORMAT = Query(
    alias="format",
    description="A file instead of JSON. Where the texts do not answer, the refusal comes as JSON all the same.",
)
_FAILURES = problems(401, 403, 413, 422, 500, 503)


def _responses(kind: MaterialKind) -> dict[int | str, dict[str, Any]]:
    """The body, or one of the files."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    content = {form.media_type.partition(";")[0]: binary for form in forms_of(kind)}
    return {200: {"description": "The result, or with `format` a file.", "content": content}, **_FAILURES}


_CHECKLIST_RESPONSES = _responses(MaterialKind.CHECKLIST)


@router.post("/checklists", response_model=ResultOut, responses=_CHECKLIST_RESPONSES, summary="Make a checklist")
def make_checklist(
    body: Annotated[ChecklistIn, Body(openapi_examples=CHECKLIST_EXAMPLES)],
    caller: AnyCaller,
    service: ServiceOf,
    form: Annotated[ChecklistFormat, _FORMAT] = "json",
) -> ResultOut | Response:
    """What to do before, during and after, for a task in the caller's words; `uncovered` says what the texts lack."""
    return _out(make(service, partial(result_for, body, caller.role)), form, service)


@router.post("/plays", response_model=ResultOut, responses=_CHECKLIST_RESPONSES, summary="Make a play")
def make_play(
    body: Annotated[PlayIn, Body(openapi_examples=PLAY_EXAMPLES)],
    caller: AnyCaller,
    service: ServiceOf,
    form: Annotated[ChecklistFormat, _FORMAT] = "json",
) -> ResultOut | Response:
    """What to prepare, ask, show and do, for a visit of one type to a customer at one stage of the funnel."""
    return _out(make(service, partial(result_for, body, caller.role)), form, service)


@router.post(
    "/role-descriptions",
    response_model=ResultOut,
    responses=_responses(MaterialKind.ROLE_DESCRIPTION),
    summary="Describe a role",
)
def make_role_description(
    body: Annotated[RoleIn, Body(openapi_examples=ROLE_EXAMPLES)],
    caller: ManagerCaller,
    service: ServiceOf,
    form: Annotated[RoleFormat, _FORMAT] = "json",
) -> ResultOut | Response:
    """Purpose, responsibilities by area, requirements, measures. An unknown industry gets the general duties."""
    return _out(make(service, partial(result_for, body, caller.role)), form, service)


@router.post(
    "/training-modules",
    response_model=TrainingModuleOut | ResultOut,
    responses=_responses(MaterialKind.TRAINING_MODULE),
    summary="Make a training module",
)
def make_training_module(
    body: Annotated[TrainingIn, Body(openapi_examples=TRAINING_EXAMPLES)],
    caller: HrCaller,
    service: ServiceOf,
    form: Annotated[TrainingFormat, _FORMAT] = "json",
) -> ResultOut | Response:
    """Objectives, agenda, key points, exercise, role-play and quiz; the same input and seed give the same module."""
    return _out(make(service, partial(result_for, body, caller.role)), form, service)


def _out(made: Made, form: FormatName, service: Service) -> ResultOut | Response:
    if form == "json" or isinstance(made.result, Refusal):
        return made.body
    file = file_of(made.result, FileForm(form), service.page)
    return Response(
        file.data,
        headers={"Content-Type": file.media_type, "Content-Disposition": file.disposition},
    )
