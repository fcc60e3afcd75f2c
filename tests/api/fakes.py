"""A coach, a library and a pipeline whose every answer can be computed by hand."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ingest.report import Failure, Progress, Report
from kb.errors import Gone, NotFound, UnreadableFile
from kb.types import (
    EVERYONE,
    Block,
    BlockStyle,
    ChecklistTask,
    Citation,
    DocumentInfo,
    Hit,
    Language,
    Line,
    Material,
    MaterialKind,
    Passage,
    PassageKind,
    Play,
    Question,
    QuizItem,
    QuizType,
    Refusal,
    RefusalReason,
    Related,
    Role,
    RoleProfile,
    Search,
    TrainingOrder,
    WrittenBy,
)

# One section, two steps, in each language; 😀 makes code points and UTF-16 units differ.
TEXTS: Mapping[str, tuple[str, str, str]] = {
    "stock.zh": ("检查库存", "😀 清点仓库。", "记录数量。"),
    "stock.ko": ("재고 확인", "😀 창고 재고를 센다.", "수량을 적는다."),
    "stock.bg": ("Проверка на наличностите", "😀 Пребройте склада.", "Запишете броя."),
    "stock.en": ("Checking the stock", "😀 Count the warehouse.", "Note the\u2028figures [list]."),
}
SECRET = "pay.en"
REMOVED = "old.en"


def version_of(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def stored(document: str) -> str:
    heading, first, second = TEXTS[document]
    return f"{heading}\n\n1. {first}\n2. {second}\n"


def info(document: str, readers: frozenset[Role] = EVERYONE) -> DocumentInfo:
    work, _, language = document.rpartition(".")
    return DocumentInfo(
        id=document,
        work=work,
        language=Language(language),
        original=Language.KO,
        title=TEXTS[document][0],
        version=version_of(stored(document)),
        origin="corpus",
        path=f"{work}/{language}.md",
        checksum="sha256:00",
        encoding="utf-8",
        topics=("visit",),
        readers=readers,
        source=("Seed 001",),
        owner=None,
        reviewed=date(2026, 11, 20),
        made_by="project",
        licence="CC-BY-4.0",
        added="2026-11-22T00:00:00+00:00",
        passages=2,
        questions=0,
    )


def passage(document: str, place: int) -> Passage:
    about = info(document)
    text = TEXTS[document][place]
    start = stored(document).index(text)
    return Passage(
        id=f"{document}/0/{place}",
        document=document,
        work=about.work,
        language=about.language,
        original=about.original,
        version=about.version,
        title=about.title,
        section=0,
        section_path=(TEXTS[document][0],),
        anchor="check",
        place=place,
        part=0,
        kind=PassageKind.STEP,
        attributes=(("phase", "during"),),
        readers=about.readers,
        made_by=about.made_by,
        reviewed=about.reviewed,
        text=text,
        start=start,
        end=start + len(text),
    )


BLOCKS: Mapping[MaterialKind, tuple[dict[str, Any], ...]] = {
    MaterialKind.CHECKLIST: ({"key": "during", "heading": "During the visit", "style": BlockStyle.CHECKS},),
    MaterialKind.ROLE_DESCRIPTION: (
        {"key": "purpose", "heading": "Purpose", "style": BlockStyle.PARAGRAPH},
        {"key": "responsibilities", "heading": "Stock", "style": BlockStyle.BULLETS},
    ),
    MaterialKind.TRAINING_MODULE: (
        {"key": "agenda", "heading": "Opening", "minutes": 5, "lines": ()},
        {"key": "agenda", "heading": "Quiz", "minutes": 55, "lines": ()},
        {"key": "key_points", "heading": "Stock", "style": BlockStyle.BULLETS},
    ),
}
QUIZ = (
    QuizItem("q1", QuizType.CHOICE, "What is counted?", ("The cars", "The stock"), 1, "Count it.", (1,)),
    QuizItem("q2", QuizType.TRUE_FALSE, "Figures are noted.", (), True, "Note them.", (2,)),
    QuizItem("q3", QuizType.ORDER, "In which order?", ("Note", "Count"), (1, 0), "Count, then note.", (1, 2)),
    QuizItem(
        "q4",
        QuizType.MATCH,
        "What goes together?",
        ("Count", "Note", "figures", "stock"),
        ((0, 3), (1, 2)),
        "So.",
        (1,),
    ),
    QuizItem("q5", QuizType.GAP, "Count the ____.", (), ("warehouse", "stock"), "Count it.", (1,)),
)


@dataclass(frozen=True)
class FakeSection:
    anchor: str
    path: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def start(self) -> int:
        return self.passages[0].start

    @property
    def end(self) -> int:
        return self.passages[-1].end


class FakeLibrary:
    """The four editions, a text for HR only (`pay.en`), and one that was removed (`old.en`)."""

    def __init__(self) -> None:
        self.infos = {document: info(document) for document in TEXTS}
        self.names = {"случай.v2.bg": "stock.bg"}

    def documents(self, role: Role) -> list[DocumentInfo]:
        return [self.infos[document] for document in sorted(self.infos)]

    def document(self, document: str, role: Role) -> DocumentInfo:
        if document == SECRET and role in {Role.HR, Role.ADMIN}:
            return info("stock.en", frozenset({Role.HR}))
        if document == REMOVED:
            raise Gone(f"{document} was removed.")
        found = self.infos.get(self.names.get(document, document))
        if found is None:
            raise NotFound(f"There is no document {document!r}.")
        return found

    def text(self, document: str, version: str | None, role: Role) -> tuple[str, str]:
        found = self.document(document, role)
        if version not in {None, found.version}:
            raise NotFound(f"{document} has no version {version}.")
        return found.version, stored(found.id)

    def versions(self, document: str, role: Role) -> list[str]:
        return [self.document(document, role).version]

    def sections(self, document: str, role: Role) -> list[FakeSection]:
        found = self.document(document, role)
        return [FakeSection("check", (found.title,), (passage(found.id, 1), passage(found.id, 2)))]

    def editions(self, work: str, role: Role) -> list[DocumentInfo]:
        found = [one for one in self.infos.values() if one.work == work]
        return sorted(found, key=lambda one: list(Language).index(one.language))


@dataclass
class FakeCoach:
    """Answers with the two steps in the asked (or English) edition; refuses what contains 😶."""

    library: FakeLibrary = field(default_factory=FakeLibrary)
    reason: str | None = None
    error: BaseException | None = None
    asked: list[Question] = field(default_factory=list)
    searched: list[tuple[str, Language | None, int, Role]] = field(default_factory=list)
    made: list[ChecklistTask | Play | RoleProfile | TrainingOrder] = field(default_factory=list)

    def ask(self, question: Question) -> Material | Refusal:
        if self.error is not None:
            raise self.error
        self.asked.append(question)
        language = question.language or Language.EN
        if "😶" in question.text:
            related = (Related("stock.en", "check", TEXTS["stock.en"][0]),)
            return Refusal("r1", language, question.text, RefusalReason.NOT_A_QUESTION, "Ask me.", related)
        document = f"stock.{language}"
        passages = [passage(document, 1), passage(document, 2)]
        lines = tuple(Line(f"l{n}", one.text, (n,)) for n, one in enumerate(passages, 1))
        return Material(
            id="m1",
            kind=MaterialKind.ANSWER,
            language=language,
            title=None,
            question_used=question.text,
            written_by=WrittenBy.EXTRACT,
            blocks=(Block(BlockStyle.STEPS, lines),),
            citations=tuple(citation(number, one) for number, one in enumerate(passages, 1)),
            related=(Related(document, "check", TEXTS[document][0]),),
        )

    def checklist(self, task: ChecklistTask) -> Material | Refusal:
        return self._make(task, task.task, MaterialKind.CHECKLIST)

    def play(self, play: Play) -> Material | Refusal:
        return self._make(play, f"{play.visit} {play.stage}", MaterialKind.CHECKLIST)

    def role_description(self, profile: RoleProfile) -> Material | Refusal:
        return self._make(profile, profile.title, MaterialKind.ROLE_DESCRIPTION)

    def training_module(self, order: TrainingOrder) -> Material | Refusal:
        return self._make(order, order.topic, MaterialKind.TRAINING_MODULE)

    def _make(
        self, order: ChecklistTask | Play | RoleProfile | TrainingOrder, title: str, kind: MaterialKind
    ) -> Material | Refusal:
        """The answer's two steps under the keys of `kind`; a module's quiz asks about them in all five ways."""
        language = order.language
        answer = self.ask(Question(title, language, (), order.role))
        self.asked.pop()
        self.made.append(order)
        if isinstance(answer, Refusal):
            return answer
        return dataclasses.replace(
            answer,
            kind=kind,
            title=title,
            blocks=tuple(dataclasses.replace(answer.blocks[0], **parts) for parts in BLOCKS[kind]),
            uncovered=("баница",),
            quiz=QUIZ if kind is MaterialKind.TRAINING_MODULE else (),
        )

    def search(self, text: str, language: Language | None, limit: int, role: Role) -> Search:
        self.searched.append((text, language, limit, role))
        found = [f"stock.{one}" for one in Language if language in {None, one}]
        hits = tuple(
            Hit(passage(document, 1), 0.9 - 0.1 * place, 0.7, None, 0.5, Language(document[-2:]))
            for place, document in enumerate(found)
        )
        return Search(text, language or Language.EN, hits[:limit], 0.6, 0.1)

    def ready(self) -> str | None:
        return self.reason


def citation(number: int, one: Passage) -> Citation:
    return Citation(
        number=number,
        document=one.document,
        work=one.work,
        title=one.title,
        section=one.section_path,
        anchor=one.anchor,
        language=one.language,
        original_language=one.original,
        quote=one.text,
        start=one.start,
        end=one.end,
        version=one.version,
        made_by=one.made_by,
        reviewed=one.reviewed,
    )


@dataclass(frozen=True)
class FakePreviewSection:
    heading: str
    passages: int


@dataclass(frozen=True)
class FakePreview:
    encoding: str
    language: Language | None
    title: str
    sections: tuple[FakePreviewSection, ...]


@dataclass
class FakePipeline:
    """Takes everything but what starts with `BAD`; `hold` keeps an upload from finishing until it is set."""

    report: Report = field(default_factory=lambda: Report(kept=("stock.en",), seconds=0.25))
    error: BaseException | None = None
    uploads: list[tuple[str, bytes, dict[str, str | list[str]]]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    folders: list[tuple[Path, bool]] = field(default_factory=list)
    hold: threading.Event | None = None
    disagreements: list[str] = field(default_factory=list)

    def run_folder(self, path: Path, *, progress: Progress, again: bool = False) -> Report:
        if self.error is not None:
            raise self.error
        self.folders.append((path, again))
        progress("read", 1, 2, "stock/en.md")
        progress("read", 2, 2, "stock/ko.md")
        return self.report

    def preview_upload(self, name: str, data: bytes, head: Mapping[str, str | list[str]]) -> FakePreview:
        if data.startswith(b"BAD"):
            raise UnreadableFile(f"{name}: not a text.")
        sections = (FakePreviewSection("检查", 2),)
        return FakePreview("gb18030", Language.ZH, str(head.get("title", name)), sections)

    def add_upload(self, name: str, data: bytes, head: Mapping[str, str | list[str]], progress: Progress) -> Report:
        if self.error is not None:
            raise self.error
        progress("read", 0, 1, name)
        while self.hold is not None and not self.hold.wait(0.01):
            progress("embed", 1, 4, name)
        self.uploads.append((name, data, dict(head)))
        progress("embed", 4, 4, name)
        if data.startswith(b"BAD"):
            return Report(failed=(Failure(name, "not a text"),), seconds=0.1)
        return Report(added=(name,), seconds=0.1, passages=2, questions=1, embedded=3)

    def verify(self) -> list[str]:
        return self.disagreements

    def remove(self, document: str) -> None:
        if self.error is not None:
            raise self.error
        FakeLibrary().document(document, Role.ADMIN)
        self.removed.append(document)
