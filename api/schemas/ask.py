"""The bodies of `/v1/ask` and `/v1/ask/stream`, with examples in the four languages."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.schemas.common import MAX_QUESTION_CHARS, Body

AskedLanguage = Literal["auto", "zh", "ko", "bg", "en"]

# A conversation's last turns say what "and for B customers?" means; more than these is a caller's mistake.
MAX_HISTORY = 50


def sound(text: str) -> str:
    """`text` without lone surrogates, which JSON can carry and UTF-8 can't."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _within_limit(text: str) -> str:
    if len(text) > MAX_QUESTION_CHARS:
        raise PydanticCustomError(
            "too_large",
            "The text has {length} characters; at most {limit} are read.",
            {"length": len(text), "limit": MAX_QUESTION_CHARS},
        )
    return text


def _not_empty(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_question", "The question is empty.")
    return text


BoundedText = Annotated[str, AfterValidator(sound), AfterValidator(_within_limit)]
AskedText = Annotated[BoundedText, AfterValidator(_not_empty)]


class AskIn(Body):
    """A question. `language` is the answer's; `auto` takes the question's own.

    `history` holds the earlier questions of the conversation, oldest first.
    """

    question: AskedText = Field(description="1 to 8,000 characters, not only white space.")
    language: AskedLanguage = "auto"
    history: tuple[BoundedText, ...] = Field(default=(), max_length=MAX_HISTORY)


ASK_EXAMPLES: dict[str, Any] = {
    "zh": {
        "summary": "中文",
        "value": {"question": "拜访经销商前要准备什么？", "language": "auto", "history": []},
    },
    "ko": {
        "summary": "한국어",
        "value": {"question": "대리점 방문 전에 뭘 챙겨야 하나요?", "language": "auto"},
    },
    "bg": {
        "summary": "Български",
        "value": {
            "question": "а за клиенти от клас Б?",
            "language": "auto",
            "history": ["Колко често се посещават клиенти от клас А?"],
        },
    },
    "en": {
        "summary": "English",
        "value": {"question": "How do I check the reseller's stock?", "language": "en"},
    },
}

ANSWER_EXAMPLE: dict[str, Any] = {
    "id": "a-7f3c",
    "kind": "answer",
    "language": "ko",
    "title": None,
    "question_used": "대리점 방문에서 재고는 어떻게 확인하나요?",
    "written_by": "extract",
    "blocks": [
        {
            "key": None,
            "heading": None,
            "style": "steps",
            "minutes": None,
            "lines": [{"id": "l1", "text": "창고의 실제 재고를 센다.", "citations": [1]}],
        }
    ],
    "citations": [
        {
            "number": 1,
            "document": "reseller-visit.ko",
            "work": "reseller-visit",
            "title": "대리점 방문",
            "section": ["재고 확인"],
            "anchor": "stock",
            "language": "ko",
            "original_language": "ko",
            "quote": "창고의 실제 재고를 센다.",
            "start": 812,
            "end": 826,
            "version": "sha256:9f2b…",
            "made_by": "project",
            "reviewed": "2026-11-20",
        }
    ],
    "related": [{"document": "reseller-visit.ko", "anchor": "prices", "title": "가격 비교"}],
    "uncovered": [],
    "refusal": None,
    "elapsed_ms": 11.8,
}

REFUSAL_EXAMPLE: dict[str, Any] = {
    "id": "a-91d0",
    "kind": "refusal",
    "language": "bg",
    "title": None,
    "question_used": "Как се прави баница?",
    "written_by": "extract",
    "blocks": [],
    "citations": [],
    "related": [{"document": "reseller-visit.bg", "anchor": "prepare", "title": "Подготовка за посещението"}],
    "uncovered": [],
    "refusal": {"reason": "no_evidence", "message": "Текстовете не отговарят на този въпрос."},
    "elapsed_ms": 9.1,
}

RESULT_EXAMPLES: dict[str, Any] = {
    "answer": {"summary": "An answer in Korean", "value": ANSWER_EXAMPLE},
    "refusal": {"summary": "A refusal in Bulgarian", "value": REFUSAL_EXAMPLE},
}
