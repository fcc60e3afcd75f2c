"""One examination of a coach: figures, where they come from, and, for the development half, what to mend."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from eval import breakdowns
from eval.breakdowns import Failure, RefusalRow, Row
from eval.calibration import Calibration, Curve, Observation, calibrate, fit
from eval.circumstances import Circumstances
from eval.golden import Golden
from eval.items import QuestionItem, UnanswerableItem
from eval.judging import Judge
from eval.parts import Half, Part
from eval.runner import Advance, observe, run
from eval.scores import ALL, Figures, by_language
from eval.soundness import TextOf
from eval.texts import Texts
from eval.types import Asked, Made, Verdict
from kb.coach import Coach
from kb.types import Language

MATERIALS = frozenset({Part.CHECKLISTS, Part.ROLES, Part.TRAININGS})


@dataclass(frozen=True, slots=True)
class Report:
    """All that an examination found. Every mapping's key is a language or `all`.

    `observations` are (margin, answerable) of the questions; `failures` is empty for the test half, so that nobody
    mends what is only there to be reported.
    """

    circumstances: Circumstances
    half: Half
    items: int
    figures: Mapping[str, Figures]
    kinds: tuple[Row, ...]
    originals: tuple[Row, ...]
    noise: tuple[Row, ...]
    unanswerable: tuple[RefusalRow, ...]
    calibration: Mapping[str, Calibration]
    observations: Mapping[str, tuple[Observation, ...]]
    failures: tuple[Failure, ...]

    def as_json(self) -> str:
        """The whole report."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


@dataclass(frozen=True, slots=True)
class Examination:
    """A coach and what it is examined with; `development` are the items that the calibration is fitted on."""

    coach: Coach
    texts: Texts
    text_of: TextOf
    circumstances: Circumstances
    development: Sequence[Golden]

    def report(self, items: Sequence[Golden], half: Half, advance: Advance = lambda: None) -> Report:
        """Ask everything and judge it; raises what the coach raises."""
        outcomes = run(self.coach, items, advance)
        judge = Judge(self.texts, self.text_of, self.coach.wording.is_fixed)
        verdicts = judge.verdicts(outcomes)
        observations = _observations(outcomes)
        curve = fit(observations[ALL] if half is Half.DEV else observe(self.coach, self.development))
        calibration = _calibrations(observations, curve)
        return Report(
            circumstances=self.circumstances,
            half=half,
            items=len(verdicts),
            figures=by_language(verdicts, calibration),
            kinds=breakdowns.by_kind(verdicts),
            originals=breakdowns.by_original(verdicts),
            noise=breakdowns.by_noise(verdicts),
            unanswerable=breakdowns.of_unanswerable(verdicts),
            calibration=calibration,
            observations=observations,
            failures=_failures(verdicts, half),
        )


def _failures(verdicts: Sequence[Verdict], half: Half) -> tuple[Failure, ...]:
    return breakdowns.failures(verdicts) if half is Half.DEV else ()


def _observations(outcomes: Sequence[Asked | Made]) -> dict[str, tuple[Observation, ...]]:
    """By language: margins of questions, and of unanswerable ones that nothing in the texts corrects."""
    found = [
        (one.golden.language, Observation(one.margin, isinstance(one.item, QuestionItem)))
        for one in outcomes
        if isinstance(one, Asked)
        and (
            isinstance(one.item, QuestionItem) or (isinstance(one.item, UnanswerableItem) and not one.item.corrected_by)
        )
    ]
    groups = {str(language): tuple(one for own, one in found if own is language) for language in Language}
    return {name: members for name, members in groups.items() if members} | {ALL: tuple(one for _, one in found)}


def _calibrations(observations: Mapping[str, Sequence[Observation]], curve: Curve | None) -> dict[str, Calibration]:
    if curve is None:
        return {}
    found = {name: calibrate(members, curve) for name, members in observations.items()}
    return {name: calibration for name, calibration in found.items() if calibration is not None}
