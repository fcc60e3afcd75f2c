"""The library over HTTP: documents, their text and sections, uploads and jobs."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from unicodedata import normalize

from fastapi import APIRouter, Depends, File, Form, Path, Query, Request, Response, UploadFile

from api.dependencies import AdminCaller, AnyCaller, Service, ServiceOf
from api.doors import Head
from api.faults import fault_of
from api.jobs import Job, Upload
from api.presenters import document_detail_out, document_out, preview_out, report_out, sections_out
from api.problems import Fault, FaultError, preferred_language
from api.routers.responses import problems
from api.schemas.common import FieldProblem, LanguageCode, RoleName
from api.schemas.documents import (
    DocumentDetailOut,
    DocumentsOut,
    JobOut,
    JobStarted,
    PreviewOut,
    SectionsOut,
    TextOut,
    VersionsOut,
)

router = APIRouter(prefix="/v1", tags=["library"])


def _document_id(
    document: Annotated[str, Path(description="The document's id: `visit-technique.ko`.")],
) -> str:
    # Ids are stored in NFC; macOS and some clients send file names in NFD.
    return normalize("NFC", document)


DocumentId = Annotated[str, Depends(_document_id)]
_READING = problems(401, 404, 410, 503)


@router.get("/documents", response_model=DocumentsOut, responses=problems(401, 503), summary="All documents")
def list_documents(caller: AnyCaller, service: ServiceOf) -> DocumentsOut:
    """What the caller may read, by id."""
    found = service.coach.library.documents(caller.role)
    return DocumentsOut(documents=tuple(document_out(info, caller.role) for info in found))


@router.get("/documents/{document}", response_model=DocumentDetailOut, responses=_READING, summary="A document")
def show_document(document: DocumentId, caller: AnyCaller, service: ServiceOf) -> DocumentDetailOut:
    """Everything about a document but its text, and the editions of its work."""
    return document_detail_out(service.coach.library, document, caller.role)


@router.get("/documents/{document}/text", response_model=TextOut, responses=_READING, summary="Its stored text")
def show_text(
    document: DocumentId,
    caller: AnyCaller,
    service: ServiceOf,
    version: Annotated[str | None, Query(description="`sha256:…`; absent: the newest.")] = None,
) -> TextOut:
    """The stored text of a version; citations count Unicode code points in it."""
    kept, text = service.coach.library.text(document, version, caller.role)
    return TextOut(document=document, version=kept, text=text)


@router.get("/documents/{document}/versions", response_model=VersionsOut, responses=_READING, summary="Its versions")
def show_versions(document: DocumentId, caller: AnyCaller, service: ServiceOf) -> VersionsOut:
    """Every version whose text can still be read, newest first."""
    return VersionsOut(document=document, versions=tuple(service.coach.library.versions(document, caller.role)))


@router.get("/documents/{document}/sections", response_model=SectionsOut, responses=_READING, summary="Its sections")
def show_sections(document: DocumentId, caller: AnyCaller, service: ServiceOf) -> SectionsOut:
    """The sections of the newest version with their passages."""
    library = service.coach.library
    info = library.document(document, caller.role)
    return sections_out(info, library.sections(document, caller.role))


@router.delete(
    "/documents/{document}",
    status_code=204,
    responses=problems(401, 403, 404, 409, 410, 503),
    summary="Remove a document",
)
def remove_document(document: DocumentId, _caller: AdminCaller, service: ServiceOf) -> Response:
    """Removes it from every search at once; its citations answer 410 from then on."""
    service.pipeline.remove(document)
    service.jobs.renew_index()
    return Response(status_code=204)


_HEAD_FIELDS = frozenset({
    "title", "work", "language", "original", "topics", "readers", "source", "owner", "reviewed", "made_by",
    "licence",
})  # fmt: skip


async def _known_fields(request: Request) -> None:
    # A mistyped `readers` must not make a text readable for all.
    form = await request.form()
    unknown = sorted(set(form) - _HEAD_FIELDS - {"file"})
    if unknown:
        errors = tuple(
            FieldProblem(field=name[:100], code="unknown_field", message="There is no such field.") for name in unknown
        )
        raise FaultError(Fault(422, "invalid_request", errors=errors))


def _head(
    title: Annotated[str | None, Form()] = None,
    work: Annotated[str | None, Form()] = None,
    language: Annotated[LanguageCode | None, Form()] = None,
    original: Annotated[LanguageCode | None, Form()] = None,
    topics: Annotated[list[str] | None, Form(description="Repeated, or with commas.")] = None,
    readers: Annotated[list[RoleName] | None, Form(description="Repeated; absent: all.")] = None,
    source: Annotated[list[str] | None, Form(description="Repeated.")] = None,
    owner: Annotated[str | None, Form()] = None,
    reviewed: Annotated[date | None, Form()] = None,
    made_by: Annotated[str | None, Form()] = None,
    licence: Annotated[str | None, Form()] = None,
) -> Head:
    single: dict[str, str | None] = {
        "title": title,
        "work": work,
        "language": language,
        "original": original,
        "owner": owner,
        "reviewed": reviewed.isoformat() if reviewed else None,
        "made_by": made_by,
        "licence": licence,
    }
    several: dict[str, list[str]] = {
        "topics": [part for topic in topics or () for part in topic.split(",")],
        "readers": [str(reader) for reader in readers or ()],
        "source": list(source or ()),
    }
    head: dict[str, str | list[str]] = {}
    for key, value in single.items():
        if value is not None and value.strip():
            head[key] = value.strip()
    for key, values in several.items():
        kept = [value.strip() for value in values if value.strip()]
        if kept:
            head[key] = kept
    return head


@router.post(
    "/documents",
    status_code=202,
    response_model=JobStarted | PreviewOut,
    responses={
        200: {
            "model": PreviewOut,
            "description": "With `preview=true`: what it would become; nothing is saved.",
        },
        202: {"model": JobStarted, "description": "Accepted; ask for the job."},
        **problems(401, 403, 413, 422, 503),
    },
    dependencies=[Depends(_known_fields)],
    summary="Add or replace a document",
)
def add_document(
    _caller: AdminCaller,
    service: ServiceOf,
    response: Response,
    head: Annotated[Head, Depends(_head)],
    file: Annotated[UploadFile, File(description=".md .txt .html .docx .pptx .xlsx .pdf .csv")],
    preview: Annotated[bool, Query(description="Show what it would become, and save nothing.")] = False,
) -> JobStarted | PreviewOut:
    """Takes in one file with the head keys of the form; the work is done by a job."""
    upload = Upload(_file_name(file.filename), file.file.read(), head)
    if preview:
        response.status_code = 200
        return preview_out(upload.name, service.pipeline.preview_upload(upload.name, upload.data, upload.head))
    service.pipeline.check_upload(upload.name, upload.data, upload.head)
    return JobStarted(job=service.jobs.submit(upload).id)


@router.get("/jobs/{job}", response_model=JobOut, responses=problems(401, 403, 404), summary="How far a job is")
def show_job(job: str, _caller: AdminCaller, service: ServiceOf, request: Request) -> JobOut:
    """State, progress, and in the end the report or what stopped it."""
    return _job_out(service.jobs.job(job), service, request.headers.get("accept-language"))


def _job_out(job: Job, service: Service, accept_language: str | None) -> JobOut:
    error, report, language = job.error, job.report, preferred_language(accept_language)
    problem = None
    if error is not None:
        problem = service.wording.problem(fault_of(error), language)
    if not job.future.done():
        state = "running" if job.future.running() else "waiting"
    else:
        state = "failed" if report is None or report.failed else "done"
    return JobOut.model_validate({
        "id": job.id,
        "state": state,
        "name": job.name,
        "stage": job.stage,
        "done": job.done,
        "total": job.total,
        "report": report_out(report, service.wording, language) if report is not None else None,
        "problem": problem,
    })


def _file_name(name: str | None) -> str:
    """The last part of what the client calls the file, whatever its system's separator."""
    last = normalize("NFC", (name or "").replace("\\", "/").rpartition("/")[2])
    clean = "".join(letter for letter in last if letter.isprintable()).strip()
    if not clean.strip("."):
        error = FieldProblem(field="file", code="missing", message="Send the file with its name.")
        raise FaultError(Fault(422, "invalid_request", errors=(error,)))
    return clean
