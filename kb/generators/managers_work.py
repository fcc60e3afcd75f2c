"""What only a manager does, by the examples that a task is like: no visit, and nothing that a rep's words bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.generators.checklist_plan import ABOVE_REP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.generators.shelves import SectionKey, Shelved

# Of the lines of 24 tasks that were written before they were run .864 belong with both rules and with more words for
# one phase ("back from a customer"), .778 without, and .833 instead of .804 of the expected ones are there. The
# development tasks stay at .953 and .852.


def is_managers(votes: Mapping[SectionKey, float], shelf: Mapping[SectionKey, Shelved], least: float) -> bool:
    """Whether what examples say first, with a vote of `least` (0 to 1), is above a rep's level."""
    known = {key: vote for key, vote in votes.items() if key in shelf}
    best = max(known, key=lambda key: (known[key], key), default=None)
    return best is not None and known[best] >= least and shelf[best].attributes.get("level") in ABOVE_REP


def of_managers(
    told: Sequence[SectionKey],
    votes: Mapping[SectionKey, float],
    shelf: Mapping[SectionKey, Shelved],
    agreed: float,
) -> list[SectionKey]:
    """What words tell, without what is no manager's work and has no vote of `agreed` (0 to 1) either."""
    return [key for key in told if shelf[key].attributes.get("level") in ABOVE_REP or votes.get(key, 0.0) >= agreed]
