from __future__ import annotations

from math import log

import pytest

from kb.retrieval.alignment import choose_edition
from kb.retrieval.fusion import classified, fuse
from kb.retrieval.lanes import LaneResult
from kb.retrieval.snapshot import GroupKey, Snapshot, unasked_passages
from kb.scoring import DOUBT_WEIGHT, LEAST_VOTE, NEUTRAL_VOTE, OTHER_LANE_WEIGHT, Weights, certainty, vote
from kb.store.vectors import audience_needed
from kb.types import Language, Role
from tests.builders import slot, snapshot

pytestmark = pytest.mark.unit

KO, BG, EN = Language.KO, Language.BG, Language.EN


def lane(language: Language, margins: dict[str, float]) -> LaneResult:
    return LaneResult(language, {}, {}, {}, {}, margins, 0.0)


def fused(found: Snapshot, *lanes: LaneResult) -> dict[GroupKey, float]:
    return fuse(lanes, found.group_of, found.groups, BG)


def test_ones_own_language_decides_and_the_others_vote() -> None:
    ko, bg = slot("visit", KO, "a", 1), slot("visit", BG, "a", 1)
    scores = fused(snapshot(ko, bg), lane(KO, {ko.id: 0.1}), lane(BG, {bg.id: 0.3}))
    assert scores == pytest.approx({GroupKey.of(ko): (0.3 + 0.1 * OTHER_LANE_WEIGHT) / (1 + OTHER_LANE_WEIGHT)})


def test_a_text_in_one_language_only_is_judged_by_its_lane_alone() -> None:
    alone = slot("brought", KO, "a", 1)
    scores = fused(snapshot(alone), lane(KO, {alone.id: 0.2}), lane(BG, {}))
    assert scores == pytest.approx({GroupKey.of(alone): 0.2})


def test_a_lane_that_did_not_find_its_edition_votes_with_its_lowest() -> None:
    ko, bg, last = slot("visit", KO, "a", 1), slot("visit", BG, "a", 1), slot("visit", BG, "b", 1)
    scores = fused(snapshot(ko, bg, last), lane(KO, {ko.id: 0.3}), lane(BG, {last.id: -0.1}))
    assert scores[GroupKey.of(ko)] == pytest.approx((-0.1 + 0.3 * OTHER_LANE_WEIGHT) / (1 + OTHER_LANE_WEIGHT))


def test_editions_that_count_differently_are_not_paired_by_place() -> None:
    ko, bg = slot("visit", KO, "a", 2, units=3), slot("visit", BG, "a", 2, units=4)
    assert GroupKey.of(ko) != GroupKey.of(bg)
    near, far = slot("visit", BG, "a", 1, units=4), bg
    found = snapshot(ko, near, far)
    lanes = {KO: lane(KO, {ko.id: 0.5}), BG: lane(BG, {near.id: 0.2, far.id: 0.1})}
    assert choose_edition(found, GroupKey.of(ko), BG, lanes, audience_needed(Role.REP)) == near


def test_the_askers_edition_is_shown_else_the_one_that_was_found() -> None:
    ko, bg = slot("visit", KO, "a", 1), slot("visit", BG, "a", 1)
    lanes = {KO: lane(KO, {ko.id: 0.5}), BG: lane(BG, {})}
    needs = audience_needed(Role.REP)
    assert choose_edition(snapshot(ko, bg), GroupKey.of(ko), BG, lanes, needs) == bg
    assert choose_edition(snapshot(ko, bg), GroupKey.of(ko), EN, lanes, needs) == ko


def test_what_the_role_may_not_read_is_never_chosen() -> None:
    ko, bg = slot("visit", KO, "a", 1, audience=15), slot("visit", BG, "a", 1, audience=12)
    lanes = {KO: lane(KO, {ko.id: 0.1}), BG: lane(BG, {bg.id: 0.9})}
    found = snapshot(ko, bg)
    assert choose_edition(found, GroupKey.of(ko), BG, lanes, audience_needed(Role.REP)) == ko
    assert choose_edition(found, GroupKey.of(ko), BG, lanes, audience_needed(Role.HR)) == bg
    assert choose_edition(snapshot(bg), GroupKey.of(bg), BG, lanes, audience_needed(None)) is None


