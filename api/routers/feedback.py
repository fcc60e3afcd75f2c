"""`/v1/feedback`: whether a result was useful."""

from __future__ import annotations

from fastapi import APIRouter

from api.dependencies import AnyCaller, RecordsOf
from api.insight_presenters import feedback_out
from api.routers.responses import problems
from api.schemas.feedback import FeedbackIn, FeedbackOut
from kb.journal import Feedback, Reason

router = APIRouter(prefix="/v1", tags=["insights"])


@router.post(
    "/feedback", response_model=FeedbackOut, responses=problems(401, 404, 413, 422, 503), summary="Was it useful?"
)
def give_feedback(body: FeedbackIn, _caller: AnyCaller, records: RecordsOf) -> FeedbackOut:
    """Kept beside the journal's entry, without a name; of a refusal also that an answer was expected."""
    # Only where nothing was answered can an answer have been missed.
    expected = body.expected_answer and records.journal.entry(body.id).refused
    reason = Reason(body.reason) if body.reason else None
    given = Feedback(body.useful and not expected, reason, body.comment or None, expected)
    records.journal.feedback(body.id, given)
    return feedback_out(body.id, given)
