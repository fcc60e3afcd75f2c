"""`/v1/drills`: quiz questions that come back before they are forgotten. `/v1/readiness`: who is ready on what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import AnyCaller, OverseerCaller, RecordsOf, ServiceOf
from api.problems import Fault, FaultError
from api.progress_presenters import answered, answered_again, card_body, drill_out, outcome_out, topics_out
from api.records import Records
from api.rights import Rights
from api.routers.responses import problems
from api.schemas.common import LanguageCode
from api.schemas.drills import (
    AnswerOut,
    AnswersIn,
    AnswersOut,
    DrillsOut,
    PersonReadinessOut,
    ReadinessOut,
    ReviewIn,
    TeamReadinessOut,
)
from api.security import LOCAL_USER
from kb.errors import NoSuchCard, TooLarge
from kb.progress import Card, Ease

router = APIRouter(prefix="/v1", tags=["training"])

# The longest item of a module over the shipped texts is a fifth of this.
MAX_CARD_BYTES = 20_000

_Named = Annotated[LanguageCode, Query(description="In which topics are named, where there is an edition.")]


@router.post(
    "/drills/answers", response_model=AnswersOut, responses=problems(401, 404, 410, 413, 422, 503), summary="A quiz"
)
def answer_quiz(body: AnswersIn, caller: AnyCaller, service: ServiceOf, records: RecordsOf) -> AnswersOut:
    """Grades the answers and plans when each question is asked again; a text that is not the caller's is not found."""
    library = service.coach.library
    found = []
    for one in body.answers:
        works = [library.document(citation.document, caller.role).work for citation in one.citations]
        found.append(answered(one, works[0]))
    if any(len(one.body.encode()) > MAX_CARD_BYTES for one in found):
        raise TooLarge(f"A quiz question with its citations may have {MAX_CARD_BYTES:,} bytes.")
    outcomes = records.progress.answer(caller.id, found, datetime.now(UTC))
    answers = tuple(outcome_out(outcome) for outcome in outcomes)
    return AnswersOut(answers=answers, right=sum(one.right for one in answers))


@router.get("/drills", response_model=DrillsOut, responses=problems(401, 422, 503), summary="What is due")
def drills(
    caller: AnyCaller,
    service: ServiceOf,
    records: RecordsOf,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    language: Annotated[LanguageCode | None, Query(description="Only questions in it; absent: in all.")] = None,
) -> DrillsOut:
    """The longest overdue first; a question whose text was removed or now says something else rests."""
    at = datetime.now(UTC)
    time = at.isoformat(timespec="seconds")
    standing = _standing(records, caller.id, Rights(service.coach.library, caller.role), at)
    cards = [card for card in standing if language in {None, card.language.value}]
    due = [card for card in cards if card.due <= time]
    later = [card.due for card in cards if card.due > time]
    return DrillsOut(
        drills=tuple(drill_out(card) for card in due[:limit]),
        due=len(due),
        learned=len(cards),
        next=min(later, default=None),
    )


@router.post(
    "/drills/{card}", response_model=AnswerOut, responses=problems(401, 404, 413, 422, 503), summary="Answer one"
)
def review(card: str, body: ReviewIn, caller: AnyCaller, service: ServiceOf, records: RecordsOf) -> AnswerOut:
    """Grades the answer to a question that was due, and plans its return."""
    at = datetime.now(UTC)
    found = records.progress.card(caller.id, card, at)
    if not Rights(service.coach.library, caller.role).stands(card_body(found).citations):
        raise NoSuchCard(f"There is no card {card!r}.")
    (outcome,) = records.progress.answer(caller.id, [answered_again(found, body.given, Ease(body.ease))], at)
    return outcome_out(outcome)


@router.delete("/drills", status_code=204, responses=problems(401, 503), summary="Forget my answers")
def forget(caller: AnyCaller, records: RecordsOf) -> Response:
    """Deletes the caller's own cards and reviews."""
    records.progress.forget(caller.id)
    return Response(status_code=204)


@router.get("/readiness", response_model=ReadinessOut, responses=problems(401, 422, 503), summary="Am I ready?")
def own_readiness(caller: AnyCaller, service: ServiceOf, records: RecordsOf, language: _Named = "en") -> ReadinessOut:
    """The caller's own board, a colour a topic; `shared` says whether managers and HR see it too."""
    at = datetime.now(UTC)
    cards = _standing(records, caller.id, Rights(service.coach.library, caller.role), at)
    infos = service.coach.library.documents(caller.role)
    topics = topics_out(cards, infos, language, at.isoformat(timespec="seconds"))
    return ReadinessOut(topics=topics, shared=records.team_progress)


@router.get(
    "/readiness/team", response_model=TeamReadinessOut, responses=problems(401, 403, 422, 503), summary="Who is ready?"
)
def team_readiness(
    caller: OverseerCaller, service: ServiceOf, records: RecordsOf, language: _Named = "en"
) -> TeamReadinessOut:
    """Everybody's boards under the names of their keys; only where FIELDCOACH_TEAM_PROGRESS is switched on."""
    if not records.team_progress:
        raise FaultError(Fault(403, "forbidden", "team_progress_off"))
    at = datetime.now(UTC)
    time = at.isoformat(timespec="seconds")
    # One for all: what the caller may not read is on nobody's board.
    rights = Rights(service.coach.library, caller.role)
    infos = service.coach.library.documents(caller.role)
    names = {key.id: key.name for key in service.access.active_keys()} | {LOCAL_USER.id: LOCAL_USER.name}
    people = [
        PersonReadinessOut(
            name=names[learner],
            topics=topics_out(_standing(records, learner, rights, at), infos, language, time),
        )
        for learner in records.progress.learners()
        if learner in names
    ]
    return TeamReadinessOut(people=tuple(sorted(people, key=lambda person: person.name.casefold())))


def _standing(records: Records, owner: str, rights: Rights, at: datetime) -> list[Card]:
    """Somebody's cards whose texts are there, for the reader, and still say what the card asks for."""
    return [card for card in records.progress.cards(owner, at) if rights.stands(card_body(card).citations)]
