"""Which examples a task is like: what a checklist for it is made of, whom it visits, and whether texts cover it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.scoring import NEIGHBOURS, adapted, level
from kb.store.centring import LANGUAGES, centre_question
from kb.store.vectors import ALL_AUDIENCE, Lane, LaneKind, audience_needed
from kb.types import Likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from kb.retrieval.snapshot import Snapshot, Snapshots
    from kb.store.vectors import Vector
    from kb.types import Example, Language, Role

# An entry's nearness is the mean of its cosine in the asker's language and the mean one of the others. Left out in
# turn, the nearest of 340 entries reaches .33 (half of them .29 to .38). An entry votes with exp(15 (nearness - .45)):
# one that near has half of the votes, and
# the search has its say beside it (kb.generators.example_plan). Sharper or surer votes do worse left out in turn.
SHARPNESS, SURE = 15.0, 0.45


@dataclass(frozen=True, slots=True)
class ExampleSearch:
    """Compares tasks with the library's examples; `embed` gives a text's raw unit vector."""

    snapshots: Snapshots
    embed: Callable[[str], Vector]

    def like(self, text: str, language: Language, role: Role) -> Likeness | None:
        """What examples say of a task; None where the library has none with texts that the role may read."""
        snapshot = self.snapshots.current()
        entries = _entries(snapshot, audience_needed(role))
        if not any(example.sections for example in entries.values()):
            return None
        generation = snapshot.generation
        vector = adapted(centre_question(self.embed(text), language, generation), generation.adapter)
        return _likeness(entries, _nearness(snapshot, vector, language, entries))


def _entries(snapshot: Snapshot, needs: int) -> dict[str, Example]:
    """One example of each entry that counts for these readers: with a section that they may read, or with none."""
    readable = {
        (work, anchor)
        for (work, anchor, _), slots in snapshot.sections.items()
        if any(slot.audience & needs == needs for slot in slots)
    }
    return {
        example.entry: example
        for example in snapshot.examples.values()
        if not example.sections or not readable.isdisjoint(example.sections)
    }


def _nearness(snapshot: Snapshot, vector: Vector, own: Language, entries: Collection[str]) -> dict[str, float]:
    """By entry: the mean of its cosine in one's own language and of the mean one in the others, of those it is in."""
    cosines: dict[str, dict[Language, float]] = defaultdict(dict)
    for language in LANGUAGES:
        lane = Lane(LaneKind.EXAMPLE, language, ALL_AUDIENCE)
        for found in snapshot.index.nearest(lane, vector, len(snapshot.index.ids(lane))):
            entry = snapshot.examples[found.id].entry
            if entry in entries:
                cosines[entry][language] = max(found.cosine, cosines[entry].get(language, -1.0))
    result = {}
    for entry, by_language in cosines.items():
        others = [cosine for language, cosine in by_language.items() if language is not own]
        said = ([by_language[own]] if own in by_language else []) + ([sum(others) / len(others)] if others else [])
        result[entry] = sum(said) / len(said)
    return result


def _likeness(entries: Mapping[str, Example], nearness: Mapping[str, float]) -> Likeness:
    covered = sorted(((near, entry) for entry, near in nearness.items() if entries[entry].sections), reverse=True)
    beyond = [near for entry, near in nearness.items() if not entries[entry].sections]
    votes = {entry: float(np.exp(SHARPNESS * (near - SURE))) for near, entry in covered[:NEIGHBOURS]}
    total = sum(votes.values())
    sections: dict[tuple[str, str], float] = defaultdict(float)
    for entry, vote in votes.items():
        for place, section in enumerate(entries[entry].sections):
            sections[section] += vote / (1 + total) / (1 + place / 4)
    telling = {entry: vote for entry, vote in votes.items() if entries[entry].lines}
    lines: dict[tuple[str, str, int], float] = defaultdict(float)
    for entry, vote in telling.items():
        for line in entries[entry].lines:
            lines[line] += vote / (1 + sum(telling.values()))
    return Likeness(
        sections=dict(sections),
        visit=sum(vote for entry, vote in votes.items() if entries[entry].visit) / total if total else 0.0,
        lead=level([near for near, _ in covered]) - level(beyond) if beyond else 1.0,
        known=frozenset(section for example in entries.values() for section in example.sections),
        named=tuple(example.sections for example in entries.values() if example.sections),
        lines=dict(lines),
        sequences=tuple(example.lines for example in entries.values() if example.lines),
    )
