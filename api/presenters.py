"""From the domain's types to the bodies that go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.doors import Library, Preview, SectionView
from api.keys import IssuedKey, Key
from api.problems import Wording
from api.schemas.common import LanguageCode
from api.schemas.documents import (
    DocumentDetailOut,
    DocumentOut,
    EditionOut,
    FailureOut,
    PassageOut,
    PreviewOut,
    PreviewSectionOut,
    ReportOut,
    SectionOut,
    SectionsOut,
)
from api.schemas.housekeeping import IssuedKeyOut, KeyOut
from api.schemas.results import (
    BlockOut,
    CitationOut,
    LineEvent,
    LineOut,
    QuizItemOut,
    RefusalOut,
    RelatedOut,
    ResultOut,
    TrainingModuleOut,
)
from api.schemas.search import HitOut, SearchOut
from ingest.report import Failure, Report
from kb.types import (
    EVERYONE,
    Block,
    Citation,
    DocumentInfo,
    Hit,
    Material,
    MaterialKind,
    Passage,
    QuizItem,
    Refusal,
    Related,
    Role,
    Search,
)


def result_out(result: Material | Refusal, elapsed_ms: float) -> ResultOut:
    """A result's body; a refusal's has no blocks, a training module's has a quiz."""
    elapsed = round(elapsed_ms, 1)
    if isinstance(result, Refusal):
        return ResultOut(
            id=result.id,
            kind="refusal",
            language=result.language.value,
            question_used=result.question_used,
            written_by="extract",
            blocks=(),
            citations=(),
            related=_related(result.related),
            refusal=RefusalOut(reason=result.reason.value, message=result.message),
            elapsed_ms=elapsed,
        )
    body = ResultOut(
        id=result.id,
        kind=result.kind.value,
        language=result.language.value,
        title=result.title,
        question_used=result.question_used,
        written_by=result.written_by.value,
        blocks=tuple(_block(block) for block in result.blocks),
        citations=tuple(_citation(citation) for citation in result.citations),
        related=_related(result.related),
        uncovered=result.uncovered,
        elapsed_ms=elapsed,
    )
    if result.kind is not MaterialKind.TRAINING_MODULE:
        return body
    return TrainingModuleOut(**dict(body), quiz=tuple(_quiz_item(item) for item in result.quiz))


def line_events(result: ResultOut) -> Iterator[LineEvent]:
    """Every line of a result, in its order."""
    for number, block in enumerate(result.blocks):
        for line in block.lines:
            yield LineEvent(block=number, key=block.key, heading=block.heading, style=block.style, line=line)


def _block(block: Block) -> BlockOut:
    return BlockOut(
        key=block.key,
        heading=block.heading,
        style=block.style.value,
        minutes=block.minutes,
        lines=tuple(LineOut(id=line.id, text=line.text, citations=line.citations) for line in block.lines),
    )


def _quiz_item(item: QuizItem) -> QuizItemOut:
    return QuizItemOut(
        id=item.id,
        type=item.type.value,
        prompt=item.prompt,
        options=item.options,
        answer=item.answer,
        explanation=item.explanation,
        citations=item.citations,
    )


def _citation(citation: Citation) -> CitationOut:
    return CitationOut(
        number=citation.number,
        document=citation.document,
        work=citation.work,
        title=citation.title,
        section=citation.section,
        anchor=citation.anchor,
        language=citation.language.value,
        original_language=citation.original_language.value,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
        version=citation.version,
        made_by=citation.made_by,
        reviewed=citation.reviewed,
    )


def _related(related: Sequence[Related]) -> tuple[RelatedOut, ...]:
    return tuple(RelatedOut(document=one.document, anchor=one.anchor, title=one.title) for one in related)


def search_out(search: Search) -> SearchOut:
    """A search's body."""
    return SearchOut(hits=tuple(_hit(hit) for hit in search.hits))


