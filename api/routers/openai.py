"""`/v1/chat/completions` and `/v1/models`: the same answers, for existing chat clients."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Body
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from api.dependencies import AnyCaller, ServiceOf
from api.plain_text import lines_of, text_of
from api.problems import Fault, FaultError
from api.requests import question_of
from api.results import make
from api.routers.responses import problems
from api.schemas.ask import MAX_HISTORY, AskIn
from api.schemas.chat import (
    CHAT_EXAMPLES,
    MODEL,
    ChatChoice,
    ChatChunk,
    ChatChunkChoice,
    ChatDelta,
    ChatIn,
    ChatMessageOut,
    ChatOut,
    ModelOut,
    ModelsOut,
    Usage,
)
from api.schemas.results import ResultOut
from api.validation import fault_of_fields

router = APIRouter(prefix="/v1", tags=["chat clients"])

_DONE = b"data: [DONE]\n\n"
_COMPLETIONS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
        "description": "A completion; with `stream` its chunks as server-sent events.",
    },
    **problems(401, 404, 413, 422, 503),
}


@router.get("/models", response_model=ModelsOut, responses=problems(401), summary="The only model")
async def list_models(_caller: AnyCaller) -> ModelsOut:
    """What chat clients offer for choice."""
    return ModelsOut()


@router.get("/models/{model}", response_model=ModelOut, responses=problems(401, 404), summary="A model")
async def show_model(model: str, _caller: AnyCaller) -> ModelOut:
    """The model of this name, if it is ours."""
    _check(model)
    return ModelOut()


@router.post("/chat/completions", response_model=ChatOut, responses=_COMPLETIONS, summary="Ask as a chat client does")
def complete(
    body: Annotated[ChatIn, Body(openapi_examples=CHAT_EXAMPLES)], caller: AnyCaller, service: ServiceOf
) -> ChatOut | StreamingResponse:
    """The last user message is the question; the sources stand at the end, and in full under `fieldcoach`."""
    _check(body.model)
    question = question_of(asked_in(body), caller.role)
    result = make(service, lambda coach: coach.ask(question)).body
    created = int(time.time())
    if not body.stream:
        choice = ChatChoice(message=ChatMessageOut(content=text_of(result)))
        return ChatOut(id=f"chatcmpl-{result.id}", created=created, choices=(choice,), fieldcoach=result)
    # Everything that can fail has happened before the first byte, so that errors keep their status.
    usage = body.stream_options is not None and body.stream_options.include_usage
    return StreamingResponse(_events(result, created, usage=usage), media_type="text/event-stream")


def asked_in(body: ChatIn) -> AskIn:
    """The question of a conversation with its history; raises FaultError where the last turn asks nothing."""
    asked = [message.content for message in body.messages if message.role == "user"]
    try:
        return AskIn(
            question=asked[-1] if asked else "",
            history=tuple(text for text in asked[:-1] if text.strip())[-MAX_HISTORY:],
        )
    except ValidationError as error:
        raise FaultError(fault_of_fields(error.errors())) from error


def _check(model: str) -> None:
    if model != MODEL:
        raise FaultError(Fault(404, "unknown_model", values={"model": MODEL}))


def _events(result: ResultOut, created: int, *, usage: bool) -> Iterator[bytes]:
    head = {"id": f"chatcmpl-{result.id}", "created": created}

    def event(delta: ChatDelta, *, last: bool = False) -> bytes:
        choice = ChatChunkChoice(delta=delta, finish_reason="stop" if last else None)
        chunk = ChatChunk.model_validate({**head, "choices": (choice,), "fieldcoach": result if last else None})
        return _line(chunk)

    yield event(ChatDelta(role="assistant", content=""))
    for place, line in enumerate(lines_of(result)):
        yield event(ChatDelta(content=f"\n{line}" if place else line))
    yield event(ChatDelta(), last=True)
    if usage:
        yield _line(ChatChunk.model_validate({**head, "choices": (), "usage": Usage()}))
    yield _DONE


def _line(chunk: ChatChunk) -> bytes:
    # Only what is there: a client may take a null `usage` or `role` for a value. Its `finish_reason` must be.
    body = chunk.model_dump(mode="json", exclude={"usage", "fieldcoach"})
    for choice in body["choices"]:
        choice["delta"] = {name: value for name, value in choice["delta"].items() if value is not None}
    for name in ("usage", "fieldcoach"):
        value = getattr(chunk, name)
        if value is not None:
            body[name] = value.model_dump(mode="json")
    # ASCII: no reader can take U+2028 or U+0085 for the end of a line.
    return f"data: {json.dumps(body)}\n\n".encode()