def test_a_language_is_beyond_where_it_has_what_ones_own_lacks() -> None:
    both = [slot("visit", KO, "a", 1), slot("visit", BG, "a", 1)]
    assert snapshot(*both).beyond >= {(EN, KO), (EN, BG)}
    assert (BG, KO) not in snapshot(*both).beyond
    assert (BG, KO) in snapshot(*both, slot("brought", KO, "b", 1)).beyond


A, B, BROUGHT = GroupKey("visit", "a", 3, 1), GroupKey("visit", "b", 3, 1), GroupKey("brought", "x", 3, 1)
TENTH = Weights(classified=0.1)


def test_the_classifier_votes_among_the_sections_that_it_knows() -> None:
    scores, _ = classified({A: 0.30, B: 0.28}, {A[:2]: 0.1, B[:2]: 0.8, None: 0.1}, TENTH)
    # B's logarithm is ln 8 above A's, and the best that is known keeps the score of the best.
    assert scores == pytest.approx({A: 0.32 - 0.1 * log(8), B: 0.30})
    assert max(scores.values()) == pytest.approx(0.30)


def test_a_text_that_the_classifier_knows_nothing_of_keeps_its_score_and_its_chances() -> None:
    found = {A: 0.30, B: 0.28, BROUGHT: 0.29}
    scores, said = classified(found, {A[:2]: 0.1, B[:2]: 0.8, None: 0.1}, TENTH)
    assert scores[BROUGHT] == 0.29
    assert sorted(scores, key=lambda key: -scores[key])[:2] == [B, BROUGHT]
    assert said == pytest.approx(certainty(log(0.1)))
    # First in the list, it is judged by its own levels: decoys were not learned against it.
    scores, said = classified({A: 0.30, BROUGHT: 0.31}, {A[:2]: 0.1, None: 0.9}, TENTH)
    assert scores == pytest.approx({A: 0.30, BROUGHT: 0.31}) and said == 0.0


def test_sections_that_were_not_found_have_no_share() -> None:
    hidden = ("secret", "a")
    with_it = classified({A: 0.3, B: 0.2}, {A[:2]: 0.2, B[:2]: 0.2, hidden: 0.4, None: 0.2}, TENTH)
    without = classified({A: 0.3, B: 0.2}, {A[:2]: 0.2, B[:2]: 0.2, None: 0.2}, TENTH)
    assert with_it[0] == pytest.approx(without[0])
    assert with_it[1] == pytest.approx(without[1]) == pytest.approx(certainty(log(1 / 3)))


def test_a_classifier_that_knows_none_of_what_was_found_says_nothing() -> None:
    assert classified({BROUGHT: 0.2}, {A[:2]: 0.5, None: 0.5}, TENTH) == ({BROUGHT: 0.2}, 0.0)
    assert classified({}, {A[:2]: 0.5, None: 0.5}, TENTH) == ({}, 0.0)
    # One that learned without decoys has no doubts.
    scores, said = classified({A: 0.2}, {A[:2]: 1.0}, TENTH)
    assert scores == pytest.approx({A: 0.2}) and said == 0.0


def test_a_vote_is_a_logarithm_with_an_end_and_less_doubt_is_more_lead() -> None:
    assert vote(1.0) == 0.0
    assert vote(0.5) == pytest.approx(-log(2))
    assert vote(0.0) == vote(1e-9) == LEAST_VOTE
    assert certainty(NEUTRAL_VOTE) == 0.0
    assert certainty(0.0) == pytest.approx(-DOUBT_WEIGHT)
    assert certainty(LEAST_VOTE) == pytest.approx(9 * DOUBT_WEIGHT)


def test_what_only_a_heading_asks_for_is_unasked() -> None:
    targets = {"heading": ("a", "b"), "question": ("b",)}
    assert unasked_passages(["a", "b", "c"], targets) == {"a", "c"}
