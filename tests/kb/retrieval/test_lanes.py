"""How near decoys are: one's own language's, drawn to the other languages'; a copy stays a copy."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import numpy as np
import pytest

from kb.retrieval.lanes import (
    DECOY_COPY,
    DECOY_ITSELF,
    OTHER_DECOYS,
    OUTSTANDING,
    STANDS_OUT,
    UNASKED_FOREIGN,
    UNASKED_WORDS,
    LaneQuery,
    LaneResult,
    decoys_near,
    search_lane,
)
from kb.retrieval.snapshot import Snapshot
from kb.scoring import NOTHING, level
from kb.store.records import PassageSlot
from kb.store.vectors import ALL_AUDIENCE, Lane, LaneKind, LaneVectors, audience_needed
from kb.types import Language, Role
from tests.builders import slot, snapshot

pytestmark = pytest.mark.unit

KO, BG, EN = Language.KO, Language.BG, Language.EN
QUESTION = np.array([1.0, 0.0], dtype=np.float32)
REP = audience_needed(Role.REP)


def decoys(cosine: float) -> LaneVectors:
    """One decoy at that cosine from QUESTION."""
    return LaneVectors(("d",), np.array([[cosine, (1 - cosine**2) ** 0.5]], dtype=np.float32))


def library(**cosines: float) -> Snapshot:
    return snapshot(
        lanes={
            Lane(LaneKind.DECOY, Language(language), ALL_AUDIENCE): decoys(cosine)
            for language, cosine in cosines.items()
        }
    )


def test_a_word_that_only_ones_own_decoys_share_counts_less() -> None:
    found = decoys_near(library(ko=0.5, bg=0.1, en=0.2), KO, QUESTION, REP).level
    assert found == pytest.approx((1 - OTHER_DECOYS) * level([0.5]) + OTHER_DECOYS * level([0.2]), abs=1e-5)
    assert found < level([0.5])


def test_what_other_languages_decoys_say_as_well_counts_more() -> None:
    assert decoys_near(library(ko=0.5, en=0.8), KO, QUESTION, REP).level > level([0.5])


def test_a_copy_of_a_decoy_is_one_whatever_other_languages_say() -> None:
    assert decoys_near(library(ko=0.9, en=0.0), KO, QUESTION, REP).level == pytest.approx(level([0.9]), abs=1e-5)


def test_where_a_copy_begins() -> None:
    copy, like = DECOY_COPY + 0.01, DECOY_COPY - 0.01
    assert decoys_near(library(ko=copy, en=0.0), KO, QUESTION, REP).level == pytest.approx(level([copy]), abs=1e-5)
    assert decoys_near(library(ko=like, en=0.0), KO, QUESTION, REP).level < level([like]) - 0.1


def test_it_is_said_whether_a_decoy_is_the_question_itself() -> None:
    assert decoys_near(library(ko=DECOY_ITSELF + 0.01), KO, QUESTION, REP).asked_again
    assert not decoys_near(library(ko=DECOY_ITSELF - 0.01), KO, QUESTION, REP).asked_again
    # Another language's is a translation: it is drawn upon, and no more.
    assert not decoys_near(library(ko=0.5, en=0.9), KO, QUESTION, REP).asked_again
    assert not decoys_near(library(en=0.9), KO, QUESTION, REP).asked_again


def test_without_the_others_ones_own_decide_and_without_ones_own_nothing_does() -> None:
    assert decoys_near(library(ko=0.5), KO, QUESTION, REP).level == pytest.approx(level([0.5]), abs=1e-5)
    assert decoys_near(library(en=0.5), KO, QUESTION, REP).level == NOTHING


def brought(place: int, cosine: float) -> tuple[PassageSlot, list[float]]:
    return slot("guide", EN, "top", place, units=20), [cosine, (1 - cosine**2) ** 0.5]


def lane_of(own: Language, *cosines: float) -> LaneResult:
    """An English lane of passages that nobody wrote questions for, asked in `own`; no word is shared."""
    slots, rows = zip(*(brought(place, cosine) for place, cosine in enumerate(cosines, 1)), strict=True)
    passages = LaneVectors(tuple(one.id for one in slots), np.array(rows, dtype=np.float32))
    found = snapshot(*slots, lanes={Lane(LaneKind.PASSAGE, EN, ALL_AUDIENCE): passages})
    found = replace(found, unasked=frozenset(one.id for one in slots))
    words: Future[dict[str, float]] = Future()
    words.set_result({slots[0].id: 0.5})
    return search_lane(found, EN, LaneQuery(own, QUESTION, {EN: words}, REP), whole=True)


def test_in_ones_own_language_words_stand_in_for_questions() -> None:
    assert max(lane_of(EN, 0.4, 0.1, 0.1).asked.values()) == pytest.approx(0.4 + 0.5 * UNASKED_WORDS)


def test_in_another_language_what_stands_out_from_its_lane_does() -> None:
    crowd = [0.1] * 10
    apart = lane_of(KO, 0.5, *crowd)
    said = 0.5 + UNASKED_FOREIGN + OUTSTANDING * (0.4 - STANDS_OUT)
    assert max(apart.asked.values()) == pytest.approx(said, abs=1e-5)
    # In the crowd it gets no more than any other language's text.
    level_with_others = lane_of(KO, 0.5, *[0.45] * 10)
    assert max(level_with_others.asked.values()) == pytest.approx(0.5 + UNASKED_FOREIGN, abs=1e-5)


def test_a_decoy_that_a_text_answers_counts_for_nobody_who_may_read_it() -> None:
    answered = replace(library(ko=0.5, en=0.2), answered={"d": (audience_needed(Role.MANAGER),)})
    assert decoys_near(answered, KO, QUESTION, audience_needed(Role.MANAGER)).level == NOTHING
    assert decoys_near(answered, KO, QUESTION, REP).level > NOTHING
