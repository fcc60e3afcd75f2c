"""A library of public passages: the real catalogue and the real search, each passage a section without questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eval.altered import Held, without_passages
from eval.bench.sets import BenchPassage, BenchSet
from kb.assembly import Parts
from kb.retrieval.hybrid import HybridRetriever
from kb.retrieval.snapshot import Snapshot, SnapshotSource
from kb.store.catalog import SqliteCatalog
from kb.store.centring import blank_generation, library_means
from kb.store.checking import passage_ids, version_of
from kb.store.records import DocumentRecord, digest
from kb.store.vectors import Matrix, Vector
from kb.types import EVERYONE, DocumentInfo, Language, Passage, PassageKind, Role

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Vectors:
    """Raw unit vectors by text, of passages and of questions: embedded once for all libraries."""

    passages: Mapping[str, Vector]
    questions: Mapping[str, Vector]


@dataclass(frozen=True, slots=True)
class BenchLibrary:
    """`ids` says which stored passage each public one became."""

    catalog: SqliteCatalog
    snapshot: Snapshot
    vectors: Vectors
    ids: Mapping[str, str]

    def found(
        self, text: str, language: Language, count: int, *, only: Language | None = None, gone: Iterable[str] = ()
    ) -> list[str]:
        """Public ids, best first, as the coach's search finds them; `gone` are public ids that are not there."""
        absent = {self.ids[name] for name in gone}
        held = without_passages(self.snapshot, absent) if absent else self.snapshot
        retriever = HybridRetriever(self.catalog, Held(held), self.vectors.questions.__getitem__)
        search = retriever.bound(language=language, role=Role.REP, only=only, count=count).search(text)
        return [hit.passage.anchor for hit in search.hits]


def embed(parts: Parts, sets: Sequence[BenchSet], kept: SqliteCatalog) -> Vectors:
    """Every text of the sets; vectors that `kept` holds from before are taken from there."""
    passages = dict.fromkeys(passage.text for one in sets for passage in one.passages)
    questions = dict.fromkeys(query.text for one in sets for query in one.queries)
    return Vectors(
        _embedded("passage", list(passages), parts, kept),
        _embedded("question", list(questions), parts, kept),
    )


def build(
    parts: Parts, sets: Sequence[BenchSet], vectors: Vectors, folder: Path, adapter: Matrix | None
) -> BenchLibrary:
    """A library in an empty folder; its means are its own where it holds enough, as after an ingest."""
    folder.mkdir(parents=True, exist_ok=True)
    catalog = SqliteCatalog(folder / "library.sqlite")
    ids: dict[str, str] = {}
    for one in sets:
        for language in Language:
            if members := one.of(language):
                record = _record(one.name, language, members)
                ids |= {passage.anchor: passage.id for passage in record.passages}
                own = {
                    digest("passage", passage.embedded_text): vectors.passages[passage.text]
                    for passage in record.passages
                }
                catalog.replace_document(record, "bench", parts.fingerprint, own)
    dimension = parts.embedding.dimension
    means = library_means(catalog.lane_vectors(parts.fingerprint), dimension, parts.shipped_means)
    generation = replace(blank_generation(parts.fingerprint, dimension, means), adapter=adapter)
    snapshot = SnapshotSource(catalog, parts.fingerprint, generation, None).current()
    return BenchLibrary(catalog, snapshot, vectors, ids)


def nearest(
    vectors: Vectors, passages: Sequence[BenchPassage], text: str, count: int, gone: Iterable[str] = ()
) -> list[str]:
    """The plain dense search that a library of mixed languages usually gets: the nearest by cosine of any language."""
    absent = set(gone)
    kept = [passage for passage in passages if passage.id not in absent]
    cosines = np.stack([vectors.passages[passage.text] for passage in kept]) @ vectors.questions[text]
    return [kept[place].id for place in np.argsort(-cosines, kind="stable")[:count]]


def _embedded(kind: str, texts: Sequence[str], parts: Parts, kept: SqliteCatalog) -> dict[str, Vector]:
    names = {text: digest(kind, text) for text in texts}
    known = kept.known_digests(parts.fingerprint, names.values())
    missing = [text for text in texts if names[text] not in known]
    if missing:
        make = parts.embedding.embed_passages if kind == "passage" else parts.embedding.embed_questions
        kept.keep_vectors(
            parts.fingerprint, {names[text]: row for text, row in zip(missing, make(missing), strict=True)}
        )
    found = {text: kept.vector(parts.fingerprint, name) for text, name in names.items()}
    return {text: vector for text, vector in found.items() if vector is not None}


def _record(name: str, language: Language, members: Sequence[BenchPassage]) -> DocumentRecord:
    text = _BETWEEN.join(member.text for member in members)
    document = f"{name}-{language}.{language}"
    version = version_of(text)
    passages: list[Passage] = []
    start = 0
    for number, member in enumerate(members):
        passages.append(_passage(member, number, document, version, start))
        start += len(member.text) + len(_BETWEEN)
    named = [replace(one, id=id_) for one, id_ in zip(passages, passage_ids(document, passages), strict=True)]
    return DocumentRecord(_info(document, language, version, len(named)), text, tuple(named), ())


def _passage(member: BenchPassage, number: int, document: str, version: str, start: int) -> Passage:
    return Passage(
        id="", document=document, work=document.rpartition(".")[0], language=member.language, original=member.language,
        version=version, title=document, section=number, section_path=(), anchor=member.id, place=1, part=0,
        kind=PassageKind.PARAGRAPH, attributes=(), readers=EVERYONE, made_by="person", reviewed=None,
        text=member.text, start=start, end=start + len(member.text),
    )  # fmt: skip


def _info(document: str, language: Language, version: str, passages: int) -> DocumentInfo:
    return DocumentInfo(
        id=document, work=document.rpartition(".")[0], language=language, original=language, title=document,
        version=version, origin="bench", path=document, checksum=version, encoding="utf-8", topics=(),
        readers=EVERYONE, source=(), owner=None, reviewed=None, made_by="person", licence=None, added="2026-01-01",
        passages=passages, questions=0,
    )  # fmt: skip
