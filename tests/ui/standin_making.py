"""The stand-in's materials, kept results and drills: real materials of ours, kept as files, and small rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from pydantic import TypeAdapter

from api.schemas.common import LanguageCode, Problem
from api.schemas.drills import (
    AnswerIn,
    AnswerOut,
    AnswersIn,
    AnswersOut,
    DrillOut,
    DrillsOut,
    Given,
    PersonReadinessOut,
    ReadinessOut,
    ReviewIn,
    TeamReadinessOut,
    TopicReadinessOut,
)
from api.schemas.materials import ChecklistIn, PlayIn, RoleIn, TrainingIn
from api.schemas.results import QuizItemOut, RefusalOut, RelatedOut, ResultOut
from api.schemas.saved import FileIn, KeptResult, SavedChangeIn, SavedHeadOut, SavedListOut, SavedOut, SaveIn
from tests.ui.standin_insights import TITLES

SAMPLES = Path(__file__).parent / "samples"
NOTHING = "baking"
_RESULTS: TypeAdapter[KeptResult] = TypeAdapter(KeptResult)


def sample(name: str, language: LanguageCode) -> Any:
    """A material as our generators made it."""
    return _RESULTS.validate_json((SAMPLES / f"{name}.{language}.json").read_bytes())


def language_of(text: str) -> LanguageCode:
    """By script."""
    if any("가" <= sign <= "힣" for sign in text):
        return "ko"
    if any("\u4e00" <= sign <= "\u9fff" for sign in text):
        return "zh"
    return "bg" if any("а" <= sign <= "я" for sign in text.lower()) else "en"


def is_right(item: QuizItemOut, given: Given) -> bool:
    """The service's rule, as far as tests need it."""
    if item.type == "gap" and isinstance(given, str):
        return given.casefold() in {str(word).casefold() for word in item.answer}  # type: ignore[union-attr]
    if item.type == "match" and isinstance(given, tuple) and isinstance(item.answer, tuple):
        return set(given) == set(item.answer)
    return type(given) is type(item.answer) and given == item.answer


def refused(text: str, language: LanguageCode) -> ResultOut:
    """Nothing found, with two topics."""
    near = tuple(RelatedOut(document=f"visit.{language}", anchor="s0", title=title) for title in TITLES[language][:2])
    refusal = RefusalOut(reason="no_evidence", message="…")
    return ResultOut(
        id="r-1", kind="refusal", language=language, question_used=text, written_by="extract", blocks=(),
        citations=(), related=near, refusal=refusal, elapsed_ms=1.0,
    )  # fmt: skip


@dataclass
class Desk:
    """What the stand-in keeps: saved results, answered questions, and the orders that came."""

    saved: dict[str, SavedOut] = field(default_factory=dict)
    cards: dict[str, AnswerIn] = field(default_factory=dict)
    orders: list[Any] = field(default_factory=list)
    files: list[tuple[str, ResultOut]] = field(default_factory=list)
    reviews: list[tuple[str, ReviewIn]] = field(default_factory=list)
    shared: bool = False
    numbers: Any = field(default_factory=lambda: count(1))

    def topics(self, language: LanguageCode) -> tuple[TopicReadinessOut, ...]:
        """One topic of each level."""
        levels = (("red", 0.35, 5, 3), ("amber", 0.7, 8, 1), ("green", 0.95, 12, 0), ("none", 0.0, 1, 0))
        return tuple(
            TopicReadinessOut(
                work=f"w{place}", document=f"w{place}.{language}", title=title, level=level,  # type: ignore[arg-type]
                recall=recall, answered=answered, due=due,
            )
            for place, (title, (level, recall, answered, due)) in enumerate(zip(TITLES[language], levels, strict=True))
        )  # fmt: skip


def not_found() -> Response:
    """A problem body."""
    body = Problem(type="urn:x", title="Not found", status=404, detail="It is not there.", code="not_found")
    return Response(body.model_dump_json(), 404, media_type="application/problem+json")


def add_making(app: FastAPI, desk: Desk) -> None:
    """All routes."""
    _add_materials(app, desk)
    _add_saved(app, desk)
    _add_progress(app, desk)


