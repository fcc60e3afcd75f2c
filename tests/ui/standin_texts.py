"""The stand-in's works: short, in four languages, one hostile, one long; everything said about them is computed."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from fastapi import Response

from api.schemas.common import LANGUAGES, LanguageCode, Problem
from api.schemas.documents import DocumentDetailOut, EditionOut, PassageOut, SectionOut
from api.schemas.results import CitationOut

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


def problem(status: int, code: str, reason: str | None = None) -> Response:
    """A problem body."""
    body = Problem(
        type=f"urn:{code}", title=f"title {code}", status=status, detail=f"detail {code}", code=code, reason=reason
    )
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
        original_language=ORIGINALS.get(work, language),  # type: ignore[arg-type]
        title=TITLES[work][language],
        version=version_of(text),
        readers=("rep",),
        made_by="tiny-llm" if work == "only-ko" else "project",
        reviewed=date(2026, 11, 22),
        owner="Мария Иванова" if work == "visit" else None,
        added="2026-11-22T00:00:00Z",
        encoding="utf-8",
        checksum="sha256:0",
        passages=3,
        questions=0,
        editions=tuple(editions),
    )
