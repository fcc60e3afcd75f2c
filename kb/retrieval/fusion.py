"""Joins the lanes: one score for each group of parallel passages. Pure functions over scored lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.scoring import DEFAULT_WEIGHTS, certainty, vote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.classifier import Section
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


def classified(
    scores: Mapping[GroupKey, float],
    shares: Mapping[Section | None, float],
    weights: Weights = DEFAULT_WEIGHTS,
) -> tuple[dict[GroupKey, float], float]:
    """The scores with the question classifier's votes, and what it adds to the lead (kb.scoring.certainty).

    Only sections that were found share anything: what the asker may not read, or what is gone, has no say. The best
    section that the classifier knows keeps its score, so that it judges among those it knows, not between them and the
    texts that it knows nothing of; where one of these is first, it says nothing of the lead either.
    """
    found = {key[:2] for key in scores}
    known = {section: share for section, share in shares.items() if section is None or section in found}
    votes = _votes(known)
    known_keys = [key for key in scores if key[:2] in votes]
    if not known_keys:
        return dict(scores), 0.0
    moved = {key: scores[key] + weights.classified * votes[key[:2]] for key in known_keys}
    shift = max(scores[key] for key in known_keys) - max(moved.values())
    result = {key: moved[key] + shift if key in moved else score for key, score in scores.items()}
    first = max(result, key=lambda key: result[key])
    doubt = votes.get(None)
    return result, 0.0 if doubt is None or first not in moved else certainty(doubt)


def _votes(shares: Mapping[Section | None, float]) -> dict[Section | None, float]:
    total = sum(shares.values())
    return {section: vote(share / total) for section, share in shares.items()} if total else {}


def _best_by_group(lane: LaneResult, group_of: Mapping[str, GroupKey]) -> dict[GroupKey, float]:
    best: dict[GroupKey, float] = {}
    for passage, margin in lane.margins.items():
        key = group_of[passage]
        if margin > best.get(key, -2.0):
            best[key] = margin
    return best
