from __future__ import annotations

import pytest

from kb.generators.learners import Difficulty, difficulty

pytestmark = pytest.mark.unit

EASY, MIXED, HARD = Difficulty.EASY, Difficulty.MIXED, Difficulty.HARD


@pytest.mark.parametrize(
    ("learners", "expected"),
    [
        ("new reps", EASY), ("Trainees in their first week", EASY), ("inexperienced staff", EASY),
        ("刚入职的业务员", EASY), ("没有经验的销售", EASY), ("新业务员", EASY),
        ("신입 영업사원", EASY), ("입사 한 달 된 신입들", EASY), ("нови търговци", EASY), ("хора без опит", EASY),
        ("experienced reps", HARD), ("regional managers", HARD), ("资深销售", HARD), ("销售经理", HARD),
        ("경력 사원", HARD), ("팀장", HARD), ("опитни търговци", HARD), ("ръководители", HARD),
        ("newly promoted sales managers", MIXED), ("нови мениджъри", MIXED), ("신임 사원", MIXED), (None, MIXED),
        ("the inside sales team", MIXED), ("reps in the renewables business", MIXED), ("новаторски екип", MIXED),
    ],
)  # fmt: skip
def test_the_words_for_the_learners_decide_how_hard_a_quiz_is(learners: str | None, expected: Difficulty) -> None:
    assert difficulty(learners) is expected
