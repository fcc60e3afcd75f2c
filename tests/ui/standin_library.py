"""The stand-in's library: what is in it, what would come of an upload, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from api.schemas.common import LanguageCode
from api.schemas.documents import (
    DocumentDetailOut,
    DocumentOut,
    DocumentsOut,
    FailureOut,
    JobOut,
    JobStarted,
    PreviewOut,
    PreviewSectionOut,
    ReportOut,
    SectionsOut,
    TextOut,
    VersionsOut,
)
from api.schemas.removed import EarlierListOut, EarlierOut, PutBackIn, RemovedListOut, RemovedOut
from api.schemas.search import HitOut, SearchIn, SearchOut
from tests.ui.standin_texts import (
    OLD_TEXT,
    OLD_VERSION,
    TEXTS,
    TITLES,
    detail,
    language_of,
    problem,
    sections_of,
    version_of,
)


@dataclass
class Shelf:
    """What changes: removed ids, what was uploaded, how many looks a job takes, a failure's reason."""

    removed: set[str] = field(default_factory=set)
    uploads: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    looks: int = 0
    reason: str = ""
    replaced: list[str] = field(default_factory=list)
    empty: bool = False
    known: dict[str, DocumentDetailOut] = field(default_factory=dict)

    def all(self) -> list[DocumentDetailOut]:
        """All documents but the hostile ones, which have tests of their own."""
        shown = [] if self.empty else [one for one in TEXTS if one.split(".")[0] in {"visit", "funnel", "only-ko"}]
        found = [detail(one) for one in shown] + list(self.known.values())
        return [one for one in found if one.id not in self.removed]


def router_of(shelf: Shelf) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.get("/v1/documents")
    def documents() -> DocumentsOut:
        return DocumentsOut(documents=tuple(DocumentOut.model_validate(one.model_dump()) for one in shelf.all()))

    @router.get("/v1/documents/{document}", response_model=None)
    def entry(document: str) -> DocumentDetailOut | Response:
        if document == "removed.en" or document in shelf.removed:
            return problem(410, "gone")
        if document in shelf.known:
            return shelf.known[document]
        return detail(document) if document in TEXTS else problem(404, "not_found")

    @router.get("/v1/documents/{document}/text", response_model=None)
    def text(document: str, version: str | None = None) -> TextOut | Response:
        if version == OLD_VERSION:
            return TextOut(document=document, version=OLD_VERSION, text=OLD_TEXT)
        now = version_of(TEXTS[document])
        if version not in {None, now}:
            return problem(404, "not_found")
        return TextOut(document=document, version=now, text=TEXTS[document])

    @router.get("/v1/documents/{document}/sections", response_model=None)
    def sections(document: str) -> SectionsOut | Response:
        if document not in TEXTS or document in shelf.removed:
            return problem(404, "not_found")
        work, language = document.split(".")
        return SectionsOut(
            document=document,
            version=version_of(TEXTS[document]),
            language=language,  # type: ignore[arg-type]
            title=TITLES[work][language],
            sections=sections_of(document),
        )

    @router.get("/v1/documents/{document}/versions")
    def versions(document: str) -> VersionsOut:
        now = version_of(TEXTS[document])
        earlier = (OLD_VERSION,) if document == "visit.en" else ()
        return VersionsOut(document=document, versions=(now, *earlier))

    @router.delete("/v1/documents/{document}", status_code=204)
    def remove(document: str) -> Response:
        shelf.removed.add(document)
        return Response(status_code=204)

    _putting_back(router, shelf)

    @router.post("/v1/search")
    def search(body: SearchIn) -> SearchOut:
        return SearchOut(hits=tuple(_hits(body, shelf))[: body.limit])

    _uploading(router, shelf)
    return router


def _putting_back(router: APIRouter, shelf: Shelf) -> None:
    now, end = datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 12, 22, 12, tzinfo=UTC)

    @router.get("/v1/removed")
    def removed() -> RemovedListOut:
        texts = (shelf.known.get(one) or detail(one) for one in sorted(shelf.removed))
        return RemovedListOut(
            texts=tuple(
                RemovedOut(**DocumentOut(**one.model_dump()).model_dump(), removed=now, until=end) for one in texts
            )
        )

    @router.post("/v1/removed/{document}/restore", response_model=None)
    def put_back(document: str) -> DocumentDetailOut | Response:
        if document not in shelf.removed:
            return problem(404, "not_found")
        shelf.removed.remove(document)
        return shelf.known.get(document) or detail(document)

    @router.delete("/v1/removed/{document}", status_code=204)
    def drop(document: str) -> Response:
        shelf.removed.remove(document)
        return Response(status_code=204)

    @router.get("/v1/documents/{document}/earlier")
    def earlier(document: str) -> EarlierListOut:
        one = EarlierOut(version=OLD_VERSION, title="Old", language="en", replaced=now, until=end)
        return EarlierListOut(document=document, versions=(one,) if document == "visit.en" else ())

    @router.post("/v1/documents/{document}/earlier/restore")
    def put_version_back(document: str, body: PutBackIn) -> DocumentDetailOut:
        shelf.replaced.append(body.version)
        return shelf.known.get(document) or detail(document)


