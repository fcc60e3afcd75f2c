"""Joins the lanes: one score for each group of parallel passages. Pure functions over scored lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.scoring import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.retrieval.lanes import LaneResult
    from kb.retrieval.snapshot import GroupKey
    from kb.scoring import Weights
    from kb.store.records import PassageSlot
    from kb.types import Language


def fuse(
    lanes: Iterable[LaneResult],
    group_of: Mapping[str, GroupKey],
    groups: Mapping[GroupKey, tuple[PassageSlot, ...]],
    own: Language,
    weights: Weights = DEFAULT_WEIGHTS,
) -> dict[GroupKey, float]:
    """The weighted mean of a group's margins over the languages that it has editions in.

    A lane that has the passage but did not find it counts with the lowest margin that it found: silence is a vote.
    A text that exists in one language only is judged by that lane alone.
    """
    best = {lane.language: _best_by_group(lane, group_of) for lane in lanes}
    votes = {
        language: (1.0 if language is own else weights.other_lane, margins, min(margins.values(), default=0.0))
        for language, margins in best.items()
    }
    scores: dict[GroupKey, float] = {}
    for key in set().union(*best.values()):
        total = weight = 0.0
        counted = None
        # A group's passages stand in the order of their languages (group_slots), so each language votes once.
        for slot in groups[key]:
            if slot.language is not counted and slot.language in votes:
                counted = slot.language
                vote, margins, floor = votes[counted]
                total += vote * margins.get(key, floor)
                weight += vote
        scores[key] = total / weight
    return scores


def _best_by_group(lane: LaneResult, group_of: Mapping[str, GroupKey]) -> dict[GroupKey, float]:
    best: dict[GroupKey, float] = {}
    for passage, margin in lane.margins.items():
        key = group_of[passage]
        if margin > best.get(key, -2.0):
            best[key] = margin
    return best