def _add_materials(app: FastAPI, desk: Desk) -> None:
    """The routes that make something."""

    def made(name: str, order: Any, text: str) -> Any:
        desk.orders.append(order)
        language = language_of(text) if getattr(order, "language", "auto") == "auto" else order.language
        if NOTHING in text:
            return refused(text, language)
        missing = ("fax",) if "fax" in text else ()
        update = {"title": text or None, "question_used": text, "uncovered": missing}
        return sample(name, language).model_copy(update=update)

    @app.post("/v1/checklists")
    def checklist(body: ChecklistIn) -> KeptResult:
        return made("checklist", body, body.task)  # type: ignore[no-any-return]

    @app.post("/v1/plays")
    def play(body: PlayIn) -> KeptResult:
        desk.orders.append(body)
        return sample("play", body.language)  # type: ignore[no-any-return]

    @app.post("/v1/role-descriptions")
    def role(body: RoleIn) -> KeptResult:
        return made("role", body, body.title)  # type: ignore[no-any-return]

    @app.post("/v1/training-modules")
    def training(body: TrainingIn) -> KeptResult:
        return made("training", body, body.topic)  # type: ignore[no-any-return]

    @app.post("/v1/files")
    def file(body: FileIn, format: str) -> Response:  # noqa: A002 - the parameter's name on the wire
        desk.files.append((format, body.result))
        disposition = "attachment; filename=\"x\"; filename*=UTF-8''x"
        text = "\n".join(line.text for block in body.result.blocks for line in block.lines)
        return Response(text.encode(), media_type="application/x-test", headers={"Content-Disposition": disposition})


def _add_saved(app: FastAPI, desk: Desk) -> None:
    """Kept results."""

    def kept(name: str, result: ResultOut, title: str, ticks: set[str], notes: dict[str, str]) -> SavedOut:
        lines = [line.id for block in result.blocks for line in block.lines]
        out = SavedOut(
            id=name, title=title, kind=result.kind, language=result.language, created="2026-11-22T08:00:00Z",
            changed="2026-11-22T09:00:00Z", lines=len(lines), ticked=len(ticks), result=result,
            ticks=tuple(one for one in lines if one in ticks), notes={k: v for k, v in notes.items() if v},
        )  # fmt: skip
        desk.saved[name] = out
        return out

    @app.post("/v1/saved", status_code=201)
    def save(body: SaveIn) -> SavedOut:
        title = body.title or body.result.title or body.result.question_used
        ticks = {one for one, ticked in body.ticks.items() if ticked}
        return kept(f"s{next(desk.numbers)}", body.result, title, ticks, dict(body.notes))

    @app.get("/v1/saved")
    def all_saved() -> SavedListOut:
        heads = [SavedHeadOut.model_validate(one.model_dump()) for one in reversed(desk.saved.values())]
        return SavedListOut(saved=tuple(heads))

    @app.get("/v1/saved/{name}", response_model=None)
    def open_saved(name: str) -> SavedOut | Response:
        return desk.saved.get(name) or not_found()

    @app.patch("/v1/saved/{name}", response_model=None)
    def change(name: str, body: SavedChangeIn) -> SavedOut | Response:
        if name not in desk.saved:
            return not_found()
        old = desk.saved[name]
        ticks = {one for one, on in (dict.fromkeys(old.ticks, True) | body.ticks).items() if on}
        return kept(name, old.result, body.title or old.title, ticks, old.notes | body.notes)

    @app.delete("/v1/saved/{name}", status_code=204)
    def forget(name: str) -> Response:
        desk.saved.pop(name, None)
        return Response(status_code=204)


def _add_progress(app: FastAPI, desk: Desk) -> None:
    """Drills and readiness."""

    def graded(card: str, item: QuizItemOut, given: Given) -> AnswerOut:
        return AnswerOut(card=card, right=is_right(item, given), due="2126-11-25T08:00:00Z")

    @app.post("/v1/drills/answers")
    def answers(body: AnswersIn) -> AnswersOut:
        found = []
        for one in body.answers:
            desk.cards[f"c-{one.item.id}"] = one
            found.append(graded(f"c-{one.item.id}", one.item, one.given))
        return AnswersOut(answers=tuple(found), right=sum(one.right for one in found))

    @app.get("/v1/drills")
    def drills(limit: int = 20) -> DrillsOut:
        reviewed = {card for card, _ in desk.reviews}
        due = [
            DrillOut(
                card=card, item=one.item, language=one.language, citations=one.citations, work="w0",
                topic=one.citations[0].title, due="2026-11-22T08:00:00Z", reviews=1,
            )
            for card, one in desk.cards.items()
            if card not in reviewed
        ]  # fmt: skip
        return DrillsOut(drills=tuple(due[:limit]), due=len(due), learned=len(desk.cards), next="2126-11-25T08:00:00Z")

    @app.post("/v1/drills/{card}")
    def review(card: str, body: ReviewIn) -> AnswerOut:
        desk.reviews.append((card, body))
        return graded(card, desk.cards[card].item, body.given)

    @app.get("/v1/readiness")
    def readiness(language: LanguageCode = "en") -> ReadinessOut:
        return ReadinessOut(topics=desk.topics(language), shared=desk.shared)

    @app.get("/v1/readiness/team")
    def team(language: LanguageCode = "en") -> TeamReadinessOut:
        return TeamReadinessOut(people=(PersonReadinessOut(name="Мария", topics=desk.topics(language)),))
