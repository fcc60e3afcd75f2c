"""What a checklist, a play, a role description and a training module are asked for with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.schemas.ask import AskedLanguage, BoundedText, sound
from api.schemas.common import Body, LanguageCode

LevelName = Literal["rep", "manager", "senior"]
VisitName = Literal["first", "reseller", "return", "payment", "complaint"]
StageName = Literal["target_market", "prospect", "target_unable", "target_weak", "target_strong", "customer"]
FileFormatName = Literal["markdown", "html", "docx", "pptx", "pdf", "gift"]
FormatName = Literal["json", FileFormatName]

# An industry, a focus or a group of learners is a phrase; what is longer belongs into the task.
MAX_PHRASE_CHARS = 500

# A module needs time for an opening, one key point and the quiz; a working day is the longest that is planned.
LEAST_MINUTES, MOST_MINUTES = 10, 480
MOST_SEED = 2**31 - 1


def _short(text: str) -> str:
    if len(text) > MAX_PHRASE_CHARS:
        raise PydanticCustomError(
            "phrase_too_long",
            "The text has {length} characters; at most {limit} are read here.",
            {"length": len(text), "limit": MAX_PHRASE_CHARS},
        )
    return text


def _absent_if_blank(text: str | None) -> str | None:
    return text.strip() or None if text is not None else None


def _not_empty(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_text", "Nothing is written here.")
    return text


WantedText = Annotated[BoundedText, AfterValidator(_not_empty)]
Phrase = Annotated[str, AfterValidator(sound), AfterValidator(_short)]
OptionalPhrase = Annotated[Phrase | None, AfterValidator(_absent_if_blank)]


class ChecklistIn(Body):
    """A task in a rep's words, and what changes it: a new customer, a new product, who comes along."""

    task: WantedText
    context: OptionalPhrase = None
    language: AskedLanguage = "auto"


class PlayIn(Body):
    """A visit of one type to a customer at one stage of the funnel."""

    visit: VisitName
    stage: StageName
    language: LanguageCode = "en"


class RoleIn(Body):
    """A post to describe; an unknown industry gets the general duties, and `uncovered` says so."""

    title: Annotated[Phrase, AfterValidator(_not_empty)]
    level: LevelName | None = None
    industry: OptionalPhrase = None
    focus: OptionalPhrase = None
    language: AskedLanguage = "auto"


class TrainingIn(Body):
    """A training module: the same input and seed give the same module, another seed another quiz."""

    topic: WantedText
    learners: OptionalPhrase = None
    minutes: int = Field(default=60, ge=LEAST_MINUTES, le=MOST_MINUTES)
    language: AskedLanguage = "auto"
    seed: int = Field(default=0, ge=0, le=MOST_SEED)


# What a material is made to; each has a route of its own.
Order = ChecklistIn | PlayIn | RoleIn | TrainingIn

CHECKLIST_EXAMPLES: dict[str, Any] = {
    "zh": {"summary": "中文", "value": {"task": "明天去拜访一个欠款的经销商", "context": "带新产品去"}},
    "ko": {"summary": "한국어", "value": {"task": "내일 대리점을 처음 방문합니다", "language": "auto"}},
    "bg": {"summary": "Български", "value": {"task": "Утре посещавам дистрибутор, който ни дължи пари"}},
    "en": {"summary": "English", "value": {"task": "Visit a reseller", "context": "a new product", "language": "en"}},
}
PLAY_EXAMPLES: dict[str, Any] = {
    "ko": {"summary": "한국어", "value": {"visit": "first", "stage": "prospect", "language": "ko"}},
    "en": {"summary": "English", "value": {"visit": "reseller", "stage": "customer", "language": "en"}},
}
ROLE_EXAMPLES: dict[str, Any] = {
    "zh": {"summary": "中文", "value": {"title": "大区销售经理", "level": "senior", "focus": "团队管理"}},
    "bg": {
        "summary": "Български",
        "value": {"title": "Търговски представител", "level": "rep", "industry": "бързооборотни стоки"},
    },
}
TRAINING_EXAMPLES: dict[str, Any] = {
    "ko": {"summary": "한국어", "value": {"topic": "고객 깔때기", "learners": "신입 영업사원", "minutes": 60}},
    "en": {"summary": "English", "value": {"topic": "Visiting a reseller", "minutes": 90, "seed": 7}},
}
