"""What examples tell of single lines: which ones a checklist should not lack, and whose sections come first."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kb.generators.remarks import is_remark
from kb.generators.shelves import introduces, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kb.generators.shelves import Place, SectionKey, Shelved
    from kb.types import Likeness, Passage

# A line that this share of the like examples has is in the checklist, whatever it is about otherwise. Of the lines that
# 56 development tasks expect .927 are there at .2, .924 at .18; of what is there .935 and .930 belong, and at .15 .927.
TOLD = 0.2
# Where no example is near, all shares are low: then what has this much of the greatest one is in, from LEAST_TOLD on.
# Of the lines that those tasks and 48 harder ones expect .924 and .557 are there, .919 and .541 without; at .4 .920 and
# .567, but .01 less of what is there belongs.
NEAR_MOST_TOLD, LEAST_TOLD = 0.5, 0.08
# What the rule of the work (kb.generators.shelves) counts beside the examples that have lines of both sections. Of the
# pairs of 48 errands written by somebody else .800 are in order by rule alone, .854 at 3, .869 at 1.5, .874 at 1.
RULE = 1.0


def lines_told(likes: Iterable[Likeness]) -> dict[Place, float]:
    """By place, the most that the examples give it for a task or one of its parts."""
    lines: dict[Place, float] = {}
    for like in likes:
        lines |= {place: max(share, lines.get(place, 0.0)) for place, share in like.lines.items()}
    return lines


def without_steps(told: Mapping[Place, float], shelf: Mapping[SectionKey, Shelved]) -> dict[Place, float]:
    """What is told for a task that visits nobody: no step of a visit ("when the visit is over, write the report")."""
    steps = {key for key, section in shelf.items() if section.step is not None}
    return {place: share for place, share in told.items() if place[:2] not in steps}


def with_told(
    lines: Mapping[SectionKey, Sequence[Passage]], told: Mapping[Place, float], shelf: Mapping[SectionKey, Shelved]
) -> dict[SectionKey, list[Passage]]:
    """The lines of a checklist, and those that examples tell: in the order of their text, their sections last."""
    wanted: dict[SectionKey, list[Passage]] = {}
    least = max(LEAST_TOLD, min(TOLD, NEAR_MOST_TOLD * max(told.values(), default=0.0)))
    for key, section in shelf.items():
        held = {passage.id for passage in lines.get(key, ())}
        wanted[key] = [
            passage
            for passage in section.view.passages
            if passage.id in held
            or (told.get(place_of(passage), 0.0) >= least and not introduces(passage) and not is_remark(passage))
        ]
    return {key: wanted[key] for key in dict.fromkeys((*lines, *wanted)) if key in lines or wanted[key]}


def in_order(
    keys: Sequence[SectionKey], sequences: Iterable[Sequence[Place]], group: Callable[[SectionKey], object]
) -> list[SectionKey]:
    """Sections as most examples have them, within what `group` keeps together; `keys` are in order by rule.

    `sequences`: the lines of each example, in the order of the work. What more of the others follow comes first.
    """
    before = _before(sequences, frozenset(keys))

    def follow(place: int) -> float:
        """How many of the others follow a section, each by the share of the examples in which it does."""
        key = keys[place]
        return sum(
            (before[key, other] + RULE * (place < beside)) / (before[key, other] + before[other, key] + RULE)
            for beside, other in enumerate(keys)
            if beside != place and group(other) == group(key)
        )

    return [keys[place] for place in sorted(range(len(keys)), key=lambda place: (-follow(place), place))]


def _before(
    sequences: Iterable[Sequence[Place]], chosen: frozenset[SectionKey]
) -> Mapping[tuple[SectionKey, SectionKey], float]:
    """By two sections, in how many examples the one comes before the other: of each its share of the pairs of lines."""
    before: dict[tuple[SectionKey, SectionKey], float] = defaultdict(float)
    for sequence in sequences:
        held = [(work, anchor) for work, anchor, _ in sequence if (work, anchor) in chosen]
        size = Counter(held)
        for place, first in enumerate(held if len(size) > 1 else ()):
            for then in held[place + 1 :]:
                if then != first:
                    before[first, then] += 1 / (size[first] * size[then])
    return before
