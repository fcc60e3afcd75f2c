"""The shipped texts, read by the project's own readers, as the checks of this folder look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ingest.asked_questions import read_decoys, read_questions
from ingest.front_matter import split
from ingest.structure.sections import parse
from ingest.types import Document, Meta, Section
from kb.types import AskedQuestion, Decoy, Language, PassageKind

CORPUS = Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, item or step, and its place, `work#anchor/place`, which is the same in every edition."""

    place: str
    kind: PassageKind
    text: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One text in one language, with the questions beside it and what its parser found wrong."""

    work: str
    language: Language
    meta: Meta
    document: Document
    faults: tuple[str, ...]
    questions: tuple[AskedQuestion, ...]

    @property
    def name(self) -> str:
        return f"{self.work}/{self.language}.md"

    def passages_of(self, section: Section) -> tuple[Passage, ...]:
        return tuple(
            Passage(f"{self.work}#{section.anchor}/{number}", unit.kind, self.document.text[unit.start : unit.end])
            for number, unit in enumerate(section.units, 1)
        )

    def passages(self) -> Iterator[Passage]:
        for section in self.document.sections:
            yield from self.passages_of(section)

    def texts(self) -> Iterator[tuple[str, str]]:
        """(where, words) of everything that a reader of the text sees: title, sources, headings, passages."""
        yield f"{self.name}, title", self.meta.title or ""
        yield from ((f"{self.name}, source", source) for source in self.meta.source)
        for section in self.document.sections:
            yield f"{self.name}, heading of #{section.anchor}", section.path[-1] if section.path else ""
        for passage in self.passages():
            yield f"{self.language} {passage.place}", passage.text


@dataclass(frozen=True, slots=True)
class Library:
    """All editions by work and language, and the decoys by language."""

    editions: Mapping[tuple[str, Language], Edition]
    decoys: Mapping[Language, tuple[Decoy, ...]]

    @property
    def works(self) -> tuple[str, ...]:
        return tuple(sorted({work for work, _ in self.editions}))

    def of(self, language: Language) -> Iterator[Edition]:
        return (edition for (_, code), edition in self.editions.items() if code is language)

    def places(self) -> frozenset[str]:
        """The places of all passages, in any edition."""
        return frozenset(passage.place for edition in self.editions.values() for passage in edition.passages())


def load(folder: Path) -> Library:
    """Everything in a corpus folder; raises HeadError, with file and line, for what can't be read."""
    editions = {}
    for path in sorted(folder.glob("*/*.md")):
        edition = _edition(path)
        editions[edition.work, edition.language] = edition
    decoys = {
        language: read_decoys(path, language)
        for language in Language
        if (path := folder / f"decoys.{language}.yaml").exists()
    }
    return Library(MappingProxyType(editions), MappingProxyType(decoys))


def _edition(path: Path) -> Edition:
    work, language = path.parent.name, Language(path.stem)
    head = split(path.read_text(encoding="utf-8"), path.name, strict=True)
    parsed = parse(head.body, markdown=True, first_line=head.first_line)
    questions = read_questions(
        path.with_suffix(".questions.yaml"),
        parsed.document,
        document=f"{work}.{language}",
        work=work,
        language=language,
    )
    return Edition(work, language, head.meta, parsed.document, parsed.faults, questions)
