"""A library whose every text can be counted by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from kb.errors import Gone, NotFound
from kb.library import SectionView
from kb.types import EVERYONE, DocumentInfo, Language, Passage, PassageKind, Role

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

    def sections(self, document: str, role: Role) -> list[SectionView]:
        found = self.document(document, role)
        return [SectionView("check", (found.title,), (passage(found.id, 1), passage(found.id, 2)))]

    def editions(self, work: str, role: Role) -> list[DocumentInfo]:
        found = [one for one in self.infos.values() if one.work == work]
        return sorted(found, key=lambda one: list(Language).index(one.language))
