"""Refused questions grouped by meaning, in whatever language they were asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kb.journal import Entry
from kb.store.vectors import Matrix

# Entries → the vectors of their questions, each centred by its language's mean and of unit length: (count, dimension).
Meanings = Callable[[Sequence[Entry]], Matrix]

# Mean cosine with a group's members from which a question joins them. Among the 13,123 asked-as questions of the
# shipped texts, 370 of a million pairs from different sections lie above .45 (180 above .5); of the nearest
# counterparts across languages at the same passage, which are free wordings and no translations, 51 % bg/en, 33 % en/zh
# and a quarter of the others do. A group too many costs a librarian a click, a wrong member a wrong asked-as question:
# so rather too high.
ALIKE = 0.45

# Grouping compares each with each group: 1,000 take 0.1 s once their vectors are there.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Refused questions that mean the same, oldest first; `shown` is the one nearest to all of them."""

    shown: Entry
    entries: tuple[Entry, ...]

    @property
    def expected(self) -> int:
        """How many askers said that there should have been an answer."""
        return sum(entry.expected_answer for entry in self.entries)


def grouped(gaps: Sequence[Entry], meanings: Meanings) -> list[GapGroup]:
    """The newest MOST of these, in groups: the most expected, then the largest, then the latest first.

    Greedy and in the order of time: the same journal gives the same groups, and a new question never splits one.
    """
    newest = sorted(gaps, key=lambda entry: (entry.at, entry.id))[-MOST:]
    if not newest:
        return []
    vectors = meanings(newest)
    groups = [_group([newest[place] for place in members], vectors[members]) for members in cluster(vectors)]
    groups.sort(key=lambda group: (group.entries[-1].at, group.entries[-1].id), reverse=True)
    return sorted(groups, key=lambda group: (-group.expected, -len(group.entries)))


def cluster(vectors: Matrix) -> list[list[int]]:
    """Places of alike unit vectors, shape (count, dimension): each joins the group that it is nearest to on average."""
    # The sum of a group's vectors times one more is the sum of their cosines.
    sums = np.zeros_like(vectors)
    sizes = np.zeros(len(vectors), dtype=np.float32)
    members: list[list[int]] = []
    for place, vector in enumerate(vectors):
        count = len(members)
        near = sums[:count] @ vector / sizes[:count] if count else np.zeros(0, dtype=np.float32)
        best = int(near.argmax()) if count and float(near.max()) >= ALIKE else count
        if best == count:
            members.append([])
        members[best].append(place)
        sums[best] += vector
        sizes[best] += 1
    return members


def _group(entries: list[Entry], vectors: Matrix) -> GapGroup:
    central = int((vectors @ vectors.sum(axis=0)).argmax())
    return GapGroup(entries[central], tuple(entries))
