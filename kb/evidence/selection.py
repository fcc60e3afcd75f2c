"""Which hits become evidence: the section that answers first, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.types import Evidence, Hit, Related, Search

if TYPE_CHECKING:
    from collections.abc import Iterable

# A section's score is its best passage and 0.3 of its second: evidence adds up (design-evidence.md).
SECOND_WEIGHT = 0.3

RELATED = 3

# How many more sections the composer looks at.
BESIDE = 5


@dataclass(frozen=True, slots=True)
class SectionHits:
    """The hits of one section of one document, best first, and what they add up to."""

    document: str
    anchor: str
    title: str
    score: float
    hits: tuple[Hit, ...]


def by_section(hits: Iterable[Hit], second_weight: float = SECOND_WEIGHT) -> list[SectionHits]:
    """Hits grouped by section, the best section first."""
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.passage.document, hit.passage.anchor), []).append(hit)
    sections = []
    for (document, anchor), members in groups.items():
        members.sort(key=lambda hit: (-hit.score, hit.passage.id))
        second = max(members[1].score, 0.0) if len(members) > 1 else 0.0
        passage = members[0].passage
        title = passage.section_path[-1] if passage.section_path else passage.title
        score = members[0].score + second_weight * second
        sections.append(SectionHits(document, anchor, title, score, tuple(members)))
    return sorted(sections, key=lambda section: (-section.score, section.document, section.anchor))


def select(search: Search) -> Evidence:
    """The hits of the best section, best first, and the next sections to go on with."""
    sections = by_section(search.hits)
    return Evidence(
        question=search.text,
        language=search.language,
        hits=sections[0].hits if sections else (),
        related=related(sections[1:]),
        beside=tuple(section.hits for section in sections[1 : 1 + BESIDE]),
    )


def related(sections: Iterable[SectionHits]) -> tuple[Related, ...]:
    """The first few sections as suggestions, no heading twice."""
    chosen: dict[str, Related] = {}
    for section in sections:
        chosen.setdefault(section.title, Related(section.document, section.anchor, section.title))
        if len(chosen) == RELATED:
            break
    return tuple(chosen.values())


def nearest_topics(search: Search) -> tuple[Related, ...]:
    """What a refusal offers: the sections nearest to the question."""
    return related(by_section(search.hits))
