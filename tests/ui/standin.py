"""A small real service that stands in for ours: real schemas over HTTP, answers computed from short works.

What it answers follows from the words of the question, so that a test can say beforehand what must appear. Its works
are in standin_texts.py; each family of routes has a file of its own.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from api.schemas.ask import AskIn
from api.schemas.common import CallerOut, LanguageCode, RoleName
from api.schemas.results import BlockOut, LineEvent, LineOut, RefusalOut, RelatedOut, ResultOut
from tests.ui import standin_gaps, standin_insights, standin_library, standin_making
from tests.ui.standin_texts import (
    HOSTILE,
    OLD_TEXT,
    OLD_VERSION,
    TEXTS,
    TITLES,
    citation,
    detail,
    language_of,
    problem,
    sections_of,
    version_of,
)

__all__ = [
    "HOSTILE", "OLD_TEXT", "OLD_VERSION", "REFUSALS", "TEXTS", "TITLES", "Running", "Standin", "answer", "citation",
    "detail", "problem", "refusal", "respond", "sections_of", "version_of",
]  # fmt: skip

TOOLS = re.compile(r"带|准备|챙겨|준비|взема|подготв|bring|prepare|工具|도구|tools|материали", re.IGNORECASE)
STEPS = re.compile(r"步骤|단계|стъпк|steps", re.IGNORECASE)
FUNNEL = re.compile(r"漏斗|깔때기|фуния|funnel|M-A-N", re.IGNORECASE)
FOLLOW_UP = re.compile(r"^(那|그럼|а за|and )", re.IGNORECASE)
REFUSALS: dict[LanguageCode, str] = {
    "zh": "资料中没有这方面的内容。",
    "ko": "자료에 이 질문에 대한 내용이 없습니다.",
    "bg": "Текстовете не отговарят на този въпрос.",
    "en": "The texts do not answer this question.",
}


def answer(document: str, place: int, style: str, language: LanguageCode, used: str) -> ResultOut:
    """All passages of a section as lines."""
    section = sections_of(document)[place]
    cited = tuple(citation(n, document, section, p) for n, p in enumerate(section.passages, start=1))
    lines = tuple(LineOut(id=f"l{c.number}", text=c.quote, citations=(c.number,)) for c in cited)
    related = ("visit", 1) if place == 0 else ("visit", 0)
    other = f"{related[0]}.{language}"
    return ResultOut(
        id="a-1",
        kind="answer",
        language=language,
        question_used=used,
        written_by="model" if "model" in used else "extract",
        blocks=(BlockOut(style=style, lines=lines),),  # type: ignore[arg-type]
        citations=cited,
        related=(RelatedOut(document=other, anchor="s1", title=sections_of(other)[related[1]].path[0]),),
        uncovered=("fax",) if "fax" in used else (),
        elapsed_ms=1.0,
    )


def refusal(language: LanguageCode, used: str) -> ResultOut:
    """Nothing found, with the two nearest topics."""
    near = tuple(
        RelatedOut(document=f"{work}.{language}", anchor="s0", title=sections_of(f"{work}.{language}")[0].path[0])
        for work in ("visit", "funnel")
    )
    return ResultOut(
        id="a-2",
        kind="refusal",
        language=language,
        question_used=used,
        written_by="extract",
        blocks=(),
        citations=(),
        related=near,
        refusal=RefusalOut(reason="no_evidence", message=REFUSALS[language]),
        elapsed_ms=1.0,
    )


def respond(asked: AskIn) -> ResultOut:
    """By the words of the question, and of the one before where it is a follow-up."""
    used = asked.question.strip()
    if FOLLOW_UP.search(used) and asked.history:
        used = f"{asked.history[-1]} {used}"
    language = language_of(used) if asked.language == "auto" else asked.language
    if "hostile" in used:
        return answer("hostile.en", 0, "bullets", "en", used)
    if "long" in used:
        return answer("long.en", 0, "steps", "en", used)
    if "stock" in used:
        return answer("only-ko.ko", 0, "paragraph", "en", used)
    if FUNNEL.search(used):
        return answer(f"funnel.{language}", 0, "paragraph", language, used)
    if STEPS.search(used):
        return answer(f"visit.{language}", 1, "steps", language, used)
    if TOOLS.search(used):
        return answer(f"visit.{language}", 0, "bullets", language, used)
    return refusal(language, used)


@dataclass
class Standin:
    """The service and its knobs: `delay` seconds before an answer, `fault` (status, code) instead of one."""

    url: str = ""
    delay: float = 0.0
    fault: tuple[int, str] | None = None
    nonsense: bool = False
    asked: list[AskIn] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    roles: dict[str, RoleName] = field(default_factory=dict)
    shelf: standin_library.Shelf = field(default_factory=standin_library.Shelf)
    journal: standin_gaps.Journal = field(default_factory=standin_gaps.Journal)
    desk: standin_making.Desk = field(default_factory=standin_making.Desk)
    figures: standin_insights.Figures = field(default_factory=standin_insights.Figures)

    def rest(self) -> None:
        """Everything as it was at the start, in place: the routes hold on to it."""
        self.delay, self.fault, self.nonsense = 0.0, None, False
        self.asked.clear()
        self.keys.clear()
        self.roles.clear()
        for name in [name for name in TEXTS if name.startswith("upload.")]:
            del TEXTS[name]
        for part in (self.shelf, self.journal, self.desk, self.figures):
            vars(part).update(vars(type(part)()))

    def role_of(self, authorization: str | None) -> RoleName | None:
        """Whose key it is; without any keys, an admin's."""
        if not self.roles:
            return "admin"
        return self.roles.get((authorization or "").removeprefix("Bearer "))


