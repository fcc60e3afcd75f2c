"""A checklist for a task in a rep's words: the tickable lines of the right sections, in the order of the work."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.evidence.answerability import judge
from kb.evidence.selection import by_section, related
from kb.generators.clauses import speaks_of, uncovered_parts
from kb.generators.line_room import fitted
from kb.generators.remarks import is_remark
from kb.generators.sheet import Draft, blocks_of, short_quotes
from kb.generators.shelves import PHASES, Said, Shelved, arrange, key_of, phase_of, scores_of, work_order
from kb.types import (
    BlockStyle,
    ChecklistTask,
    Language,
    Material,
    MaterialKind,
    NotCovered,
    Passage,
    PassageKind,
    Role,
    Search,
    WrittenBy,
)
from kb.wording import ChecklistPhrase, TopicPhrase, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kb.generators.occasions import Occasion, Occasions
    from kb.generators.shelves import SectionKey
    from kb.library import SectionView

# A topic is a question in the library's own words: its section leads with .13 to .68, and the next one comes this near
# in 8 of 224 searches (56 topics, four languages).
NEAR_TOPIC = 0.75

# Well below the .13 that a topic's section reaches: nothing in the library is about it.
TOPIC_FOUND = 0.05

# The task's own words: what they find counts beside occasions only where it is this clear. On 12 of the development
# tasks sections that do not belong reach .14; trials with other tasks showed strays up to .19.
CLEAR = 0.2

# Where no occasion tells what it is about, the sections this near to the best one make the checklist.
NEAR_FOUND = 0.6

# A rep ticks it off on a phone: sections beyond the fourth topic only lengthen it.
MOST_TOPICS = 4
MOST_OF_MAIN, MOST_OF_PARAGRAPHS, MOST_OF_PROSE, MOST_OF_FRAME, MOST_OF_STATION = 8, 4, 8, 3, 2

# What a rep still ticks off; sections give up what is over, those of the frame before what the task is about.
MOST_LINES = 20
SHARE_OF_MAIN, SHARE_OF_FRAME, SHARE_OF_PHASE = 2.5, 1.0, 6.0

# Words for customers, money or goods stand in tasks that no text is about ("an Excel formula for customer payments").
# They are refused where asked-as questions lead over decoys by less than FOREIGN; where nobody is seen or visited and
# no occasion is told, less than VAGUE. Of 44 such tasks in four languages this refuses 26, of 64 tasks of reps none.
FOREIGN, VAGUE = 0.03, 0.1

# Of two lines of a section, the later one must be this much nearer to the task to be taken instead of the earlier.
PLACE_LEAD = 0.02

# What gives way first where the checklist is too long: remarks; of what the task is about and of the goals the least
# relevant; of the frame the later line, where relevance is chance (report writing is never near to a task's words).
FRAME_LEAD, REMARK = 0.1, 1.0

_HEADINGS = {
    "before": ChecklistPhrase.BEFORE,
    "during": ChecklistPhrase.DURING,
    "after": ChecklistPhrase.AFTER,
}
_ABOVE_REP = frozenset({"manager", "senior"})


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a checklist is made of: the sections it is about, the most telling first, and the searches behind it."""

    searches: tuple[Search, ...]
    visit: bool
    phase: str | None = None
    without: frozenset[SectionKey] = frozenset()
    main: list[SectionKey] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChecklistWriter:
    """`shelf(language, role)` gives the sections, `search(text, language, role)` a hybrid search with many hits."""

    shelf: Callable[[Language, Role], Sequence[SectionView]]
    search: Callable[[str, Language, Role], Search]
    wording: Wording
    occasions: Occasions

    def write(self, request: ChecklistTask, language: Language) -> Material | NotCovered:
        """A checklist, or NotCovered with the nearest topics where the texts hold nothing for the task."""
        shelf = arrange(self.shelf(language, request.role))
        asked = self.search(request.task, language, request.role)
        plan = self._plan(request, language, asked, shelf)
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
            uncovered=uncovered_parts(
                request.task, language, self.occasions, lambda part: self.search(part, language, request.role)
            ),
        )

    def _plan(
        self, request: ChecklistTask, language: Language, asked: Search, shelf: dict[SectionKey, Shelved]
    ) -> _Plan | None:
        own = self.occasions.of(request.task)
        if self._is_foreign(request.task, asked, known=bool(own)):
            return None
        occasions = self._told(request)
        topics = _topics(occasions)
        searches = [self._topic(topic, language, request.role) for topic in topics]
        unfit = [self._topic(topic, language, request.role) for occasion in occasions for topic in occasion.without]
        desk = _at_the_desk([occasion for occasion in own if occasion in occasions])
        visit = self.occasions.tells_of_visit(request.task) and not desk
        without = frozenset(key for search in unfit for key in _nearest(search, NEAR_TOPIC)[:1])
        phase = self.occasions.phase_of(request.task) if visit and not occasions else None
        plan = _Plan((asked, *searches), visit, phase, without)
        for search in searches:
            for key in _nearest(search, NEAR_TOPIC):
                if key in shelf and shelf[key].ticked and key not in plan.main:
                    plan.main.append(key)
        for key in _nearest(asked, NEAR_FOUND, CLEAR if occasions or visit else -1.0):
            if key not in shelf or key in plan.main or not shelf[key].ticked or (visit and shelf[key].outlines):
                continue
            if not topics or shelf[key].attributes.get("level") not in _ABOVE_REP:
                plan.main.append(key)
        return plan

    def _is_foreign(self, task: str, asked: Search, *, known: bool) -> bool:
        """Whether no text is about a task; `known`: its words tell an occasion."""
        if speaks_of(asked):
            return False
        lead = asked.asked_level - asked.decoy_level
        if known or self.occasions.tells_of_seeing(task):
            return judge(asked) is not None and lead < FOREIGN
        return not self.occasions.tells_of_visit(task) or lead < VAGUE

    def _told(self, request: ChecklistTask) -> list[Occasion]:
        """The occasions of task and context; on a visit to an old customer, keeping in touch is no topic of its own."""
        told = self.occasions.of(f"{request.task}\n{request.context or ''}")
        busy = self.occasions.tells_of_seeing(request.task) or len(told) > 1
        return [occasion for occasion in told if not (busy and occasion.topics[0] is TopicPhrase.CONTACT)]

    def _topic(self, topic: TopicPhrase, language: Language, role: Role) -> Search:
        return self.search(self.wording.phrase(topic, language), language, role)

    def _drafts(self, plan: _Plan, shelf: dict[SectionKey, Shelved], language: Language) -> list[Draft]:
        scores = scores_of(plan.searches)
        lines: dict[SectionKey, list[Passage]] = {key: _main_lines(shelf[key], scores) for key in plan.main}
        if plan.visit:
            for section, most in _frame(shelf, plan.main):
                if section.key not in plan.without:
                    room = MOST_OF_MAIN if plan.phase else most
                    lines.setdefault(section.key, _best(section.listed, scores, room))
        if plan.phase:
            lines = {key: held for key, held in lines.items() if phase_of(shelf[key], visit=True) == plan.phase}
        rank = {key: place for place, key in enumerate(lines)}
        visit = plan.visit or any(shelf[key].step is not None for key in lines)
        ordered = (
            sorted(lines, key=lambda key: work_order(shelf[key], shelf.values(), rank[key])) if visit else list(lines)
        )
        said = Said()
        # What the task is about is said first, so that a line of the frame gives way to its like, not the reverse.
        kept = {key: [passage for passage in lines[key] if said.is_new(passage)] for key in lines}
        kept = _fitted(kept, plan, shelf, scores)
        return [
            Draft(
                tuple(
                    quote
                    for key in ordered
                    if phase_of(shelf[key], visit) == phase
                    for passage in kept[key]
                    for quote in short_quotes(passage)
                ),
                BlockStyle.CHECKS,
                phase,
                self.wording.phrase(_HEADINGS[phase], language) if visit else None,
            )
            for phase in PHASES
        ]


