"""The bodies of `/v1/search`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.schemas.ask import AskedText
from api.schemas.common import Body, LanguageCode

MAX_HITS = 100


class SearchIn(Body):
    """What to look for."""

    text: AskedText = Field(description="1 to 8,000 characters, not only white space.")
    language: LanguageCode | None = Field(
        default=None,
        description="Keeps only passages of that language. Absent: all four are searched, and of parallel editions "
        "the one in the text's own language is shown.",
    )
    limit: int = Field(default=10, ge=1, le=MAX_HITS)


class HitOut(Body):
    """A passage and its scores; a raw score is null where that search did not find it.

    `dense` and `asked` are cosines, `lexical` lies between 0 and 1, `score` is the fused one that orders.
    """

    passage: str
    document: str
    anchor: str
    section: tuple[str, ...]
    language: LanguageCode
    text: str
    start: int
    end: int
    version: str
    dense: float | None = None
    lexical: float | None = None
    asked: float | None = None
    score: float


class SearchOut(Body):
    """The hits, best first."""

    hits: tuple[HitOut, ...]


SEARCH_EXAMPLES: dict[str, Any] = {
    "zh": {"summary": "中文，全部语言", "value": {"text": "检查库存", "limit": 5}},
    "ko": {"summary": "한국어만", "value": {"text": "재고 확인", "language": "ko", "limit": 10}},
    "bg": {"summary": "Само на български", "value": {"text": "проверка на наличностите", "language": "bg"}},
}
