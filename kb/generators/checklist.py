"""A checklist for a task in a rep's words: the tickable lines of the right sections, in the order of the work."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kb.evidence.selection import by_section, related
from kb.generators.cases import by_urgency, is_for_a_case
from kb.generators.checklist_plan import ABOVE_REP, OccasionPlans
from kb.generators.clauses import uncovered_parts
from kb.generators.example_lines import in_order, with_told, without_steps
from kb.generators.example_plan import ExamplePlans, Told, no_examples
from kb.generators.line_room import fitted
from kb.generators.remarks import is_remark
from kb.generators.sheet import Draft, blocks_of, own_clause, short_quotes
from kb.generators.shelves import PHASES, Said, Shelved, arrange, desk_order, phase_of, place_of, scores_of, work_order
from kb.types import (
    BlockStyle,
    ChecklistTask,
    Language,
    Likeness,
    Material,
    MaterialKind,
    NotCovered,
    Passage,
    PassageKind,
    Role,
    Search,
    WrittenBy,
)
from kb.wording import ChecklistPhrase, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kb.generators.checklist_plan import Plan
    from kb.generators.occasions import Occasions
    from kb.generators.shelves import SectionKey
    from kb.library import SectionView

MOST_OF_MAIN, MOST_OF_PARAGRAPHS, MOST_OF_PROSE, MOST_OF_FRAME, MOST_OF_STATION = 8, 4, 8, 3, 2

# What a rep still ticks off; sections give up what is over, those of the frame before what the task is about. A task
# about more than WIDE sections has more to do. Of the lines that 56 development tasks expect 24 for all find .772,
# these .809; 32 for all .813, on longer ones.
MOST_LINES, WIDE, LINES_MORE, MOST_LINES_WIDE = 24, 1, 2, 32
SHARE_OF_MAIN, SHARE_OF_FRAME, SHARE_OF_PHASE = 2.5, 1.0, 6.0

# Of two lines of a section, the later one must be this much nearer to the task to be taken instead of the earlier.
PLACE_LEAD = 0.02

# What gives way first where the checklist is too long: remarks; of what the task is about and of the goals the least
# relevant; of the frame the later line, where relevance is chance (report writing is never near to a task's words).
FRAME_LEAD, REMARK, STEP = 0.1, 1.0, 0.5
# What every visit needs is not what a case needs that the task is not about (a launch): of the lines that the
# development tasks expect .860 are there instead of .850; .1 and .3 do the same.
CASE = 0.2

# What examples tell of a line goes before how near it is to the task.
VOTED = 5.0

_HEADINGS = {
    "before": ChecklistPhrase.BEFORE,
    "during": ChecklistPhrase.DURING,
    "after": ChecklistPhrase.AFTER,
}


@dataclass(frozen=True, slots=True)
class ChecklistWriter:
    """`shelf(language, role)` gives the sections, `search(text, language, role)` a hybrid search with many hits.

    `like(text, language, role)` compares a text with the library's examples; None where there are none.
    """

    shelf: Callable[[Language, Role], Sequence[SectionView]]
    search: Callable[[str, Language, Role], Search]
    wording: Wording
    occasions: Occasions
    like: Callable[[str, Language, Role], Likeness | None] = no_examples

    def write(self, request: ChecklistTask, language: Language) -> Material | NotCovered:
        """A checklist, or NotCovered with the nearest topics where the texts hold nothing for the task."""
        shelf = arrange(self.shelf(language, request.role))
        asked = self.search(request.task, language, request.role)
        plan, covers = self._plan(request, language, asked, shelf)
        if plan is None or not shelf:
            return NotCovered(related(by_section(asked.hits)))
        drafts = self._drafts(plan, shelf, language)
        blocks, citations = blocks_of(drafts)
        if not blocks:
            return NotCovered(related(by_section(asked.hits)))
        used = {(citation.document, citation.anchor) for citation in citations}
        rest = [section for section in by_section(asked.hits) if (section.document, section.anchor) not in used]
        return Material(
            id=str(uuid.uuid4()),
            kind=MaterialKind.CHECKLIST,
            language=language,
            title=" ".join(request.task.split()),
            question_used=request.task if request.context is None else f"{request.task} ({request.context})",
            written_by=WrittenBy.EXTRACT,
            blocks=blocks,
            citations=citations,
            related=related(rest),
            uncovered=uncovered_parts(request.task, language, self.occasions, covers),
        )

    def _plan(
        self, request: ChecklistTask, language: Language, asked: Search, shelf: dict[SectionKey, Shelved]
    ) -> tuple[Plan | None, Callable[[str], bool]]:
        """The plan (None: no text is about the task), and what tells whether the texts cover a part of it."""
        like = self.like(request.task, language, request.role)
        plans = OccasionPlans(self.search, self.wording, self.occasions)
        if like is None:
            return plans.plan(request, language, asked, shelf), lambda part: plans.covers(
                part, self.search(part, language, request.role)
            )

        @cache
        def tell(part: str) -> Told:
            of_part = self.like(part, language, request.role)
            return Told(self.search(part, language, request.role), of_part or Likeness({}, 0.0, 0.0, frozenset()))

        words = plans.told(request, language, asked, shelf)
        by_example = ExamplePlans(tell, self.occasions)
        return by_example.plan(request, language, Told(asked, like), shelf, words), by_example.covers

    def _drafts(self, plan: Plan, shelf: dict[SectionKey, Shelved], language: Language) -> list[Draft]:
        plan, shelf = _without_unfit(plan, shelf)
        scores = scores_of(plan.searches)
        lines: dict[SectionKey, list[Passage]] = {key: _main_lines(shelf[key], scores) for key in plan.main}
        if plan.visit:
            for section, most in _frame(shelf, plan):
                room = MOST_OF_MAIN if plan.phase else most
                lines.setdefault(section.key, _best(section.listed, scores, room, framing=True))
        visit = plan.visit or (bool(plan.main) and shelf[plan.main[0]].step is not None)
        lines = with_told(lines, plan.lines if visit else without_steps(plan.lines, shelf), shelf)
        if plan.phase:
            lines = {key: held for key, held in lines.items() if phase_of(shelf[key], visit=True) == plan.phase}
        rank = {key: place for place, key in enumerate(lines)}
        ordered = (
            sorted(lines, key=lambda key: work_order(shelf[key], shelf.values(), rank[key]))
            if visit
            else desk_order(lines, shelf)
        )
        phases = {key: phase_of(shelf[key], visit) for key in ordered}
        ordered = in_order(ordered, plan.sequences, phases.__getitem__)
        said = Said()
        # What the task is about is said first, so that a line of the frame gives way to its like, not the reverse.
        kept = {key: [passage for passage in lines[key] if said.is_new(passage)] for key in lines}
        kept = _fitted(kept, plan, shelf, scores)
        kept |= {key: by_urgency(kept[key]) for key in kept if shelf[key].attributes.get("kind") == "principles"}
        return [
            Draft(
                tuple(
                    quote
                    for key in ordered
                    if phases[key] == phase
                    for passage in kept[key]
                    for quote in short_quotes(passage)
                ),
                BlockStyle.CHECKS,
                phase,
                self.wording.phrase(_HEADINGS[phase], language) if visit else None,
            )
            for phase in PHASES
        ]


def _without_unfit(plan: Plan, shelf: dict[SectionKey, Shelved]) -> tuple[Plan, dict[SectionKey, Shelved]]:
    """Both without what a task rules out, whether every visit needs it or examples name it."""
    fit = {key: section for key, section in shelf.items() if key not in plan.without}
    return replace(plan, main=[key for key in plan.main if key in fit]), fit


def _fitted(
    lines: dict[SectionKey, list[Passage]], plan: Plan, shelf: dict[SectionKey, Shelved], scores: dict[str, float]
) -> dict[SectionKey, list[Passage]]:
    """The lines that there is room for; mere prose of a topic that comes second gets no more than the frame."""

    def share(key: SectionKey) -> float:
        if key not in plan.main:
            return SHARE_OF_PHASE if plan.phase else SHARE_OF_FRAME
        return SHARE_OF_MAIN if key == plan.main[0] or shelf[key].listed else SHARE_OF_FRAME

    cost: dict[str, float] = {}
    for key, held in lines.items():
        framing = key not in plan.main
        lead = FRAME_LEAD if framing and shelf[key].attributes.get("kind") != "definition" else 0.0
        told = [VOTED * plan.lines.get(place_of(passage), 0.0) for passage in held]
        costs = _costs(held, scores, lead, framing=framing)
        cost |= {passage.id: one - less for passage, one, less in zip(held, costs, told, strict=True)}
    wide = LINES_MORE * max(0, len(plan.main) - WIDE)
    return fitted(lines, {key: share(key) for key in lines}, cost, min(MOST_LINES + wide, MOST_LINES_WIDE))


def _main_lines(section: Shelved, scores: dict[str, float]) -> list[Passage]:
    """What a section gives to a checklist that is about it: its list, or the best of its paragraphs."""
    listed, paragraphs = section.listed, section.paragraphs
    definition, duties = (section.attributes.get("kind") == kind for kind in ("definition", "duties"))
    if definition and any(passage.kind is PassageKind.STEP for passage in listed):
        # What a definition tells apart cannot be ticked; its test can.
        listed = [passage for passage in listed if passage.kind is PassageKind.STEP]
    # A first paragraph says what the section is about; where it is about duties, it is one.
    if (len(paragraphs) > 1 or listed) and not duties:
        paragraphs = [passage for passage in paragraphs if passage.place > 1]
    # What a source claims can't be ticked either; advice with a note behind it can.
    paragraphs = [passage for passage in paragraphs if not is_remark(passage)]
    if listed and section.attributes.get("kind") != "principles":
        paragraphs = []
    best = _best(listed, scores, MOST_OF_MAIN)
    most = MOST_OF_PARAGRAPHS if listed else MOST_OF_PROSE
    own = [lead for lead in section.view.passages[:1] if duties and own_clause(lead) is not None]
    chosen = {passage.id for passage in (*own, *best, *_best(paragraphs, scores, most))}
    return [passage for passage in section.view.passages if passage.id in chosen]


def _best(passages: Sequence[Passage], scores: dict[str, float], most: int, *, framing: bool = False) -> list[Passage]:
    """The most relevant, in the order of the text; of equals the earlier, because the texts put first things first."""
    cost = _costs(passages, scores, PLACE_LEAD, framing=framing)
    kept = set(sorted(range(len(passages)), key=lambda place: (cost[place], place))[:most])
    return [passage for place, passage in enumerate(passages) if place in kept]


def _costs(passages: Sequence[Passage], scores: dict[str, float], lead: float, *, framing: bool = False) -> list[float]:
    """What each passage of a section costs a checklist: the later and the less relevant, the more; remarks most."""
    floor = min(scores.values(), default=0.0)
    # Where a section tells things apart and then says what to do with them, what to do is ticked off.
    telling = any(passage.kind is PassageKind.ITEM for passage in passages)

    def extra(passage: Passage) -> float:
        step = STEP * (telling and passage.kind is PassageKind.STEP)
        return REMARK * is_remark(passage) + CASE * (framing and is_for_a_case(passage)) - step

    return [lead * place - scores.get(passage.id, floor) + extra(passage) for place, passage in enumerate(passages)]


def _frame(shelf: dict[SectionKey, Shelved], plan: Plan) -> Iterable[tuple[Shelved, int]]:
    """What every visit needs before and after, and each step of it where the task names nothing to do there."""
    stations = plan.stations and not any(phase_of(shelf[key], visit=True) == "during" for key in plan.main)
    for section in shelf.values():
        phase, level = section.attributes.get("phase"), section.attributes.get("level")
        if level in ABOVE_REP or not section.listed:
            continue
        goals = phase == "before" and section.attributes.get("kind") == "definition"
        if section.step is not None and phase in {"before", "after"}:
            yield section, MOST_OF_FRAME
        elif goals or (section.step is not None and stations):
            yield section, MOST_OF_STATION
