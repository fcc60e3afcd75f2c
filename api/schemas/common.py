"""What several bodies share: languages, limits, problems, health."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

LanguageCode = Literal["zh", "ko", "bg", "en"]
RoleName = Literal["rep", "manager", "hr", "admin"]

LANGUAGES: tuple[LanguageCode, ...] = ("zh", "ko", "bg", "en")
MAX_QUESTION_CHARS = 8_000
PROBLEM_MEDIA_TYPE = "application/problem+json"


class Body(BaseModel):
    """The base of all bodies: never changed after it was made; unknown keys are ignored."""

    model_config = ConfigDict(frozen=True)


class FieldProblem(Body):
    """One field of the request that can't be used."""

    field: str = Field(description="Where: `question`, `history.2`.")
    code: str = Field(description="Stable name of what is wrong.")
    message: str = Field(description="For a person, in English.")


class Problem(Body):
    """`application/problem+json` (RFC 9457): a stable `code`, a `detail` that says what to do.

    Title and detail are in the language of Accept-Language.
    """

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:fieldcoach:problem:empty_question",
                    "title": "Празен въпрос",
                    "status": 422,
                    "detail": "Напишете въпрос и го изпратете отново.",
                    "code": "empty_question",
                    "instance": "/v1/ask",
                    "reason": None,
                    "errors": [{"field": "question", "code": "empty_question", "message": "The question is empty."}],
                }
            ]
        },
    )

    type: str = Field(description="`urn:fieldcoach:problem:` and the code.")
    title: str
    status: int
    detail: str
    code: str
    instance: str | None = Field(default=None, description="The path that was asked for.")
    reason: str | None = Field(default=None, description="What exactly was wrong, where known; in English.")
    reason_code: str | None = Field(
        default=None, description="Stable name of the reason, which follows Accept-Language then."
    )
    errors: tuple[FieldProblem, ...] = ()


class CallerOut(Body):
    """Who calls: the name of their key and its role. `local`: whoever sits at this machine, without a key."""

    name: str
    role: RoleName
    local: bool = False


class Health(Body):
    """The process answers. `instance` names this start of the service, so that stale records are known."""

    status: Literal["ok"] = "ok"
    service: Literal["fieldcoach"] = "fieldcoach"
    version: str
    instance: str


class Ready(Body):
    """The library is loaded and questions are answered."""

    status: Literal["ready"] = "ready"