def _fitted(
    lines: dict[SectionKey, list[Passage]], plan: _Plan, shelf: dict[SectionKey, Shelved], scores: dict[str, float]
) -> dict[SectionKey, list[Passage]]:
    """The lines that there is room for; mere prose of a topic that comes second gets no more than the frame."""

    def share(key: SectionKey) -> float:
        if key not in plan.main:
            return SHARE_OF_PHASE if plan.phase else SHARE_OF_FRAME
        return SHARE_OF_MAIN if key == plan.main[0] or shelf[key].listed else SHARE_OF_FRAME

    cost: dict[str, float] = {}
    for key, held in lines.items():
        lead = 0.0 if key in plan.main or shelf[key].attributes.get("kind") == "definition" else FRAME_LEAD
        cost |= zip((passage.id for passage in held), _costs(held, scores, lead), strict=True)
    return fitted(lines, {key: share(key) for key in lines}, cost, MOST_LINES)


def _topics(occasions: Sequence[Occasion]) -> list[TopicPhrase]:
    """Each occasion's leading topic, then what else they bring, as far as a checklist stays short."""
    ranked = sorted(occasions, key=lambda occasion: not occasion.desk)
    ruled_out = {topic for occasion in occasions for topic in occasion.without}
    ranked = [occasion for occasion in ranked if occasion.topics[0] not in ruled_out]
    leading = list(dict.fromkeys(occasion.topics[0] for occasion in ranked))
    held = {*leading, *ruled_out}
    others = dict.fromkeys(topic for occasion in ranked for topic in occasion.topics[1:] if topic not in held)
    return [*leading, *list(others)[: max(0, MOST_TOPICS - len(leading))]]


