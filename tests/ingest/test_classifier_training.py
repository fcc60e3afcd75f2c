"""The question classifier: learned, judged by questions kept from it, kept only where it helps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ingest.adapter_learning import JUDGING, slots_of
from ingest.adapter_training import FEWEST_QUESTIONS, LEAST_GAIN
from ingest.classifier_learning import examples_of, learn
from ingest.classifier_training import teach
from ingest.lessons import LanguageLessons, Lessons
from kb.scoring import centred
from kb.types import Language

pytestmark = pytest.mark.integration

SECTIONS, PLACES, EACH, DIMENSION = 12, 3, 40, 24
TOPIC = DIMENSION // 3


def unit(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return centred(values.astype(np.float32), np.zeros(values.shape[1], np.float32))


def world(talk: float, *, each: int = EACH, blur: float = 0.4) -> Lessons:
    """A third of the axes says what a question is about; the others are talk, `talk` as loud.

    Loud talk makes neighbours of questions that are about different things; what all of a section share, it does not
    hide. Decoys are about something of their own. `blur`: how far questions about one thing lie apart.
    """
    random = np.random.default_rng(11)
    places = SECTIONS * PLACES
    sections = np.repeat(np.arange(SECTIONS), PLACES)
    topics = random.normal(size=(SECTIONS + 1, TOPIC))
    targets = np.repeat(np.arange(places), each)

    def said(
        about: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        noise = talk * random.normal(size=(len(about), DIMENSION - TOPIC))
        return unit(np.concatenate([topics[about] + blur * random.normal(size=(len(about), TOPIC)), noise], axis=1))

    part = LanguageLessons(
        Language.BG,
        said(sections),
        np.arange(places),
        said(sections[targets]),
        targets,
        sections[targets],
        said(np.full(150, SECTIONS)),
    )
    names = tuple((f"work {section % 3}", f"section {section}") for section in range(SECTIONS))
    return Lessons("world", (part,), sections, np.arange(SECTIONS) % 3, names)


def test_what_neighbours_drown_in_talk_is_learned() -> None:
    heard: list[tuple[int, int]] = []
    lessons = world(1.5)
    taught = teach(lessons, None, lambda done, total: heard.append((done, total)))
    assert taught.shares is not None and taught.classifier is not None
    assert taught.shares.gain >= LEAST_GAIN
    assert heard == [(1, 2), (2, 2)]
    known = {section for section in taught.classifier.classes if section is not None}
    assert known == set(lessons.names)
    decoys = [taught.classifier.shares(decoy)[None] for decoy in lessons.languages[0].decoys]
    asked = [taught.classifier.shares(question)[None] for question in lessons.languages[0].questions[::40]]
    assert np.mean(decoys) > 0.5 > 0.1 > np.mean(asked)


def test_learning_twice_gives_the_same() -> None:
    first, second = (learn(world(1.0), networks=2, epochs=1) for _ in range(2))
    for mine, theirs in zip(first.networks, second.networks, strict=True):
        assert np.array_equal(mine.outer, theirs.outer)
    assert not np.array_equal(first.networks[0].outer, first.networks[1].outer)


def test_where_neighbours_are_always_right_none_is_kept() -> None:
    taught = teach(world(0.0, blur=0.1), None, lambda done, total: None)
    assert taught.shares is not None and taught.shares.gain < LEAST_GAIN
    assert taught.classifier is None


def test_too_few_questions_are_not_learned_from() -> None:
    few = world(1.0, each=10)
    assert few.questions < FEWEST_QUESTIONS
    taught = teach(few, None, lambda done, total: None)
    assert taught.classifier is None and taught.shares is None


def test_places_sections_and_decoys_are_classes_and_what_is_left_out_teaches_nothing() -> None:
    lessons = world(1.0)
    part = lessons.languages[0]
    whole = replace(part, question_targets=np.where(part.question_sections == 0, -1, part.question_targets))
    vectors, classes, sections = examples_of(replace(lessons, languages=(whole,)), None)
    assert len(vectors) == len(classes) == len(part.questions) + len(part.decoys)
    # Section 0 has one class for itself instead of its three places.
    assert len(sections) == 1 + (SECTIONS - 1) * PLACES + 1
    assert sections.count(lessons.names[0]) == 1 and sections.count(lessons.names[1]) == PLACES
    assert sections[classes[-1]] is None
    fewer, _, _ = examples_of(lessons, lambda number: slots_of(lessons.languages[number]) == JUDGING)
    assert len(fewer) < len(vectors)
