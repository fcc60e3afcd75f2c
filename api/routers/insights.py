"""`/v1/insights`: what is asked, refused, disliked; only of texts that the caller may read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import OverseerCaller, RecordsOf
from api.insight_presenters import insights_out
from api.routers.responses import problems
from api.schemas.common import LanguageCode
from api.schemas.insights import InsightsOut
from kb.insights import Window
from kb.types import Language

router = APIRouter(prefix="/v1", tags=["insights"])

# A year and a day; the journal of more is a matter for a spreadsheet.
MAX_DAYS = 366


@router.get("/insights", response_model=InsightsOut, responses=problems(401, 403, 422, 503), summary="Insights")
def insights(
    caller: OverseerCaller,
    records: RecordsOf,
    days: Annotated[int, Query(ge=1, le=MAX_DAYS, description="How many days back, today among them.")] = 30,
    language: Annotated[
        LanguageCode, Query(description="In which sections are named, where there is an edition.")
    ] = "en",
    stale_months: Annotated[
        int | None, Query(ge=1, le=120, description="Texts reviewed longer ago are stale; absent: as set.")
    ] = None,
) -> InsightsOut:
    """For managers, HR and admins. What tells of a text that the caller may not read is left out altogether."""
    window = Window(datetime.now(UTC), days, stale_months or records.stale_months)
    return insights_out(records.insights.overview(window, caller.role, Language(language)), window)
