"""What the query adapter is learned from."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.lessons import lessons_name, lessons_of, teaching_name, written
from kb.store.records import AskedSlot
from kb.store.vectors import Lane, LaneKind, LaneVectors
from kb.types import Language
from tests.builders import slot

pytestmark = pytest.mark.unit

EN, KO = Language.EN, Language.KO


def asked(name: str, work: str, anchor: str, place: int | None, language: Language = EN) -> AskedSlot:
    return AskedSlot(name, f"{work}.{language}", work, language, anchor, place, 15)


QUESTIONS = [
    asked("q1", "visit", "tools", 1),
    asked("q2", "visit", "tools", None),
    asked("q3", "visit", "steps", 1),
    asked("heading", "guide", "top", None),
]


def test_a_text_with_its_headings_alone_teaches_nothing() -> None:
    assert [slot.id for slot in written(QUESTIONS)] == ["q1", "q2", "q3"]


def test_the_name_changes_with_the_written_questions_and_the_encoder_and_with_nothing_else() -> None:
    name = lessons_name(QUESTIONS, "e5")
    assert name == lessons_name(QUESTIONS[::-1], "e5")
    assert name == lessons_name([*QUESTIONS, asked("other heading", "guide", "end", None)], "e5")
    assert name != lessons_name(QUESTIONS[1:], "e5")
    assert name != lessons_name(QUESTIONS, "another")


def test_the_classifiers_name_changes_with_the_decoys_too() -> None:
    name = teaching_name(QUESTIONS, ["d1", "d2"], "e5")
    assert name == teaching_name(QUESTIONS[::-1], ["d2", "d1"], "e5")
    assert name != teaching_name(QUESTIONS, ["d1"], "e5")
    assert name != teaching_name(QUESTIONS[1:], ["d1", "d2"], "e5")
    assert name != teaching_name(QUESTIONS, ["d1", "d2"], "another")


def test_parallel_passages_are_one_place_and_a_question_points_to_it_or_to_its_section() -> None:
    slots = [slot("visit", language, anchor, place) for language in (EN, KO) for anchor, place in
             (("steps", 1), ("tools", 1), ("tools", 2))]  # fmt: skip
    lanes = {
        Lane(LaneKind.PASSAGE, language, 15): LaneVectors(
            tuple(one.id for one in slots if one.language is language), np.eye(4, dtype=np.float32)[:3]
        )
        for language in (EN, KO)
    } | {
        Lane(LaneKind.ASKED, EN, 15): LaneVectors(("q1", "q2", "q3"), np.eye(4, dtype=np.float32)[1:4]),
        Lane(LaneKind.DECOY, EN, 15): LaneVectors(("d1", "d2"), np.eye(4, dtype=np.float32)[:2]),
        Lane(LaneKind.DECOY, KO, 15): LaneVectors(("d3",), np.eye(4, dtype=np.float32)[:1]),
    }
    lessons = lessons_of("name", slots, QUESTIONS, lanes, answered={"d1": "guide"})
    # Nobody asks in Korean, so Korean has no part; the heading's own text has no passages here.
    assert [part.language for part in lessons.languages] == [EN]
    part = lessons.languages[0]
    assert lessons.sections.tolist() == [0, 1, 1]
    assert lessons.works.tolist() == [0, 0]
    assert part.passage_targets.tolist() == [0, 1, 2]
    assert part.question_targets.tolist() == [1, -1, 0]
    assert part.question_sections.tolist() == [1, 1, 0]
    assert part.questions[0].tolist() == [0, 1, 0, 0]
    assert lessons.questions == 3
    assert lessons.names == (("visit", "steps"), ("visit", "tools"))
    # Only the decoy of its own language that no text answers.
    assert part.decoys.tolist() == [[0, 1, 0, 0]]
