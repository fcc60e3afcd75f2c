"""`/v1/ask` and `/v1/ask/stream`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Body
from fastapi.responses import StreamingResponse

from api.dependencies import AnyCaller, Service, ServiceOf
from api.presenters import line_events
from api.requests import question_of
from api.results import make
from api.routers.responses import problems
from api.schemas.ask import ASK_EXAMPLES, RESULT_EXAMPLES, AskIn
from api.schemas.results import LineEvent, ResultOut
from api.security import Caller

router = APIRouter(prefix="/v1", tags=["ask"])

_STREAM_EXAMPLE = (
    "event: line\n"
    'data: {"block":0,"key":null,"heading":null,"style":"steps",'
    '"line":{"id":"l1","text":"…","citations":[1]}}\n\n'
    "event: result\n"
    'data: {"id":"…","kind":"answer", …}\n\n'
)
_RESULTS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"examples": RESULT_EXAMPLES}}},
    **problems(401, 413, 422, 503),
}
_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _STREAM_EXAMPLE}},
        "description": "`line` events, then one `result` event with the body of `/v1/ask`.",
    },
    **problems(401, 413, 422, 503),
}

# What Python's and other line readers take for the end of a line and JSON leaves as it is.
_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}

Asked = Annotated[AskIn, Body(openapi_examples=ASK_EXAMPLES)]


@router.post("/ask", response_model=ResultOut, responses=_RESULTS, summary="Ask a question")
def ask(body: Asked, caller: AnyCaller, service: ServiceOf) -> ResultOut:
    """A grounded answer in the language of the question, or a refusal (status 200, kind `refusal`)."""
    return _answer(body, caller, service)


@router.post("/ask/stream", response_class=StreamingResponse, responses=_EVENTS, summary="Ask, line by line")
def ask_stream(body: Asked, caller: AnyCaller, service: ServiceOf) -> StreamingResponse:
    """The same as server-sent events: each line as it stands, then the whole result."""
    # Everything that can fail has happened before the first byte, so that errors keep their status.
    return StreamingResponse(_events(_answer(body, caller, service)), media_type="text/event-stream")


def _answer(body: AskIn, caller: Caller, service: Service) -> ResultOut:
    return make(service, lambda coach: coach.ask(question_of(body, caller.role))).body


def _events(result: ResultOut) -> Iterator[bytes]:
    for event in line_events(result):
        yield _event("line", event)
    yield _event("result", result)


def _event(name: str, body: LineEvent | ResultOut) -> bytes:
    return f"event: {name}\ndata: {body.model_dump_json().translate(_LINE_ENDS)}\n\n".encode()
