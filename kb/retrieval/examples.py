"""Which examples a task is like: what a checklist for it is made of, whom it visits, and whether texts cover it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.scoring import NEIGHBOURS, adapted, level
from kb.store.centring import centre_question
from kb.store.vectors import audience_needed
from kb.types import Likeness

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from kb.retrieval.example_table import Readable
    from kb.retrieval.snapshot import Snapshots
    from kb.store.vectors import Vector
    from kb.types import Example, Language, Role

# Left out in turn, the nearest of 340 entries reaches .33 (half of them .29 to .38). An entry votes with
# exp(15 (nearness - .45)): one that near has half of the votes, and the search has its say beside it
# (kb.generators.example_plan). Sharper or surer votes do worse left out in turn.
SHARPNESS, SURE = 15.0, 0.45


@dataclass(frozen=True, slots=True)
class ExampleSearch:
    """Compares tasks with the library's examples; `embed` gives a text's raw unit vector."""

    snapshots: Snapshots
    embed: Callable[[str], Vector]

    def like(self, text: str, language: Language, role: Role) -> Likeness | None:
        """What examples say of a task; None where the library has none with texts that the role may read."""
        snapshot = self.snapshots.current()
        readable = snapshot.examples.readable(audience_needed(role))
        if not readable.covered.any():
            return None
        generation = snapshot.generation
        vector = adapted(centre_question(self.embed(text), language, generation), generation.adapter)
        return _likeness(readable, snapshot.examples.nearness(vector, language)[readable.places])


def _likeness(readable: Readable, nearness: NDArray[np.float64]) -> Likeness:
    """`nearness`: of each readable example's entry, in their order."""
    covered, beyond = nearness[readable.covered], nearness[~readable.covered]
    nearest = np.flatnonzero(readable.covered)[np.argsort(-covered, kind="stable")[:NEIGHBOURS]]
    votes = [(readable.examples[place], float(np.exp(SHARPNESS * (nearness[place] - SURE)))) for place in nearest]
    total = sum(vote for _, vote in votes)
    return Likeness(
        sections=_sections(votes),
        visit=sum(vote for example, vote in votes if example.visit) / total,
        lead=level(covered) - level(beyond) if beyond.size else 1.0,
        known=readable.known,
        named=readable.named,
        lines=_lines(votes),
        sequences=readable.sequences,
    )


def _sections(votes: list[tuple[Example, float]]) -> dict[tuple[str, str], float]:
    """Shares of the votes, of which the search has its own; an example's further sections have less of its vote."""
    total = sum(vote for _, vote in votes)
    sections: dict[tuple[str, str], float] = defaultdict(float)
    for example, vote in votes:
        for place, section in enumerate(example.sections):
            sections[section] += vote / (1 + total) / (1 + place / 4)
    return dict(sections)


def _lines(votes: list[tuple[Example, float]]) -> dict[tuple[str, str, int], float]:
    """Shares of the votes of those that name lines."""
    total = sum(vote for example, vote in votes if example.lines)
    lines: dict[tuple[str, str, int], float] = defaultdict(float)
    for example, vote in votes:
        for line in example.lines:
            lines[line] += vote / (1 + total)
    return dict(lines)
