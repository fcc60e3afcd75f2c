"""The bodies of `/v1/feedback`: was it useful, and if not, why."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.schemas.common import Body

FeedbackReason = Literal["wrong", "incomplete", "unclear", "outdated", "off_topic", "other"]

MAX_COMMENT_CHARS = 2_000


def _sound(text: str) -> str:
    """`text` without lone surrogates, which JSON can carry and UTF-8 can't."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _within_limit(text: str) -> str:
    if len(text) > MAX_COMMENT_CHARS:
        raise PydanticCustomError(
            "phrase_too_long",
            "The text has {length} characters; at most {limit} are kept here.",
            {"length": len(text), "limit": MAX_COMMENT_CHARS},
        )
    return text


Comment = Annotated[str, AfterValidator(_sound), AfterValidator(_within_limit)]


class FeedbackIn(Body):
    """What somebody thinks of a result; a second word on the same result replaces the first.

    `expected_answer`: of a refusal, that the texts should have had an answer.
    """

    id: str = Field(min_length=1, max_length=100, description="The `id` of the result.")
    useful: bool
    reason: FeedbackReason | None = None
    comment: Comment | None = None
    expected_answer: bool = False


class FeedbackOut(Body):
    """What is kept of it."""

    id: str
    useful: bool
    reason: FeedbackReason | None = None
    comment: str | None = None
    expected_answer: bool = False
