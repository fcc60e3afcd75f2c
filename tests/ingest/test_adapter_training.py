"""The query adapter: learned, judged by works that were left out, kept only where it helps."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.adapter_training import FEWEST_QUESTIONS, FOLDS, LEAST_GAIN, Shares, Validation, train
from ingest.lessons import LanguageLessons, Lessons
from kb.scoring import adapted, centred
from kb.types import Language

pytestmark = pytest.mark.integration

WORKS, SECTIONS, PLACES, EACH, DIMENSION = 6, 4, 5, 9, 24


def world(turned: float, *, each: int = EACH) -> Lessons:
    """Passages at random; questions lie at their passage, seen through a turn of the whole space.

    `turned` 0: where the passage is; 1: half of every question points where all other places' questions point too.
    """
    random = np.random.default_rng(7)
    places = WORKS * SECTIONS * PLACES
    sections = np.repeat(np.arange(WORKS * SECTIONS), PLACES)
    works = np.repeat(np.arange(WORKS), SECTIONS)
    passages = centred(random.normal(size=(places, DIMENSION)).astype(np.float32), np.zeros(DIMENSION, np.float32))
    # Noise along a third of the axes drowns what the others say: a linear map can leave those axes out.
    loud = np.zeros(DIMENSION)
    loud[: DIMENSION // 3] = 3.0 * turned
    targets = np.repeat(np.arange(places), each)
    noise = random.normal(size=(len(targets), DIMENSION)) * (0.08 + loud / np.sqrt(DIMENSION))
    questions = centred((passages[targets] + noise).astype(np.float32), np.zeros(DIMENSION, np.float32))
    none = np.empty((0, DIMENSION), np.float32)
    part = LanguageLessons(Language.EN, passages, np.arange(places), questions, targets, sections[targets], none)
    names = tuple((f"work {work}", f"section {section}") for section, work in enumerate(works.tolist()))
    return Lessons("world", (part,), sections, works, names)


def test_what_a_linear_map_can_mend_is_mended_also_for_works_that_it_never_saw() -> None:
    heard: list[tuple[int, int]] = []
    trained = train(world(1.0), lambda done, total: heard.append((done, total)))
    assert trained.validation is not None and trained.adapter is not None
    assert trained.validation.known.gain >= LEAST_GAIN
    assert trained.validation.unseen.gain >= LEAST_GAIN
    assert trained.adapter.shape == (DIMENSION, DIMENSION)
    assert trained.adapter.dtype == np.float32
    assert [done for done, _ in heard] == [*range(1, FOLDS + 1), FOLDS + 2]
    # The loud axes are heard less than the quiet ones.
    diagonal = np.diag(trained.adapter)
    assert diagonal[: DIMENSION // 3].mean() < diagonal[DIMENSION // 3 :].mean()


def test_learning_twice_gives_the_same_map() -> None:
    first, second = (train(world(1.0), lambda done, total: None).adapter for _ in range(2))
    assert first is not None and second is not None
    assert np.array_equal(first, second)


def test_where_questions_lie_at_their_passages_no_adapter_is_kept() -> None:
    trained = train(world(0.0), lambda done, total: None)
    assert trained.validation is not None
    assert not trained.validation.helps
    assert trained.adapter is None


def test_too_few_questions_are_not_learned_from() -> None:
    few = world(1.0, each=1)
    assert few.questions < FEWEST_QUESTIONS
    trained = train(few, lambda done, total: None)
    assert trained.adapter is None and trained.validation is None


@pytest.mark.parametrize(
    ("known", "unseen", "silent", "helps"),
    [
        (0.05, 0.0, 0.0, True),
        (0.05, -0.005, -0.005, True),
        (0.05, -0.02, 0.0, False),
        (0.05, 0.0, -0.02, False),
        (0.005, 0.05, 0.05, False),
    ],
)
def test_it_helps_only_where_nothing_else_loses(known: float, unseen: float, silent: float, helps: bool) -> None:
    shares = [Shares(0.5, 0.5 + gain) for gain in (known, unseen, silent)]
    assert Validation(*shares).helps is helps


def test_adapted_questions_keep_unit_length_and_stay_without_an_adapter() -> None:
    question = np.array([0.6, 0.8], np.float32)
    assert adapted(question, None) is question
    turned = adapted(question, np.array([[0, 1], [1, 0]], np.float32))
    assert turned.tolist() == pytest.approx([0.8, 0.6])
    assert np.linalg.norm(adapted(question, np.diag([2.0, 0.5]).astype(np.float32))) == pytest.approx(1.0)
    assert adapted(question, np.zeros((2, 2), np.float32)).tolist() == [0.0, 0.0]
