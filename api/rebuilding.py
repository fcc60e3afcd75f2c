"""From a result's body back to the domain's Material: what somebody kept or edited becomes a file again."""

from __future__ import annotations

from api.doors import Library
from api.progress_presenters import quiz_item
from api.schemas.results import BlockOut, CitationOut, ResultOut, TrainingModuleOut
from kb.errors import InputError
from kb.types import (
    Block,
    BlockStyle,
    Citation,
    Language,
    Line,
    Material,
    MaterialKind,
    Related,
    Role,
    WrittenBy,
)


def material_of(body: ResultOut) -> Material:
    """The material that a body shows; raises InputError for a refusal."""
    if body.kind == "refusal":
        raise InputError("A refusal can't be made into a file.")
    return Material(
        id=body.id,
        kind=MaterialKind(body.kind),
        language=Language(body.language),
        title=body.title,
        question_used=body.question_used,
        written_by=WrittenBy(body.written_by),
        blocks=tuple(_block(block) for block in body.blocks),
        citations=tuple(_citation(citation) for citation in body.citations),
        related=tuple(Related(one.document, one.anchor, one.title) for one in body.related),
        uncovered=body.uncovered,
        quiz=tuple(quiz_item(item) for item in body.quiz) if isinstance(body, TrainingModuleOut) else (),
    )


def check_quotes(body: ResultOut, library: Library, role: Role) -> None:
    """Each citation is for the caller and says what its text says there; raises NotFound, Gone or InputError."""
    texts: dict[tuple[str, str], str] = {}
    for citation in body.citations:
        key = (citation.document, citation.version)
        if key not in texts:
            texts[key] = library.text(*key, role)[1]
        if texts[key][citation.start : citation.end] != citation.quote:
            raise InputError(f"Citation {citation.number} does not stand in {citation.document!r} as it is quoted.")


def _block(block: BlockOut) -> Block:
    lines = tuple(Line(line.id, line.text, line.citations) for line in block.lines)
    return Block(BlockStyle(block.style), lines, block.key, block.heading, block.minutes)


def _citation(citation: CitationOut) -> Citation:
    fields = {name: getattr(citation, name) for name in CitationOut.model_fields}
    languages = {name: Language(fields[name]) for name in ("language", "original_language")}
    return Citation(**(fields | languages))
