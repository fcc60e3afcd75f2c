"""Joins the lanes: one score for each group of parallel passages. Pure functions over scored lists."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kb.retrieval.snapshot import GroupKey
from kb.scoring import OTHER_LANE_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.retrieval.lanes import LaneResult
    from kb.store.records import PassageSlot
    from kb.types import Language


def fuse(
    lanes: Iterable[LaneResult],
    slots: Mapping[str, PassageSlot],
    groups: Mapping[GroupKey, tuple[PassageSlot, ...]],
    own: Language,
) -> dict[GroupKey, float]:
    """The weighted mean of a group's margins over the languages that it has editions in.

    A lane that has the passage but did not find it counts with the lowest margin that it found: silence is a vote.
    A text that exists in one language only is judged by that lane alone.
    """
    sums: dict[GroupKey, float] = defaultdict(float)
    weights: dict[GroupKey, float] = defaultdict(float)
    results = list(lanes)
    candidates = {GroupKey.of(slots[passage]) for lane in results for passage in lane.margins}
    best = {lane.language: _best_by_group(lane, slots) for lane in results}
    floors = {lane.language: min(lane.margins.values(), default=0.0) for lane in results}
    for key in candidates:
        for language in {slot.language for slot in groups[key]} & best.keys():
            weight = 1.0 if language == own else OTHER_LANE_WEIGHT
            sums[key] += weight * best[language].get(key, floors[language])
            weights[key] += weight
    return {key: sums[key] / weights[key] for key in sums}


def _best_by_group(lane: LaneResult, slots: Mapping[str, PassageSlot]) -> dict[GroupKey, float]:
    best: dict[GroupKey, float] = {}
    for passage, margin in lane.margins.items():
        key = GroupKey.of(slots[passage])
        best[key] = max(margin, best.get(key, margin))
    return best
