"""Documents, decoys and vectors made by hand: everything in them can be worked out with pencil and paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from kb.store.records import DocumentRecord, digest
from kb.store.vectors import Vector
from kb.types import (
    EVERYONE,
    AskedQuestion,
    Decoy,
    DecoyKind,
    DocumentInfo,
    Language,
    Passage,
    PassageKind,
    Role,
)

FINGERPRINT = "by-hand-1"
RULES = "rules-1"
DIMENSION = 8


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def vector(text: str, dimension: int = DIMENSION) -> Vector:
    """A unit vector that only the text decides."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
    values = np.random.default_rng(seed).normal(size=dimension).astype(np.float32)
    return (values / np.linalg.norm(values)).astype(np.float32)


def document(
    name: str = "visit.en",
    sections: Mapping[str, Sequence[str]] | None = None,
    *,
    questions: Mapping[str, str] | None = None,
    readers: Iterable[Role] = EVERYONE,
    origin: str = "corpus",
    path: str | None = None,
    title: str = "The visit",
) -> DocumentRecord:
    """`name` is work and language (`visit.en`); `sections`: anchor → items; `questions`: text → anchor."""
    work, language = name.rsplit(".", 1)
    sections = sections if sections is not None else {"prepare": ["Call ahead.", "Bring samples."]}
    text, spans = _text(sections)
    info = DocumentInfo(
        id=name,
        work=work,
        language=Language(language),
        original=Language.KO,
        title=title,
        version="sha256:" + sha256(text),
        origin=origin,
        path=path or f"{work}/{language}.md",
        checksum=sha256(text + title),
        encoding="utf-8",
        topics=("visits", "договор"),
        readers=frozenset(readers),
        source=("Seed 1",),
        owner=None,
        reviewed=None,
        made_by="project",
        licence="CC-BY-4.0",
        added="2026-11-22T10:00:00+00:00",
        passages=0,
        questions=0,
    )
    passages = tuple(
        _passage(info, section, anchor, place, text, span)
        for section, (anchor, found) in enumerate(spans.items())
        for place, span in enumerate(found, start=1)
    )
    asked = tuple(
        AskedQuestion(f"{name}?{sha256(said)[:8]}", name, work, info.language, anchor, None, said)
        for said, anchor in (questions or {}).items()
    )
    return DocumentRecord(replace(info, passages=len(passages), questions=len(asked)), text, passages, asked)


def vectors_of(record: DocumentRecord) -> dict[str, Vector]:
    """The vectors of everything that is embedded of a document, by digest."""
    passages = {digest("passage", passage.embedded_text): vector(passage.embedded_text) for passage in record.passages}
    return passages | questions_vectors(question.text for question in record.questions)


def questions_vectors(texts: Iterable[str]) -> dict[str, Vector]:
    return {digest("question", text): vector(text) for text in texts}


def decoy(text: str, language: Language = Language.EN) -> Decoy:
    return Decoy(f"decoy-{language}-{sha256(text)[:8]}", language, DecoyKind.FAR, text)


def _text(sections: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {}
    for anchor, items in sections.items():
        text += f"## {anchor}\n\n"
        spans[anchor] = []
        for item in items:
            text += "- "
            spans[anchor].append((len(text), len(text) + len(item)))
            text += item + "\n"
    return text, spans


def _passage(info: DocumentInfo, section: int, anchor: str, place: int, text: str, span: tuple[int, int]) -> Passage:
    said = text[slice(*span)]
    return Passage(
        id=f"{info.id}/{section}/{place - 1}-{sha256(said)[:12]}",
        document=info.id,
        work=info.work,
        language=info.language,
        original=info.original,
        version=info.version,
        title=info.title,
        section=section,
        section_path=(anchor.capitalize(),),
        anchor=anchor,
        place=place,
        part=0,
        kind=PassageKind.ITEM,
        attributes=(("area", "team"),),
        readers=info.readers,
        made_by=info.made_by,
        reviewed=info.reviewed,
        text=said,
        start=span[0],
        end=span[1],
    )
