"""Every error leaves as a problem body, never with a trace."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.faults import INTERNAL, body_fault, fault_of
from api.problems import SECURITY_HEADERS, Fault, Wording, preferred_language
from api.schemas.chat import CHAT_PATHS, ChatProblem
from api.schemas.common import PROBLEM_MEDIA_TYPE
from api.validation import validation_fault
from kb.errors import FieldcoachError


class BodyTooLarge(HTTPException):
    """The body grew beyond the limit while it was read; FastAPI lets only an HTTPException through there."""

    def __init__(self, limit: int) -> None:
        super().__init__(status_code=413)
        self.limit = limit


def http_fault(error: HTTPException, content_type: str) -> Fault:
    """What Starlette and FastAPI raise themselves: no such route, wrong method, a body that can't be read."""
    if isinstance(error, BodyTooLarge):
        return body_fault(error.limit)
    headers = dict(error.headers or {})
    if error.status_code == 404:
        return Fault(404, "not_found", "no_route", headers=headers)
    if error.status_code == 405:
        return Fault(405, "method_not_allowed", headers=headers)
    if error.status_code < 500:
        code = "malformed_json" if "json" in content_type else "bad_request"
        return Fault(error.status_code, code, headers=headers)
    return INTERNAL


def respond(wording: Wording, fault: Fault, accept_language: str | None, instance: str) -> Response:
    """A fault as `application/problem+json` in the language that the caller accepts."""
    language = preferred_language(accept_language)
    problem = wording.problem(fault, language, instance)
    body = ChatProblem.of(problem) if instance.startswith(CHAT_PATHS) else problem
    return Response(
        body.model_dump_json(),
        status_code=fault.status,
        media_type=PROBLEM_MEDIA_TYPE,
        headers={
            **SECURITY_HEADERS,
            "Content-Language": language,
            "Vary": "Accept-Language",
            **fault.headers,
        },
    )


def install(app: FastAPI, wording: Wording) -> None:
    """Let every error of `app` leave as a problem body."""

    def answer(request: Request, fault: Fault) -> Response:
        return respond(wording, fault, request.headers.get("accept-language"), request.url.path)

    def on_ours(request: Request, error: Exception) -> Response:
        return answer(request, fault_of(error))

    def on_validation(request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        return answer(request, validation_fault(error, request.headers.get("content-type", "")))

    def on_http(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return answer(request, http_fault(error, request.headers.get("content-type", "")))

    def on_unexpected(request: Request, error: Exception) -> Response:
        # Starlette raises it again after this answer, so that the server logs it with its trace.
        return answer(request, INTERNAL)

    app.add_exception_handler(FieldcoachError, on_ours)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_unexpected)
