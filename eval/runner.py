"""Every item through a coach, in the order of the files. Nothing of it reaches the library's journal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from eval.calibration import Observation
from eval.golden import Golden
from eval.items import ChecklistItem, FollowUpItem, MaterialItem, QuestionItem, RoleItem, UnanswerableItem
from eval.texts import reference, section_reference
from eval.types import Asked, Made
from kb.coach import Coach
from kb.evidence.selection import SECOND_WEIGHT, by_section
from kb.journal import Journal
from kb.types import ChecklistTask, Language, Material, Question, Refusal, Role, RoleProfile, Search, TrainingOrder

# As many hits as the coach itself looks at (kb.retrieval.hybrid.DEFAULT_COUNT); metrics look at the first ten.
HITS = 24

_Result = TypeVar("_Result")
Advance = Callable[[], None]


@contextmanager
def unrecorded(coach: Coach) -> Iterator[Coach]:
    """The same coach with a journal that is thrown away: an exam is nobody's question."""
    with tempfile.TemporaryDirectory(prefix="fieldcoach-eval-") as folder:
        journal = Journal(Path(folder) / "journal.sqlite")
        try:
            yield replace(coach, journal=journal)
        finally:
            journal.close()


def run(coach: Coach, items: Sequence[Golden], advance: Advance = lambda: None) -> list[Asked | Made]:
    """What came out for each; `advance` is called after each."""
    outcomes: list[Asked | Made] = []
    with unrecorded(coach) as examined:
        for golden in items:
            item = golden.item
            if isinstance(item, QuestionItem | FollowUpItem | UnanswerableItem):
                outcomes.append(_ask(examined, golden, item))
            else:
                outcomes.append(_make(examined, golden, item))
            advance()
    return outcomes


def observe(coach: Coach, items: Sequence[Golden]) -> list[Observation]:
    """The margins of questions that are answerable or not, by one search each: what a calibration is fitted on."""
    return [
        Observation(_search(coach, golden.item.question).lead, isinstance(golden.item, QuestionItem))
        for golden in items
        if isinstance(golden.item, QuestionItem)
        or (isinstance(golden.item, UnanswerableItem) and not golden.item.corrected_by)
    ]


def ranked(search: Search, second_weight: float = SECOND_WEIGHT) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(passages, sections) by reference, best first, each once, whichever edition they were shown in."""
    passages = dict.fromkeys(reference(hit.passage) for hit in search.hits)
    groups = by_section(search.hits, second_weight)
    sections = dict.fromkeys(section_reference(group.hits[0].passage) for group in groups)
    return tuple(passages), tuple(sections)


def _ask(coach: Coach, golden: Golden, item: QuestionItem | FollowUpItem | UnanswerableItem) -> Asked:
    history = item.history if isinstance(item, FollowUpItem) else ()
    # The language is left to the coach: that it finds it is part of the exam.
    result, milliseconds = _timed(lambda: coach.ask(Question(item.question, None, history)))
    search = _search(coach, result.question_used)
    passages, sections = ranked(search)
    return Asked(golden, item, result, passages, sections, search.lead, milliseconds)


def _search(coach: Coach, text: str) -> Search:
    return coach.search(text, None, HITS, Role.REP)


def _make(coach: Coach, golden: Golden, item: MaterialItem) -> Made:
    result, milliseconds = _timed(lambda: _made(coach, item, golden.language))
    return Made(golden, item, result, milliseconds)


def _made(coach: Coach, item: MaterialItem, language: Language) -> Material | Refusal:
    if isinstance(item, ChecklistItem):
        return coach.checklist(ChecklistTask(item.task, item.context, language))
    if isinstance(item, RoleItem):
        return coach.role_description(RoleProfile(item.title, item.level, item.industry, item.focus, language))
    return coach.training_module(TrainingOrder(item.topic, item.learners, item.minutes, language=language))


def _timed(work: Callable[[], _Result]) -> tuple[_Result, float]:
    begun = perf_counter()
    result = work()
    return result, (perf_counter() - begun) * 1000
