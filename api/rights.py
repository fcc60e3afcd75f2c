"""Whether what was kept earlier may still be shown: texts change their readers, and go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from api.doors import Library
from api.schemas.results import BlockOut, CitationOut, ResultOut, TrainingModuleOut
from kb.errors import NotFound
from kb.types import DocumentInfo, Role


@dataclass(slots=True)
class Rights:
    """One caller's rights within one request; each document is looked up once."""

    library: Library
    role: Role
    _known: dict[str, DocumentInfo | None] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def may_read(self, document: str) -> bool:
        """Whether a document is there and for the caller."""
        return self._info(document) is not None

    def stands(self, citations: Iterable[CitationOut]) -> bool:
        """Whether the caller may read all of them and each quote is still said by the newest text."""
        return all(self._stands(citation) for citation in citations)

    def _stands(self, citation: CitationOut) -> bool:
        info = self._info(citation.document)
        if info is None:
            return False
        if info.version == citation.version:
            return True
        text = self._texts.get(info.id)
        if text is None:
            text = self._texts[info.id] = self.library.text(info.id, None, self.role)[1]
        return citation.quote in text

    def _info(self, document: str) -> DocumentInfo | None:
        if document not in self._known:
            try:
                self._known[document] = self.library.document(document, self.role)
            except NotFound:
                self._known[document] = None
        return self._known[document]


def within_rights(result: ResultOut, rights: Rights) -> tuple[ResultOut, int]:
    """A kept result without what the caller may not read now, and how many lines and questions that were."""
    shown = {citation.number for citation in result.citations if rights.may_read(citation.document)}
    blocks = [_within(block, shown) for block in result.blocks]
    withheld = sum(len(block.lines) for block in result.blocks) - sum(len(block.lines) for block in blocks)
    changes: dict[str, object] = {
        "blocks": tuple(block for block in blocks if block.lines),
        "citations": tuple(citation for citation in result.citations if citation.number in shown),
        "related": tuple(one for one in result.related if rights.may_read(one.document)),
    }
    if isinstance(result, TrainingModuleOut):
        quiz = tuple(item for item in result.quiz if shown.issuperset(item.citations))
        withheld += len(result.quiz) - len(quiz)
        changes["quiz"] = quiz
    return result.model_copy(update=changes), withheld


def _within(block: BlockOut, shown: set[int]) -> BlockOut:
    return block.model_copy(update={"lines": tuple(line for line in block.lines if shown.issuperset(line.citations))})