def _at_the_desk(occasions: Sequence[Occasion]) -> bool:
    ruled_out = {topic for occasion in occasions for topic in occasion.without}
    return any(occasion.desk and occasion.topics[0] not in ruled_out for occasion in occasions)


def _nearest(search: Search, near: float, least: float = TOPIC_FOUND) -> list[SectionKey]:
    """The sections nearest to a search, at most three, as far as they reach `near` times the score of the best."""
    sections = by_section(search.hits)[:3]
    return [
        key_of(section) for section in sections if section.score >= least and section.score >= near * sections[0].score
    ]


def _main_lines(section: Shelved, scores: dict[str, float]) -> list[Passage]:
    """What a section gives to a checklist that is about it: its list, or the best of its paragraphs."""
    listed, paragraphs = section.listed, section.paragraphs
    definition = section.attributes.get("kind") == "definition"
    if definition and any(passage.kind is PassageKind.STEP for passage in listed):
        # What a definition tells apart cannot be ticked; its test can.
        listed = [passage for passage in listed if passage.kind is PassageKind.STEP]
    # A first paragraph says what the section is about.
    if len(paragraphs) > 1 or listed:
        paragraphs = [passage for passage in paragraphs if passage.place > 1]
    # What a source claims can't be ticked either; advice with a note behind it can.
    paragraphs = [passage for passage in paragraphs if not is_remark(passage)]
    if listed and section.attributes.get("kind") != "principles":
        paragraphs = []
    best = _best(listed, scores, MOST_OF_MAIN)
    most = MOST_OF_PARAGRAPHS if listed else MOST_OF_PROSE
    chosen = {passage.id for passage in (*best, *_best(paragraphs, scores, most))}
    return [passage for passage in section.view.passages if passage.id in chosen]


def _best(passages: Sequence[Passage], scores: dict[str, float], most: int) -> list[Passage]:
    """The most relevant, in the order of the text; of equals the earlier, because the texts put first things first."""
    cost = _costs(passages, scores, PLACE_LEAD)
    kept = set(sorted(range(len(passages)), key=lambda place: (cost[place], place))[:most])
    return [passage for place, passage in enumerate(passages) if place in kept]


def _costs(passages: Sequence[Passage], scores: dict[str, float], lead: float) -> list[float]:
    """What each passage of a section costs a checklist: the later and the less relevant, the more; remarks most."""
    floor = min(scores.values(), default=0.0)
    return [
        lead * place - scores.get(passage.id, floor) + REMARK * is_remark(passage)
        for place, passage in enumerate(passages)
    ]


def _frame(shelf: dict[SectionKey, Shelved], main: Iterable[SectionKey]) -> Iterable[tuple[Shelved, int]]:
    """What every visit needs before and after, and each step of it where the task names nothing to do there."""
    named = any(phase_of(shelf[key], visit=True) == "during" for key in main)
    for section in shelf.values():
        phase, level = section.attributes.get("phase"), section.attributes.get("level")
        if level in _ABOVE_REP or not section.listed:
            continue
        goals = phase == "before" and section.attributes.get("kind") == "definition"
        if section.step is not None and phase in {"before", "after"}:
            yield section, MOST_OF_FRAME
        elif goals or (section.step is not None and not named):
            yield section, MOST_OF_STATION
