"""The key points of a training module: how many, which of each section, and in which order they are taught."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.generators.shelves import introduces
from kb.types import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.generators.module_sections import TopicSection
    from kb.generators.shelves import Shelved
    from kb.types import Passage

_LISTED = frozenset({PassageKind.ITEM, PassageKind.STEP, PassageKind.ROW})
# Half an hour carries fourteen points, an hour twenty, and nobody takes in more than forty in half a day.
_POINTS_AT_LEAST, _MINUTES_A_POINT, POINTS_OF_HALF_DAY, _HALF_DAY = 8, 5, 40, 240
# Nobody is taught a section in less than a few points.
_SHARE_AT_LEAST = 4


@dataclass(frozen=True, slots=True)
class PointSection:
    """A section of the module with the passages chosen from it, in the order of the text; never empty."""

    section: Shelved
    passages: tuple[Passage, ...]

    @property
    def title(self) -> str:
        """The section's heading."""
        return self.section.title

    @property
    def points(self) -> tuple[Passage, ...]:
        """The passages that say something by themselves."""
        return tuple(passage for passage in self.passages if not introduces(passage))


def points_for(minutes: int) -> int:
    """How many key points a module of that length holds."""
    most = round(POINTS_OF_HALF_DAY * max(1.0, minutes / _HALF_DAY))
    return min(_POINTS_AT_LEAST + round(minutes / _MINUTES_A_POINT), most)


def choose_points(sections: Sequence[TopicSection], count: int) -> tuple[PointSection, ...]:
    """About `count` key points: a share for each section by its score, what is left over to the first that has more."""
    shares = _shares(sections, count)
    chosen = [
        PointSection(found.section, tuple(_choose(found.section.view.passages, found.hits, share)))
        for found, share in zip(sections, shares, strict=True)
        if share
    ]
    return tuple(sorted((part for part in chosen if part.points), key=_teaching_order(sections)))


def _shares(sections: Sequence[TopicSection], count: int) -> list[int]:
    sizes = [sum(not introduces(passage) for passage in found.section.view.passages) for found in sections]
    total = sum(found.score for found in sections) or 1.0
    left = count
    shares: list[int] = []
    for found, size in zip(sections, sizes, strict=True):
        # What the topic is first of all about is taught whole wherever it fits.
        whole = size if not shares and size <= 0.75 * count else 0
        share = min(size, left, max(whole, _SHARE_AT_LEAST, round(count * found.score / total)))
        if shares and share < min(size, _SHARE_AT_LEAST):
            share = 0
        shares.append(share)
        left -= share
    for index, size in enumerate(sizes):
        more = min(left, size - shares[index]) if shares[index] else 0
        shares[index] += more
        left -= more
    return shares


def _choose(passages: Sequence[Passage], hits: Mapping[str, float], share: int) -> Iterable[Passage]:
    """The best passages; a list whole once half of it is in. What introduces it may count its items: only with all."""
    points = [passage for passage in passages if not introduces(passage)]
    least = min(hits.values(), default=0.0) - 1.0
    ranked = sorted(points, key=lambda passage: (-hits.get(passage.id, least), passage.place, passage.part))
    chosen = {passage.id for passage in ranked[:share]}
    for run in runs(passages):
        inside = [passage for passage in run if passage.kind in _LISTED]
        taken = sum(passage.id in chosen for passage in inside)
        if inside and 2 * taken >= len(inside):
            chosen |= {passage.id for passage in run}
    return [passage for passage in passages if passage.id in chosen]


def runs(passages: Sequence[Passage]) -> list[list[Passage]]:
    """A section in what belongs together: a paragraph, or a list with the paragraph that introduces it."""
    found: list[list[Passage]] = []
    for passage in passages:
        last = found[-1][-1] if found else None
        listed = passage.kind in _LISTED
        if last is not None and listed and (last.kind is passage.kind or introduces(last)):
            found[-1].append(passage)
        else:
            found.append([passage])
    return found


def _teaching_order(sections: Sequence[TopicSection]) -> _Order:
    rank: dict[str, int] = {}
    for position, found in enumerate(sections):
        rank.setdefault(_family(found.section), position)
    return _Order(rank)


@dataclass(frozen=True, slots=True)
class _Order:
    """Texts by their best section, and within a text as it stands; numbered steps of one area are one text."""

    rank: Mapping[str, int]

    def __call__(self, part: PointSection) -> tuple[int, int, int]:
        section = part.section
        return self.rank[_family(section)], section.step or 0, section.index


def _family(section: Shelved) -> str:
    if section.step is not None:
        return f"steps of {section.attributes.get('area', '')}"
    return section.key[0]
