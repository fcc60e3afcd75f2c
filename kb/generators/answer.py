"""A direct answer, made of the passages' own words.

What it gives follows from the form of the question (kb.generators.answer_shape) and from the evidence: how much of the
best section is quoted (kb.generators.scope), and whether a second section belongs to it (kb.generators.second_section).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import count, groupby
from typing import TYPE_CHECKING

from kb.evidence.bare_items import asks_for_more
from kb.evidence.citations import cite
from kb.evidence.sought import lacks_sought
from kb.evidence.terms import is_unknown, term_asked
from kb.generators.answer_shape import Shape, shape_of
from kb.generators.runs import LISTED, counted, labels, length
from kb.generators.scope import BRIEF_BUDGET, SIDE_BUDGET, WORD_BUDGET, Scope
from kb.generators.second_section import is_tie, second_section
from kb.text import plain
from kb.types import Block, BlockStyle, Evidence, Line, Material, MaterialKind, Passage, PassageKind, WrittenBy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from kb.types import Hit

# "Bring wet wipes." says neither why nor which. Of 520 asked-as questions that ask why of an item eight mean one so
# short; none of the eight is told why.
BARE_ITEM = 4

_STYLES = {
    PassageKind.PARAGRAPH: BlockStyle.PARAGRAPH,
    PassageKind.ITEM: BlockStyle.BULLETS,
    PassageKind.STEP: BlockStyle.STEPS,
    PassageKind.ROW: BlockStyle.BULLETS,
}


@dataclass(frozen=True, slots=True)
class Composer:
    """`section_of(document, anchor)`: its passages in order; `known`: those of some search tokens that any text has."""

    section_of: Callable[[str, str], Sequence[Passage]]
    known: Callable[[Collection[str]], Collection[str]]

    def compose(self, evidence: Evidence, question_used: str) -> Material | None:
        """An answer from evidence that is not empty; its citations are not checked yet.

        None where the texts have nothing of the kind that is asked for: a time, a price, a term's meaning, a reason.
        """
        question = evidence.question
        term = term_asked(question)
        if term is not None and is_unknown(term, self.known):
            return None
        if lacks_sought(question, self._texts(evidence.hits), tried=not evidence.hits[0].unasked):
            return None
        shape = shape_of(question)
        if shape is Shape.OPEN:
            shape = shape_of(question_used)
        parts = self._parts(evidence, shape)
        if len(parts) == 1 and parts[0].is_bare and asks_for_more(question, parts[0].passages[0].text):
            return None
        told = {part.place for part in parts}
        return Material(
            id=str(uuid.uuid4()),
            kind=MaterialKind.ANSWER,
            language=evidence.language,
            title=None,
            question_used=question_used,
            written_by=WrittenBy.EXTRACT,
            blocks=tuple(_blocks(parts)),
            citations=cite(passage for part in parts for passage in part.passages),
            related=tuple(one for one in evidence.related if (one.document, one.anchor) not in told),
        )

    def _parts(self, evidence: Evidence, shape: Shape) -> list[_Part]:
        """What each section that answers says: one section, or the two that the question is about."""
        first = self._section(evidence.hits)
        beside = second_section(shape, evidence, first)
        if beside is None:
            return [_part(Scope(evidence.hits, first, evidence.question), shape)]
        second = self._section(beside)
        alike = shape is Shape.COMPARISON or is_tie(evidence.hits, beside)
        own, other = (SIDE_BUDGET, SIDE_BUDGET) if alike else (WORD_BUDGET, BRIEF_BUDGET)
        parts = [
            _part(Scope(evidence.hits, first, evidence.question, own, labels(second)), shape),
            _part(Scope(beside, second, evidence.question, other, labels(first)), shape),
        ]
        return parts if alike or not parts[1].is_bare else parts[:1]

    def _texts(self, hits: Sequence[Hit]) -> Iterator[str]:
        """What their section says; read only once somebody looks: few questions ask for a quantity."""
        for passage in self._section(hits):
            yield passage.text

    def _section(self, hits: Sequence[Hit]) -> list[Passage]:
        return list(self.section_of(hits[0].passage.document, hits[0].passage.anchor))


@dataclass(frozen=True, slots=True)
class _Part:
    """What one section says; `counted` are the ids of the steps that may be numbered."""

    passages: Sequence[Passage]
    counted: Collection[str]

    @property
    def place(self) -> tuple[str, str]:
        return self.passages[0].document, self.passages[0].anchor

    @property
    def heading(self) -> str | None:
        path = self.passages[0].section_path
        return path[-1] if path else None

    @property
    def is_bare(self) -> bool:
        """Whether it is one item that does not say more than its name: "Check the stock."."""
        return len(self.passages) == 1 and self.passages[0].kind in LISTED and length(self.passages) <= BARE_ITEM

    def style(self, passage: Passage) -> BlockStyle:
        style = _STYLES[passage.kind]
        return BlockStyle.BULLETS if style is BlockStyle.STEPS and passage.id not in self.counted else style


def _part(scope: Scope, shape: Shape) -> _Part:
    passages = scope.choose(shape)
    return _Part(passages, counted({passage.id for passage in passages}, scope.section))


def _blocks(parts: Sequence[_Part]) -> Iterable[Block]:
    """Lines of one style after another; where two sections answer, each begins with its heading."""
    numbers = count(1)
    for part in parts:
        heading = part.heading if len(parts) > 1 else None
        for style, passages in groupby(part.passages, key=part.style):
            cited = [(next(numbers), passage) for passage in passages]
            lines = tuple(Line(f"l{number}", plain(passage.text), (number,)) for number, passage in cited)
            yield Block(style, lines, heading=heading)
            heading = None
