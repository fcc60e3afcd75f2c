"""Verdicts → figures: by name, for each language and for all together. Each has its bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from eval.calibration import Calibration
from eval.items import FollowUpItem, QuestionItem, part_of
from eval.metrics import DEPTHS, mean, median
from eval.parts import Part
from eval.types import AnswerVerdict, Figure, MaterialVerdict, Ranking, UnanswerableVerdict, Verdict
from kb.types import Language

ALL = "all"
Figures = Mapping[str, Figure]

_Verdict = TypeVar("_Verdict")
_Named = tuple[str, Figure | None]


def language_of(verdict: Verdict) -> Language:
    """The language that was asked in."""
    made = verdict.made if isinstance(verdict, MaterialVerdict) else verdict.asked
    return made.golden.language


def by_language(verdicts: Sequence[Verdict], calibrations: Mapping[str, Calibration]) -> dict[str, Figures]:
    """Figures of every language that was asked in, then of all."""
    groups: dict[str, Sequence[Verdict]] = {
        str(language): members
        for language in Language
        if (members := [one for one in verdicts if language_of(one) is language])
    }
    groups[ALL] = verdicts
    return {name: figures(members, calibrations.get(name)) for name, members in groups.items()}


def figures(verdicts: Sequence[Verdict], calibration: Calibration | None) -> Figures:
    """All figures that these verdicts allow; what nothing was asked for is left out."""
    answers = [one for one in verdicts if isinstance(one, AnswerVerdict)]
    questions = [one for one in answers if isinstance(one.asked.item, QuestionItem)]
    follow_ups = [one for one in answers if isinstance(one.asked.item, FollowUpItem)]
    unanswerable = [one for one in verdicts if isinstance(one, UnanswerableVerdict)]
    materials = [one for one in verdicts if isinstance(one, MaterialVerdict)]
    named = [
        *_rankings("sections", [one.sections for one in questions]),
        *_rankings("passages", [one.passages for one in questions]),
        *_answers("answers", questions),
        *_rankings("follow_ups", [one.sections for one in follow_ups], short=True),
        *_answers("follow_ups", follow_ups),
        *_refusals(questions, unanswerable),
        *(pair for part in _MADE for pair in _materials(part, materials)),
        *_results(verdicts),
        *_calibration(calibration),
    ]
    return {name: figure for name, figure in named if figure is not None}


_MADE = (Part.CHECKLISTS, Part.ROLES, Part.TRAININGS)


def _rankings(name: str, found: Sequence[Ranking], *, short: bool = False) -> Iterable[_Named]:
    yield f"{name}.first", mean([one.first for one in found])
    yield f"{name}.among_three", mean([one.among_three for one in found])
    if short:
        return
    for depth in DEPTHS:
        yield f"{name}.recall@{depth}", mean([one.recall[depth] for one in found])
    yield f"{name}.mrr@10", mean([one.reciprocal_rank for one in found])
    yield f"{name}.ndcg@10", mean([one.ndcg for one in found])


def _answers(name: str, found: Sequence[AnswerVerdict]) -> Iterable[_Named]:
    yield f"{name}.complete", mean([float(one.complete) for one in found])
    yield f"{name}.belonging", _mean_of(found, lambda one: one.belonging)
    yield f"{name}.refused", mean([float(one.refused) for one in found])
    yield f"{name}.words", median([float(one.words) for one in found if one.words is not None])


def _refusals(questions: Sequence[AnswerVerdict], unanswerable: Sequence[UnanswerableVerdict]) -> Iterable[_Named]:
    yield "unanswerable.refused", mean([float(one.refused) for one in unanswerable])
    yield "unanswerable.refused_or_corrected", mean([float(one.refused or one.corrected) for one in unanswerable])
    # Of all refusals, those that were right; a refusal's recall is `unanswerable.refused`.
    right = [1.0 for one in unanswerable if one.refused]
    wrong = [0.0 for one in questions if one.refused]
    if questions and unanswerable:
        yield "refusals.precision", mean(right + wrong)


def _materials(part: Part, materials: Sequence[MaterialVerdict]) -> Iterable[_Named]:
    found = [one for one in materials if part_of(one.made.item) is part]
    yield f"{part}.covered", mean([one.covered for one in found])
    yield f"{part}.belonging", _mean_of(found, lambda one: one.belonging)
    yield f"{part}.order", _mean_of(found, lambda one: one.order)
    yield f"{part}.sourced", _mean_of(found, lambda one: one.soundness.sourced)
    yield f"{part}.gap_named", _mean_of(found, lambda one: None if one.named is None else float(one.named))
    if part is Part.ROLES:
        yield f"{part}.nothing_forbidden", mean([float(not one.forbidden) for one in found])
    yield f"{part}.refused", mean([float(one.refused) for one in found])


def _results(verdicts: Sequence[Verdict]) -> Iterable[_Named]:
    yield "results.language", mean([float(one.soundness.own_language) for one in verdicts])
    exact = [one.soundness.exact for one in verdicts]
    yield "results.exact", mean([float(one) for one in exact if one is not None])
    yield "results.sourced", _mean_of(verdicts, lambda one: one.soundness.sourced)
    asked = [one.asked.milliseconds for one in verdicts if not isinstance(one, MaterialVerdict)]
    yield "asking.milliseconds", median(asked)


def _calibration(calibration: Calibration | None) -> Iterable[_Named]:
    if calibration is not None:
        yield "calibration.area", Figure(calibration.area, calibration.count)
        yield "calibration.error", Figure(calibration.error, calibration.count)


def _mean_of(found: Sequence[_Verdict], value: Callable[[_Verdict], float | None]) -> Figure | None:
    values = [value(one) for one in found]
    return mean([one for one in values if one is not None])
