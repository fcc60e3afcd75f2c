"""Decides on the question classifier: learns it, judges it by questions kept from it, keeps it where it helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.adapter_training import FEWEST_QUESTIONS, JUDGES, LEAST_GAIN, Shares
from kb.scoring import CLASSIFIED_WEIGHT, vote

if TYPE_CHECKING:
    import torch

    from ingest.lessons import Lessons
    from kb.classifier import Classifier
    from kb.store.vectors import Matrix

# To tell "helps" from "does not", one network that looks half as often is enough.
_JUDGED_EPOCHS = 4
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Taught:
    """`classifier`: None where it does not help or there is too little to learn from; `shares`: how it did."""

    classifier: Classifier | None
    shares: Shares | None


def teach(lessons: Lessons, adapter: Matrix | None, watch: Callable[[int, int], None]) -> Taught:
    """Learn and decide, beside the adapter that is served. Deterministic; takes some 15 seconds on two cores.

    Sections that nobody wrote questions for are no classes and keep their scores (kb.retrieval.fusion.classified), so
    that only those it learned from need to be judged.
    """
    if lessons.questions < FEWEST_QUESTIONS or len(lessons.names) < _PARTS:
        return Taught(None, None)
    shares = judge(lessons, adapter)
    watch(1, _PARTS)
    classifier = None
    if shares.gain >= LEAST_GAIN:
        from ingest.classifier_learning import learn

        classifier = learn(lessons)
    watch(_PARTS, _PARTS)
    return Taught(classifier, shares)


def judge(lessons: Lessons, adapter: Matrix | None) -> Shares:
    """Right sections first without and with it, of questions that neither index nor learning has."""
    import torch

    from ingest.adapter_learning import JUDGING, Exam, Learner, slots_of
    from ingest.classifier_learning import learn

    classifier = learn(
        lessons,
        networks=1,
        epochs=_JUDGED_EPOCHS,
        left_out=lambda number: slots_of(lessons.languages[number]) == JUDGING,
    )
    works = np.unique(lessons.works)
    learner = Learner(lessons, works[:0], judged=True)
    served = None if adapter is None else torch.from_numpy(adapter)

    def votes(questions: torch.Tensor) -> torch.Tensor:
        rows = [classifier.shares(question) for question in questions.numpy()]
        said = [[vote(row.get(name, 0.0)) for name in lessons.names] for row in rows]
        return torch.tensor(said) * CLASSIFIED_WEIGHT

    plain, classified = (float(np.mean(learner.firsts(Exam(works), served, JUDGES, by))) for by in (None, votes))
    return Shares(plain, classified)
