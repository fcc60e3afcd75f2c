"""What a checklist, a play, a role description and a training module are asked for with."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.schemas.ask import AskedLanguage, AskedText
from api.schemas.common import Body, LanguageCode

LevelName = Literal["rep", "manager", "senior"]
VisitName = Literal["first", "reseller", "return", "payment", "complaint"]
StageName = Literal["target_market", "prospect", "target_unable", "target_weak", "target_strong", "customer"]
FormatName = Literal["json", "markdown", "html", "docx", "pptx", "pdf", "gift"]

# An industry, a focus or a group of learners is a phrase; what is longer belongs into the task.
MAX_PHRASE_CHARS = 500

# A module needs time for an opening, one key point and the quiz; a working day is the longest that is planned.
LEAST_MINUTES, MOST_MINUTES = 10, 480


def _short(text: str) -> str:
    if len(text) > MAX_PHRASE_CHARS:
        raise PydanticCustomError(
            "too_long",
            "The text has {length} characters; at most {limit} are read here.",
            {"length": len(text), "limit": MAX_PHRASE_CHARS},
        )
    return text


def _absent_if_blank(text: str | None) -> str | None:
    return text.strip() or None if text is not None else None


Phrase = Annotated[str, AfterValidator(_short)]
OptionalPhrase = Annotated[Phrase | None, AfterValidator(_absent_if_blank)]


class ChecklistIn(Body):
    """A task in a rep's words, and what changes it: a new customer, a new product, who comes along."""

    task: AskedText
    context: OptionalPhrase = None
    language: AskedLanguage = "auto"


class PlayIn(Body):
    """A visit of one type to a customer at one stage of the funnel."""

    visit: VisitName
    stage: StageName
    language: LanguageCode = "en"


class RoleIn(Body):
    """A post to describe; an unknown industry gets the general duties, and `uncovered` says so."""

    title: Annotated[AskedText, AfterValidator(_short)]
    level: LevelName | None = None
    industry: OptionalPhrase = None
    focus: OptionalPhrase = None
    language: AskedLanguage = "auto"


class TrainingIn(Body):
    """A training module: the same input and seed give the same module, another seed another quiz."""

    topic: AskedText
    learners: OptionalPhrase = None
    minutes: int = Field(60, ge=LEAST_MINUTES, le=MOST_MINUTES)
    language: AskedLanguage = "auto"
    seed: int = Field(0, ge=0, le=2**31 - 1)
