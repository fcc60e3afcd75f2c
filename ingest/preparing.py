"""A file → a document ready to be stored: read, taken apart, cut through the node parser, its questions beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.asked_questions import questions_from_headings, read_questions
from ingest.chunking import Head as PassageHead
from ingest.chunking import version_of
from ingest.document_language import settle
from ingest.front_matter import QUESTIONS, SIDECAR, merge, read_sidecar, split
from ingest.readers.registry import Limits, check_text, read
from ingest.structure.parser import StructureNodeParser, to_document
from ingest.structure.sections import Braced, parse_stored, split_braces
from ingest.types import Document, Meta, Prepared, SourceFile
from kb.errors import HeadError, UnreadableFile, Why
from kb.llama_bridge import node_to_passage
from kb.types import EVERYONE, AskedQuestion, Language, Passage

# Office and table readers give Markdown; a .txt is read by its shape.
_MARKDOWN = frozenset({".md", ".docx", ".pptx", ".html", ".htm", ".xlsx", ".csv"})

_NOT_IN_WORKS = re.compile(r"[^\w]+")
_LONGEST_WORK = 80


@dataclass(frozen=True, slots=True)
class _Text:
    """A file's text with all that was said about it."""

    meta: Meta
    braced: Braced
    document: Document
    encoding: str
    markdown: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preparer:
    """`strict_folder`: below it unknown head keys and attributes are errors. `rules`: what a text is read under."""

    parser: StructureNodeParser
    limits: Limits
    strict_folder: Path | None
    rules: str

    def prepare(self, source: SourceFile) -> Prepared:
        """Raises UnreadableFile, HeadError or TooLarge, each with what to do."""
        text = self.text(source.path, source.place)
        language = settle(text.meta, text.braced.text, source.place)
        work = text.meta.work or _work_of(source.place, language)
        document = f"{work}.{language}"
        title = text.meta.title or title_of(text.document, source.place)
        passages = self._passages(text, PassageHead(
            document=document,
            work=work,
            language=language,
            original=text.meta.original or language,
            version=version_of(text.braced.text),
            title=title,
            readers=text.meta.readers or EVERYONE,
            made_by=text.meta.made_by or "person",
            reviewed=text.meta.reviewed,
        ))  # fmt: skip
        if not passages:
            raise UnreadableFile(
                f"{source.place} holds no sentence that could be found or quoted. "
                "Write what it is to say in sentences, and add it again.",
                Why("no_sentence", source.place),
            )
        return Prepared(
            source=source,
            encoding=text.encoding,
            meta=text.meta,
            document=document,
            work=work,
            language=language,
            title=title,
            version=passages[0].version,
            text=text.braced.text,
            passages=passages,
            questions=_questions(source.path, text.document, document, work, language),
            warnings=tuple(f"{source.place}: {warning}" for warning in text.warnings),
        )

    def text(self, path: Path, name: str) -> _Text:
        """A file's text, head and structure, without its questions; raises what `prepare` raises."""
        strict = self.strict_folder is not None and path.resolve().is_relative_to(self.strict_folder)
        raw = read(path, name, limits=self.limits)
        markdown = path.suffix.casefold() in _MARKDOWN
        head = split(raw.text, name, strict=strict)
        check_text(head.body, name)
        # `prepare` names the file before each.
        warnings = [warning.removeprefix(f"{name}, ") for warning in head.warnings]
        meta = head.meta
        sidecar = path.with_name(path.name + SIDECAR)
        if sidecar.is_file():
            beside, odd = read_sidecar(sidecar, strict=strict)
            meta = merge(beside, meta)
            warnings += odd
        braced = split_braces(head.body, markdown=markdown, first_line=head.first_line)
        if strict and braced.faults:
            raise HeadError(f"{name}, {braced.faults[0]}")
        warnings += braced.faults
        document = parse_stored(braced, markdown=markdown)
        return _Text(meta, braced, document, raw.encoding, markdown, tuple(warnings))

    def _passages(self, text: _Text, head: PassageHead) -> tuple[Passage, ...]:
        document = to_document(text.braced, head, markdown=text.markdown)
        return tuple(node_to_passage(node) for node in self.parser.get_nodes_from_documents([document]))


def _questions(path: Path, text: Document, document: str, work: str, language: Language) -> tuple[AskedQuestion, ...]:
    beside = path.with_name(path.stem + QUESTIONS)
    if beside.is_file():
        return read_questions(beside, text, document=document, work=work, language=language)
    return questions_from_headings(text, document=document, work=work, language=language)


def _work_of(place: str, language: Language) -> str:
    """A name for a work whose head gives none: its place without suffix; `visit/ko.md` is an edition of `visit`."""
    path = PurePosixPath(place).with_suffix("")
    parts = path.parts[:-1] if path.name == language and len(path.parts) > 1 else path.parts
    stem = "-".join(parts).removesuffix(f".{language}")
    return _NOT_IN_WORKS.sub("-", stem.casefold()).strip("-")[:_LONGEST_WORK].strip("-") or "text"


def title_of(document: Document, place: str) -> str:
    """What a text is called whose head does not say: its title, else its first heading, else its file's name."""
    if document.title:
        return document.title
    first = next((section.path[0] for section in document.sections if section.path), None)
    return first or PurePosixPath(place).stem
