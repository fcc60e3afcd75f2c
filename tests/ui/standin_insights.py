"""The stand-in's insights: figures that follow from the day, so that a test can say beforehand what must appear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import FastAPI

from api.schemas.common import LANGUAGES, LanguageCode
from api.schemas.gaps import GapGroupOut
from api.schemas.insights import (
    DayOut,
    DislikedOut,
    InsightsOut,
    LanguageCountOut,
    TextUseOut,
    TotalsOut,
    WorkCountOut,
)

TODAY = date(2026, 11, 22)
TITLES: dict[LanguageCode, tuple[str, str, str, str]] = {
    "zh": ("拜访经销商", "客户漏斗", "处理客户投诉", "销售团队的管理"),
    "ko": ("대리점 방문", "고객 깔때기", "고객 불만 처리", "영업팀 관리"),
    "bg": ("Посещение при дистрибутор", "Клиентската фуния", "Работа с оплаквания", "Управление на екипа по продажби"),
    "en": ("Visiting a reseller", "The customer funnel", "Handling complaints", "Running the sales team"),
}
QUESTIONS: dict[LanguageCode, tuple[str, str]] = {
    "zh": ("差旅费怎么报销？", "样品可以送给客户吗？"),
    "ko": ("출장비는 어떻게 정산하나요?", "샘플을 고객에게 줘도 되나요?"),
    "bg": ("Как се отчитат командировъчните разходи?", "Може ли да подаря мостра на клиента?"),
    "en": ("How do I claim travel expenses?", "May I give a sample to the customer?"),
}


@dataclass
class Figures:
    """Whether anything was asked."""

    asked: bool = True


def insights_of(figures: Figures, days: int, language: LanguageCode) -> InsightsOut:
    """Figures that follow from the days; none of them random."""
    by_day = tuple(
        DayOut(
            day=TODAY - timedelta(days=back),
            answered=(back * 7 % 11 + 2) if figures.asked else 0,
            refused=back % 3 if figures.asked else 0,
        )
        for back in reversed(range(min(days, 60)))
    )
    answered, refused = sum(day.answered for day in by_day), sum(day.refused for day in by_day)
    return InsightsOut(
        since=by_day[0].day.isoformat(), until=TODAY.isoformat(), days=days, stale_months=12,
        totals=TotalsOut(
            asked=answered + refused, answered=answered, refused=refused, useful=31, not_useful=4, expected=3
        ),
        by_day=by_day,
        by_language=tuple(
            LanguageCountOut(language=one, answered=40 - 9 * n, refused=n) for n, one in enumerate(LANGUAGES)
        ),
        by_kind=(),
        by_work=tuple(
            WorkCountOut(work=f"w{n}", document=f"w{n}.{language}", title=title, count=60 - 14 * n, not_useful=n % 2)
            for n, title in enumerate(TITLES[language])
        ),
        by_section=(),
        refused=tuple(
            GapGroupOut(
                id=f"g{n}", question=question, language=language, count=5 - 3 * n, expected=2 - n, last="2026-11-21",
                gaps=(),
            )
            for n, question in enumerate(QUESTIONS[language])
        ),
        disliked=(
            DislikedOut(
                id="d1", at="2026-11-20T10:00:00Z", kind="answer", language=language, question=QUESTIONS[language][1],
                reason="incomplete", comment="…",
                sections=(f"visit.{language}#s0", f"visit.{language}#s1", "gone.en#s0"),
            ),
            DislikedOut(
                id="d2", at="2026-11-20T11:00:00Z", kind="refusal", language=language, question="expected!",
            ),
        ),
        stale=(
            TextUseOut(
                document=f"w0.{language}", work="w0", title=TITLES[language][0], language=language, owner="Ann",
                reviewed=date(2025, 1, 31), months=22, uses=4,
            ),
        ),
        unused=(TextUseOut(document="w9.ko", work="w9", title=TITLES["ko"][3], language="ko", uses=0),),
    )  # fmt: skip


def add_insights(app: FastAPI, figures: Figures) -> None:
    """The route."""

    @app.get("/v1/insights")
    def insights(days: int = 30, language: LanguageCode = "en") -> InsightsOut:
        return insights_of(figures, days, language)