def _hits(body: SearchIn, shelf: Shelf) -> list[HitOut]:
    """Passages that hold the word, in the language asked for."""
    found = []
    for document in shelf.all():
        if body.language not in {None, document.language} or document.id not in TEXTS:
            continue
        for section in sections_of(document.id):
            for passage in section.passages:
                if body.text.casefold() in passage.text.casefold():
                    about = {"document": document.id, "language": document.language, "version": document.version}
                    place = {"anchor": section.anchor, "section": section.path}
                    said = {"text": passage.text, "start": passage.start, "end": passage.end}
                    hit = {"passage": passage.id, "score": 1.0} | about | place | said
                    found.append(HitOut.model_validate(hit))
    return found


def _uploading(router: APIRouter, shelf: Shelf) -> None:
    @router.post("/v1/documents", response_model=None)
    def add(
        file: Annotated[UploadFile, File()],
        preview: bool = False,
        title: Annotated[str, Form()] = "",
        work: Annotated[str, Form()] = "",
        language: Annotated[str, Form()] = "",
        owner: Annotated[str, Form()] = "",
        readers: Annotated[list[str] | None, Form()] = None,
        reviewed: Annotated[str, Form()] = "",
    ) -> PreviewOut | JobStarted | Response:
        data = file.file.read()
        name = file.filename or ""
        if b"\x00" in data:
            return problem(422, "unreadable_file", "the file is encrypted")
        if preview:
            return _preview(name, data)
        head = {"title": title, "work": work, "language": language, "owner": owner, "reviewed": reviewed}
        shelf.uploads.append((name, data, head | {"readers": ",".join(readers or ())}))
        if not shelf.reason:
            _keep(shelf, name, head)
        return JobStarted(job=f"job-{len(shelf.uploads)}")

    @router.get("/v1/jobs/{job}")
    def job(job: str) -> JobOut:
        name = shelf.uploads[-1][0]
        if shelf.looks > 0:
            shelf.looks -= 1
            return JobOut(id=job, state="running", name=name, stage="embed", done=1, total=3)
        if shelf.reason:
            failed = (FailureOut(place=name, reason=shelf.reason),)
            report = ReportOut(failed=failed, seconds=0.1, passages=0, questions=0, embedded=0)
            return JobOut(id=job, state="failed", name=name, report=report)
        added = tuple(shelf.known) or (name,)
        report = ReportOut(added=added, seconds=0.1, passages=3, questions=0, embedded=3)
        return JobOut(id=job, state="done", name=name, report=report)


def _preview(name: str, data: bytes) -> PreviewOut:
    for encoding in ("utf-8", "cp949", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        rows = [row for row in text.splitlines() if row.strip()]
        heads = [row.lstrip("# ") for row in rows if row.startswith("#")] or [""]
        each = max(1, (len(rows) - len(heads)) // len(heads))
        return PreviewOut(
            name=name,
            encoding=encoding,
            language=None if "???" in text else language_of(text),
            title=heads[0] or name,
            sections=tuple(PreviewSectionOut(heading=head, passages=each) for head in heads),
        )
    raise AssertionError("no encoding fits")


def _keep(shelf: Shelf, name: str, head: dict[str, str]) -> None:
    """The upload as a document of its own; its text is that of the visit."""
    language: LanguageCode = head["language"] or "en"  # type: ignore[assignment]
    work = head["work"] or "upload"
    document = f"{work}.{language}"
    TEXTS.setdefault(document, TEXTS[f"visit.{language}"])
    TITLES.setdefault(work, {})[language] = head["title"]
    reviewed = date.fromisoformat(head["reviewed"]) if head["reviewed"] else None
    shelf.known[document] = detail(document).model_copy(
        update={
            "title": head["title"],
            "owner": head["owner"] or None,
            "origin": "uploads",
            "path": name,
            "reviewed": reviewed,
        }
    )
