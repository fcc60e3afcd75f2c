"""Decides on the query adapter: learns it, cross-validates it by leaving out whole works, keeps it where it helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ingest.lessons import Lessons
    from kb.store.vectors import Matrix

STEPS = 200
# Validation learns with fewer steps: it has to tell "helps" from "does not", no more.
FOLD_STEPS = 70
FOLDS = 3
# Questions of a language that each fold is judged by: 400 put the standard error of a share at .025.
JUDGES = 400

# Below this there is little to learn from; the trial had 1,500 questions of one language (design-evidence.md).
FEWEST_QUESTIONS = 1000
FEWEST_WORKS = 6

# An adapter must put at least this much more right sections first where it has learned, and may lose no more than this
# where it has not. The standard error of the judges is above it; measured gains stand in CONTRIBUTING.
LEAST_GAIN = 0.01
MOST_LOSS = 0.01


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of right sections first, without and with what was learned."""

    plain: float
    learned: float

    @property
    def gain(self) -> float:
        """What learning adds."""
        return self.learned - self.plain


@dataclass(frozen=True, slots=True)
class Validation:
    """How the adapter does with questions that it has not seen.

    `known`: about works that were learned from; `unseen`: about works that were left out; `silent`: the same where no
    work has any question, which stands for texts without.
    """

    known: Shares
    unseen: Shares
    silent: Shares

    @property
    def helps(self) -> bool:
        """Whether the adapter is to be kept."""
        return self.known.gain >= LEAST_GAIN and min(self.unseen.gain, self.silent.gain) >= -MOST_LOSS


@dataclass(frozen=True, slots=True)
class Trained:
    """`adapter`: shape (dimension, dimension), None where it does not help or there is too little to learn from."""

    adapter: Matrix | None
    validation: Validation | None


def train(lessons: Lessons, watch: Callable[[int, int], None]) -> Trained:
    """Learn and decide. Deterministic; takes tens of seconds; `watch(done, total)` is called after each part of it."""
    works = np.unique(lessons.works)
    if lessons.questions < FEWEST_QUESTIONS or len(works) < FEWEST_WORKS:
        return Trained(None, None)
    validation = cross_validate(lessons, watch)
    adapter = None
    if validation.helps:
        from ingest.adapter_learning import Learner

        adapter = np.ascontiguousarray(Learner(lessons, works[:0]).learn(STEPS).numpy())
    watch(FOLDS + 2, FOLDS + 2)
    return Trained(adapter, validation)


def cross_validate(lessons: Lessons, watch: Callable[[int, int], None]) -> Validation:
    """Each fold leaves out every third work and a third of all questions, learns on the rest, and is judged by both."""
    from ingest.adapter_learning import Exam, Learner

    works = np.unique(lessons.works)
    everyone = Learner(lessons, works[:0])
    right: dict[tuple[str, bool], list[bool]] = {}
    for number in range(FOLDS):
        left_out = works[number::FOLDS]
        learned = Learner(lessons, left_out, judged=True).learn(FOLD_STEPS)
        exams = {
            "known": Exam(np.setdiff1d(works, left_out)),
            "unseen": Exam(left_out),
            "silent": Exam(left_out, silent=True),
        }
        for name, exam in exams.items():
            for adapter in (None, learned):
                found = everyone.firsts(exam, adapter, JUDGES)
                right.setdefault((name, adapter is not None), []).extend(found)
        watch(number + 1, FOLDS + 2)
    shares = {
        name: Shares(float(np.mean(right[name, False])), float(np.mean(right[name, True])))
        for name in ("known", "unseen", "silent")
    }
    return Validation(**shares)