def build(state: Standin) -> FastAPI:
    """The application."""
    app = FastAPI()

    @app.exception_handler(404)
    def no_route(request: Request, error: Exception) -> Response:
        return problem(404, "not_found")

    @app.middleware("http")
    async def knobs(request: Request, call_next: Any) -> Any:
        key = request.headers.get("authorization")
        state.keys.append(key)
        if state.delay:
            await asyncio.sleep(state.delay)
        if state.nonsense:
            return Response("<html>not ours</html>", 200, media_type="text/html")
        if state.role_of(key) is None:
            return problem(401, "unauthorized")
        return problem(*state.fault) if state.fault else await call_next(request)

    @app.get("/v1/me")
    def me(request: Request) -> CallerOut:
        role = state.role_of(request.headers.get("authorization"))
        return CallerOut(name=f"the {role}", role=role or "rep", local=not state.roles)

    @app.post("/v1/ask")
    def ask(body: AskIn) -> ResultOut:
        state.asked.append(body)
        return respond(body)

    @app.post("/v1/ask/stream")
    def ask_stream(body: AskIn) -> StreamingResponse:
        state.asked.append(body)
        return StreamingResponse(_events(respond(body)), media_type="text/event-stream")

    app.include_router(standin_library.router_of(state.shelf))
    app.include_router(standin_gaps.router_of(state.journal))
    standin_making.add_making(app, state.desk)
    standin_insights.add_insights(app, state.figures)
    return app


def _events(result: ResultOut) -> Iterator[str]:
    """The lines one by one, slowly where the question says so, then the whole."""
    for block, part in enumerate(result.blocks):
        for line in part.lines:
            if "slowly" in result.question_used:
                time.sleep(0.2)
            event = LineEvent(block=block, style=part.style, line=line)
            yield f"event: line\ndata: {event.model_dump_json()}\n\n"
    yield f"event: result\ndata: {result.model_dump_json()}\n\n"


class Running:
    """The stand-in on a free port of its own, in a thread."""

    def __init__(self) -> None:
        self.state = Standin()
        self._server = uvicorn.Server(
            uvicorn.Config(
                build(self.state), host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan="off"
            )
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> Standin:
        """Start; returns when it listens."""
        self._thread.start()
        deadline = time.monotonic() + 60
        while not self._server.started:
            if time.monotonic() > deadline:
                raise TimeoutError("the stand-in did not start")
            time.sleep(0.01)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.state.url = f"http://127.0.0.1:{port}"
        return self.state

    def stop(self) -> None:
        """Stop."""
        self._server.should_exit = True
        self._thread.join(10)
