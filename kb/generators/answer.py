"""A direct answer, made of the passages' own words.

What it gives follows from what was asked for, as the asked-as questions tell: a question that fits a whole section
gets the section's definition and its list or steps; one that fits a passage gets that passage first and, where the
texts put them beside each other, the few that complete it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.evidence.citations import cite
from kb.text import plain
from kb.types import (
    Block,
    BlockStyle,
    Evidence,
    Hit,
    Language,
    Line,
    Material,
    MaterialKind,
    Passage,
    PassageKind,
    WrittenBy,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# product.md: at most about 120 words unless the list itself is longer.
WORD_BUDGET = 120

# Han text has no blanks; two characters read like one English word of a handbook.
HAN_CHARACTERS_A_WORD = 2

# A further passage is shown where its score is this near to the first one's. Chosen by reading some thirty answers in
# the four languages, not measured: `eval/` will have to.
NEAR = 0.06

MOST_COMPANIONS = 2

_STYLES = {
    PassageKind.PARAGRAPH: BlockStyle.PARAGRAPH,
    PassageKind.ITEM: BlockStyle.BULLETS,
    PassageKind.STEP: BlockStyle.STEPS,
    PassageKind.ROW: BlockStyle.BULLETS,
}
_LISTED = frozenset({PassageKind.ITEM, PassageKind.STEP, PassageKind.ROW})


@dataclass(frozen=True, slots=True)
class Composer:
    """`section_of(document, anchor)` gives a section's passages in order."""

    section_of: Callable[[str, str], Sequence[Passage]]

    def write(self, evidence: Evidence, question_used: str) -> Material:
        """An answer from evidence that is not empty; its citations are not checked yet."""
        lead = evidence.hits[0].passage
        section = list(self.section_of(lead.document, lead.anchor))
        chosen = _choose(evidence.hits, section)
        citations = cite(chosen)
        number_of = {passage.id: citation.number for passage, citation in zip(chosen, citations, strict=True)}
        return Material(
            id=str(uuid.uuid4()),
            kind=MaterialKind.ANSWER,
            language=evidence.language,
            title=None,
            question_used=question_used,
            written_by=WrittenBy.EXTRACT,
            blocks=tuple(_blocks(chosen, number_of)),
            citations=citations,
            related=evidence.related,
        )


def _choose(hits: Sequence[Hit], section: Sequence[Passage]) -> list[Passage]:
    lead = hits[0].passage
    if _asks_for_section(hits):
        return _whole(lead, section)
    if _introduces(lead, section):
        return [lead, *_list_after(lead, section)]
    return _with_companions(hits, section)


def _asks_for_section(hits: Sequence[Hit]) -> bool:
    """A section's question lends one and the same cosine to all its passages; a passage's to that one alone."""
    best = max((hit.asked for hit in hits if hit.asked is not None), default=None)
    return best is not None and sum(hit.asked == best for hit in hits) > 1


def _whole(lead: Passage, section: Sequence[Passage]) -> list[Passage]:
    """What the section says: the run that the lead stands in, the opening, then every run that the budget holds."""
    runs = _runs(section)
    own = next(run for run in runs if any(passage.id == lead.id for passage in run))
    chosen = {passage.id for passage in own}
    used = _length(own)
    for run in runs:
        if run is not own and (used + _length(run) <= WORD_BUDGET or (run is runs[0] and len(run) == 1)):
            chosen |= {passage.id for passage in run}
            used += _length(run)
    return [passage for passage in section if passage.id in chosen]


def _runs(section: Sequence[Passage]) -> list[list[Passage]]:
    """The section in what belongs together: a paragraph, or a list with the paragraph that introduces it."""
    runs: list[list[Passage]] = []
    for passage in section:
        last = runs[-1][-1] if runs else None
        goes_on = last is not None and (
            (passage.kind in _LISTED and _ends_with_colon(last))
            or (passage.kind in _LISTED and passage.kind is last.kind)
            # The parts of a split passage share their place.
            or (passage.place == last.place and passage.part > 0)
        )
        if goes_on:
            runs[-1].append(passage)
        else:
            runs.append([passage])
    return runs


def _length(passages: Iterable[Passage]) -> int:
    return sum(words(passage.text, passage.language) for passage in passages)


def _introduces(passage: Passage, section: Sequence[Passage]) -> bool:
    return _ends_with_colon(passage) and bool(_list_after(passage, section))


def _ends_with_colon(passage: Passage) -> bool:
    return passage.kind is PassageKind.PARAGRAPH and passage.text.rstrip().endswith((":", "："))


def _list_after(passage: Passage, section: Sequence[Passage]) -> list[Passage]:
    place = next((index for index, other in enumerate(section) if other.id == passage.id), len(section))
    items: list[Passage] = []
    for other in section[place + 1 :]:
        if other.kind not in _LISTED or (items and other.kind is not items[0].kind):
            break
        items.append(other)
    return items


def _with_companions(hits: Sequence[Hit], section: Sequence[Passage]) -> list[Passage]:
    """The lead first, whatever its place; its companions after it, in the order of the text."""
    lead = hits[0]
    budget = WORD_BUDGET - words(lead.passage.text, lead.passage.language)
    companions: dict[str, Passage] = {}
    for hit in hits[1:]:
        passage = hit.passage
        cost = words(passage.text, passage.language)
        if len(companions) == MOST_COMPANIONS or lead.score - hit.score > NEAR:
            break
        if passage.document == lead.passage.document and cost <= budget and not _ends_with_colon(passage):
            companions[passage.id] = passage
            budget -= cost
    return [lead.passage, *(passage for passage in section if passage.id in companions)]


def words(text: str, language: Language) -> int:
    """How long a text reads, in words; two Han characters count as one."""
    if language is Language.ZH:
        return max(1, len("".join(text.split())) // HAN_CHARACTERS_A_WORD)
    return len(text.split())


def _blocks(passages: Iterable[Passage], number_of: dict[str, int]) -> Iterable[Block]:
    lines: list[Line] = []
    style: BlockStyle | None = None
    for passage in passages:
        if style is not None and _STYLES[passage.kind] is not style:
            yield Block(style, tuple(lines))
            lines = []
        style = _STYLES[passage.kind]
        number = number_of[passage.id]
        lines.append(Line(id=f"l{number}", text=plain(passage.text), citations=(number,)))
    if style is not None:
        yield Block(style, tuple(lines))
