"""One answer made of several: what each question of a message is answered with, under its section's heading."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.types import Block, Citation, Material, Related

RELATED = 3


def joined(question: str, answers: Sequence[Material], uncovered: Sequence[str]) -> Material:
    """The answers one after another, lines and citations numbered through; `uncovered`: the questions without one.

    At least one answer. What two of them quote alike is said once.
    """
    numbers = count(1)
    said: set[tuple[str, int, int]] = set()
    blocks: list[Block] = []
    citations: list[Citation] = []
    for answer in answers:
        kept = {one.number: one for one in answer.citations if (one.document, one.start, one.end) not in said}
        said |= {(one.document, one.start, one.end) for one in kept.values()}
        renumbered = {number: next(numbers) for number in kept}
        citations += [replace(one, number=renumbered[number]) for number, one in kept.items()]
        told = list(_told(answer, renumbered))
        if told and len(answers) > 1:
            told[0] = replace(told[0], heading=told[0].heading or _heading(answer))
        blocks += told
    return replace(
        answers[0],
        question_used=question,
        blocks=tuple(blocks),
        citations=tuple(citations),
        related=_related(answers, citations),
        uncovered=tuple(uncovered),
    )


def _told(answer: Material, renumbered: dict[int, int]) -> Iterator[Block]:
    """Its blocks with the new numbers, without the lines that were said already."""
    for block in answer.blocks:
        lines = tuple(
            replace(line, id=f"l{numbers[0]}", citations=numbers)
            for line in block.lines
            if (numbers := tuple(renumbered[number] for number in line.citations if number in renumbered))
        )
        if lines:
            yield replace(block, lines=lines)


def _heading(answer: Material) -> str | None:
    path = answer.citations[0].section
    return path[-1] if path else None


def _related(answers: Sequence[Material], citations: Sequence[Citation]) -> tuple[Related, ...]:
    told = {(one.document, one.anchor) for one in citations}
    found = {(one.document, one.anchor): one for answer in answers for one in answer.related}
    return tuple(one for key, one in found.items() if key not in told)[:RELATED]
