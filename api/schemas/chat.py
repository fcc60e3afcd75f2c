"""The bodies of `/v1/chat/completions` and `/v1/models`, as existing chat clients send and read them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from api.schemas.common import Body, Problem
from api.schemas.results import ResultOut

MODEL = "fieldcoach"

# Where chat clients call.
CHAT_PATHS = ("/v1/chat/", "/v1/models")
_SERVER_ERRORS = 500

# A client sends the whole conversation each time; only its last turns are looked at.
MAX_MESSAGES = 1_000


def _plain(content: object) -> object:
    """The text of a message: a string, or the text parts of a list; pictures and files are left out."""
    if isinstance(content, list):
        parts = (part for part in content if isinstance(part, dict) and part.get("type") == "text")
        return "\n".join(str(part.get("text", "")) for part in parts)
    return "" if content is None else content


class ChatMessage(Body):
    """One turn. Only what users wrote is looked at."""

    role: str = Field(description="`user`; others (`system`, `assistant`, `tool`) are passed over.")
    content: Annotated[str, BeforeValidator(_plain)] = Field(
        default="", description="A text, or a list of parts of which those of type `text` are read."
    )


class StreamOptions(Body):
    """What else a stream should carry."""

    include_usage: bool = False


class ChatIn(Body):
    """A conversation: the last user message is the question, the earlier ones are its history.

    Settings of language models (`temperature`, `max_tokens` …) are accepted and have no effect.
    """

    model: str = Field(default=MODEL, description="`fieldcoach`.")
    messages: tuple[ChatMessage, ...] = Field(min_length=1, max_length=MAX_MESSAGES)
    stream: bool = False
    stream_options: StreamOptions | None = None


class Usage(Body):
    """Always zero: no tokens are spent."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class ChatMessageOut(Body):
    """The answer: its lines, then the sources as numbered lines."""

    role: Literal["assistant"] = "assistant"
    content: str


class ChatChoice(Body):
    """The only choice."""

    index: int = 0
    message: ChatMessageOut
    finish_reason: Literal["stop"] = "stop"


class ChatOut(Body):
    """A completion; `fieldcoach` holds the whole result with its exact citations."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: tuple[ChatChoice, ...]
    usage: Usage = Usage()
    fieldcoach: ResultOut


class ChatDelta(Body):
    """A piece of the answer."""

    role: Literal["assistant"] | None = None
    content: str | None = None


class ChatChunkChoice(Body):
    """The only choice, as far as it goes."""

    index: int = 0
    delta: ChatDelta
    finish_reason: Literal["stop"] | None = None


class ChatChunk(Body):
    """An event of a stream; the last one with a choice holds the whole result in `fieldcoach`."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    choices: tuple[ChatChunkChoice, ...]
    usage: Usage | None = None
    fieldcoach: ResultOut | None = None


class ModelOut(Body):
    """What can be named as `model`."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "fieldcoach"


class ModelsOut(Body):
    """The only model."""

    object: Literal["list"] = "list"
    data: tuple[ModelOut, ...] = (ModelOut(),)


class ChatError(Body):
    """An error as chat clients read it."""

    message: str = Field(description="The problem's detail: what to do.")
    type: str = Field(description="`invalid_request_error`, or `server_error`.")
    param: str | None = None
    code: str = Field(description="The problem's code.")


class ChatProblem(Problem):
    """A problem with the member `error` that chat clients look for."""

    error: ChatError

    @classmethod
    def of(cls, problem: Problem) -> ChatProblem:
        """The same problem for a chat client."""
        kind = "server_error" if problem.status >= _SERVER_ERRORS else "invalid_request_error"
        error = ChatError(message=problem.detail, type=kind, code=problem.code)
        return cls(**dict(problem), error=error)


CHAT_EXAMPLES: dict[str, Any] = {
    "bg": {
        "summary": "Български",
        "value": {
            "model": MODEL,
            "messages": [{"role": "user", "content": "Какво се проверява при посещение на дистрибутор?"}],
        },
    },
    "zh": {
        "summary": "中文，追问",
        "value": {
            "model": MODEL,
            "messages": [
                {"role": "user", "content": "A类客户多久拜访一次？"},
                {"role": "assistant", "content": "…"},
                {"role": "user", "content": "那B类客户呢？"},
            ],
            "stream": True,
        },
    },
}