def _hit(hit: Hit) -> HitOut:
    passage = hit.passage
    return HitOut(
        passage=passage.id,
        document=passage.document,
        anchor=passage.anchor,
        section=passage.section_path,
        language=passage.language.value,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        version=passage.version,
        dense=hit.dense,
        lexical=hit.lexical,
        asked=hit.asked,
        score=hit.score,
    )


def document_out(info: DocumentInfo, role: Role) -> DocumentOut:
    """A document as the list shows it; where it came from is for admins."""
    admin = role is Role.ADMIN
    return DocumentOut(
        id=info.id,
        work=info.work,
        language=info.language.value,
        original_language=info.original.value,
        title=info.title,
        version=info.version,
        topics=info.topics,
        readers=tuple(one.value for one in Role if one in (info.readers or EVERYONE)),
        source=info.source,
        owner=info.owner,
        reviewed=info.reviewed,
        made_by=info.made_by,
        licence=info.licence,
        added=info.added,
        encoding=info.encoding,
        checksum=info.checksum,
        passages=info.passages,
        questions=info.questions,
        origin=info.origin if admin else None,
        path=info.path if admin else None,
    )


def document_detail_out(library: Library, document: str, role: Role) -> DocumentDetailOut:
    """A document with the editions of its work; raises NotFound or Gone."""
    info = library.document(document, role)
    editions = library.editions(info.work, role)
    return DocumentDetailOut(
        **document_out(info, role).model_dump(),
        editions=tuple(EditionOut(id=one.id, language=one.language.value, title=one.title) for one in editions),
    )


def sections_out(info: DocumentInfo, sections: Sequence[SectionView]) -> SectionsOut:
    """A document's sections with their passages."""
    return SectionsOut(
        document=info.id,
        version=info.version,
        language=info.language.value,
        title=info.title,
        sections=tuple(_section(section) for section in sections),
    )


def _section(section: SectionView) -> SectionOut:
    return SectionOut(
        anchor=section.anchor,
        path=section.path,
        attributes=dict(section.passages[0].attributes) if section.passages else {},
        start=section.start,
        end=section.end,
        passages=tuple(_passage(passage) for passage in section.passages),
    )


def _passage(passage: Passage) -> PassageOut:
    return PassageOut(
        id=passage.id,
        place=passage.place,
        part=passage.part,
        kind=passage.kind.value,
        text=passage.text,
        start=passage.start,
        end=passage.end,
    )


def preview_out(name: str, preview: Preview) -> PreviewOut:
    """What an upload would become."""
    return PreviewOut(
        name=name,
        encoding=preview.encoding,
        language=preview.language.value if preview.language else None,
        title=preview.title,
        sections=tuple(
            PreviewSectionOut(heading=section.heading, passages=section.passages) for section in preview.sections
        ),
    )


def report_out(report: Report, wording: Wording | None = None, language: LanguageCode = "en") -> ReportOut:
    """What an ingest did; with `wording`, its reasons in a language."""
    return ReportOut(
        added=report.added,
        changed=report.changed,
        kept=report.kept,
        removed=report.removed,
        failed=tuple(_failure(one, wording, language) for one in report.failed),
        warnings=report.warnings,
        seconds=round(report.seconds, 3),
        passages=report.passages,
        questions=report.questions,
        embedded=report.embedded,
    )


def _failure(one: Failure, wording: Wording | None, language: LanguageCode) -> FailureOut:
    if wording is None:
        return FailureOut(place=one.place, reason=one.reason, reason_code=one.why.code if one.why else None)
    reason = wording.reason(one.reason, one.why, language) or one.reason
    return FailureOut(place=one.place, reason=reason, reason_code=wording.reason_code(one.why))


def key_out(key: Key) -> KeyOut:
    """A key without its text."""
    return KeyOut(id=key.id, name=key.name, role=key.role.value, created=key.created, revoked=key.revoked)


def issued_key_out(issued: IssuedKey) -> IssuedKeyOut:
    """A new key with its text, this once."""
    return IssuedKeyOut(**key_out(issued.key).model_dump(), key=issued.text)
