"""A small real service that stands in for ours: real schemas over HTTP, answers computed from short works.

What it answers follows from the words of the question, so that a test can say beforehand what must appear.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response

from api.schemas.ask import AskIn
from api.schemas.common import LANGUAGES, LanguageCode, Problem
from api.schemas.documents import DocumentDetailOut, EditionOut, PassageOut, SectionOut, SectionsOut, TextOut
from api.schemas.results import BlockOut, CitationOut, LineOut, RefusalOut, RelatedOut, ResultOut

HOSTILE = (
    "<script>window.hacked=1</script> <img src=x onerror='window.hacked=2'> "
    "[click](javascript:window.hacked=3) :red[red] $x^2$ ![](http://tracker.example/p.png) "
    ":material/home: **bold** `code` &amp; http://evil.example"
)

TEXTS: dict[str, str] = (
    {path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "library").glob("*.md"))}
    | {"hostile.en": f"## {HOSTILE}\n\n- {HOSTILE} “first”\n- <b>second</b> item\n"}
    | {
        "long.en": "## Forty steps\n\n"
        + "".join(f"{n}. Step {n} takes a line or two on a telephone.\n" for n in range(1, 41))
    }
)
TITLES = {
    "visit": {
        "zh": "拜访经销商",
        "ko": "대리점 방문",
        "bg": "Посещение при дистрибутор",
        "en": "Reseller visit",
    },
    "funnel": {"zh": "客户漏斗", "ko": "고객 깔때기", "bg": "Клиентска фуния", "en": "Customer funnel"},
    "hostile": {"en": HOSTILE},
    "long": {"en": "Long"},
    "only-ko": {"ko": "재고 확인"},
}
ORIGINALS: dict[str, LanguageCode] = {
    "visit": "ko",
    "funnel": "zh",
    "hostile": "en",
    "long": "en",
    "only-ko": "ko",
}
OLD_VERSION = "sha256:old"
OLD_TEXT = "## Sales tools to bring\n\n- Bring a fax.\n"

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


def language_of(text: str) -> LanguageCode:
    """By script."""
    if re.search(r"[가-힣]", text):
        return "ko"
    if re.search(r"[\u4e00-\u9fff]", text):
        return "zh"
    return "bg" if re.search(r"[а-я]", text, re.IGNORECASE) else "en"


def version_of(text: str) -> str:
    """As the contract says."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def sections_of(document: str) -> tuple[SectionOut, ...]:
    """Headings with their paragraphs and items."""
    text = TEXTS[document]
    found: list[SectionOut] = []
    for block in re.finditer(r"^## (?P<title>.+)\n(?P<body>(?:(?!^## ).*\n?)*)", text, re.MULTILINE):
        passages: list[PassageOut] = []
        for line in re.finditer(r"^(?P<mark>- |\d+\. )?(?P<words>\S.*)$", block["body"], re.MULTILINE):
            start = block.start("body") + line.start("words")
            kind = {"": "paragraph", "- ": "item"}.get(line["mark"] or "", "step")
            passages.append(
                PassageOut(
                    id=f"{document}/{len(found)}/{len(passages)}",
                    place=len(passages) + 1,
                    part=0,
                    kind=kind,  # type: ignore[arg-type]
                    text=line["words"],
                    start=start,
                    end=start + len(line["words"]),
                )
            )
        found.append(
            SectionOut(
                anchor=f"s{len(found)}",
                path=(block["title"],),
                start=passages[0].start,
                end=passages[-1].end,
                passages=tuple(passages),
            )
        )
    return tuple(found)


def citation(number: int, document: str, section: SectionOut, passage: PassageOut) -> CitationOut:
    """The citation of a whole passage."""
    work, language = document.split(".")
    return CitationOut(
        number=number,
        document=document,
        work=work,
        title=TITLES[work][language],
        section=section.path,
        anchor=section.anchor,
        language=language,  # type: ignore[arg-type]
        original_language=ORIGINALS[work],
        quote=passage.text,
        start=passage.start,
        end=passage.end,
        version=version_of(TEXTS[document]),
        made_by="tiny-llm" if work == "only-ko" else "project",
        reviewed=date(2026, 11, 22),
    )


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


def problem(status: int, code: str) -> Response:
    """A problem body."""
    body = Problem(type=f"urn:{code}", title=f"title {code}", status=status, detail=f"detail {code}", code=code)
    return Response(body.model_dump_json(), status, media_type="application/problem+json")


def detail(document: str) -> DocumentDetailOut:
    """The library's entry."""
    work, language = document.split(".")
    text = TEXTS[document]
    editions = [
        EditionOut(id=f"{work}.{code}", language=code, title=TITLES[work][code])
        for code in LANGUAGES
        if code in TITLES[work]
    ]
    return DocumentDetailOut(
        id=document,
        work=work,
        language=language,  # type: ignore[arg-type]
        original_language=ORIGINALS[work],
        title=TITLES[work][language],
        version=version_of(text),
        readers=("rep",),
        made_by="tiny-llm" if work == "only-ko" else "project",
        reviewed=date(2026, 11, 22),
        added="2026-11-22T00:00:00Z",
        encoding="utf-8",
        checksum="sha256:0",
        passages=3,
        questions=0,
        editions=tuple(editions),
    )


def build(state: Standin) -> FastAPI:
    """The application."""
    app = FastAPI()

    @app.exception_handler(404)
    def no_route(request: Request, error: Exception) -> Response:
        return problem(404, "not_found")

    @app.middleware("http")
    async def knobs(request: Request, call_next: Any) -> Any:
        state.keys.append(request.headers.get("authorization"))
        if state.delay:
            await asyncio.sleep(state.delay)
        if state.nonsense:
            return Response("<html>not ours</html>", 200, media_type="text/html")
        return problem(*state.fault) if state.fault else await call_next(request)

    @app.post("/v1/ask")
    def ask(body: AskIn) -> ResultOut:
        state.asked.append(body)
        return respond(body)

    @app.get("/v1/documents/{document}", response_model=None)
    def entry(document: str) -> DocumentDetailOut | Response:
        if document == "removed.en":
            return problem(410, "gone")
        return detail(document) if document in TEXTS else problem(404, "not_found")

    @app.get("/v1/documents/{document}/text", response_model=None)
    def text(document: str, version: str | None = None) -> TextOut | Response:
        if version == OLD_VERSION:
            return TextOut(document=document, version=OLD_VERSION, text=OLD_TEXT)
        now = version_of(TEXTS[document])
        if version not in {None, now}:
            return problem(404, "not_found")
        return TextOut(document=document, version=now, text=TEXTS[document])

    @app.get("/v1/documents/{document}/sections", response_model=None)
    def sections(document: str) -> SectionsOut:
        work, language = document.split(".")
        return SectionsOut(
            document=document,
            version=version_of(TEXTS[document]),
            language=language,  # type: ignore[arg-type]
            title=TITLES[work][language],
            sections=sections_of(document),
        )

    return app


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
        deadline = time.monotonic() + 10
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
