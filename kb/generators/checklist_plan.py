"""What a checklist is made of, and how to tell it from the words of a task where a library has no examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.evidence.answerability import judge
from kb.evidence.selection import by_section
from kb.generators.clauses import speaks_of
from kb.generators.shelves import key_of
from kb.wording import TopicPhrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kb.generators.occasions import Occasion, Occasions
    from kb.generators.shelves import Place, SectionKey, Shelved
    from kb.types import ChecklistTask, Language, Role, Search
    from kb.wording import Wording

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

# Words for customers, money or goods stand in tasks that no text is about ("an Excel formula for customer payments").
# They are refused where asked-as questions lead over decoys by less than FOREIGN; where nobody is seen or visited and
# no occasion is told, less than VAGUE. Of 44 such tasks in four languages this refuses 26, of 64 tasks of reps none.
FOREIGN, VAGUE = 0.03, 0.1

ABOVE_REP = frozenset({"manager", "senior"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What a checklist is made of: the sections it is about, the most telling first, and the searches behind it.

    `visit`: it gets what every visit needs, but for `without`; `phase`: that one phase of a visit alone. `stations`: a
    visit on which nothing is named to do goes through every step. `desk`: the words say that it is done at the desk or
    on the telephone, and nobody is seen. `lines`: by place, the share of the like examples that should not lack a line;
    `sequences`: the lines of each example, in the order of the work.
    """

    searches: tuple[Search, ...]
    visit: bool
    phase: str | None = None
    without: frozenset[SectionKey] = frozenset()
    stations: bool = True
    main: list[SectionKey] = field(default_factory=list)
    desk: bool = False
    lines: Mapping[Place, float] = field(default_factory=dict)
    sequences: Sequence[Sequence[Place]] = ()


@dataclass(frozen=True, slots=True)
class OccasionPlans:
    """Plans by a table of words: for libraries to which nobody has written examples."""

    search: Callable[[str, Language, Role], Search]
    wording: Wording
    occasions: Occasions

    def plan(
        self, request: ChecklistTask, language: Language, asked: Search, shelf: Mapping[SectionKey, Shelved]
    ) -> Plan | None:
        """The plan; None where no text is about the task. `asked` is the search for the task."""
        if self._is_foreign(request.task, asked, known=bool(self.occasions.of(request.task))):
            return None
        return self.told(request, language, asked, shelf)

    def told(
        self, request: ChecklistTask, language: Language, asked: Search, shelf: Mapping[SectionKey, Shelved]
    ) -> Plan:
        """The plan, whether or not a text is about the task."""
        own = self.occasions.of(request.task)
        occasions = self._told(request)
        received = self.occasions.tells_of_receiving(request.task) and not self.occasions.tells_of_going(request.task)
        desk = received or _at_the_desk([occasion for occasion in own if occasion in occasions])
        visit = self.occasions.tells_of_visit(request.task) and not desk
        if not visit:
            # That the boss is there, or was the last time, changes a visit; a report for him is about something else.
            occasions = [occasion for occasion in occasions if occasion.topics[0] is not TopicPhrase.REFLECTION]
        topics = _topics(occasions)
        searches = [self._topic(topic, language, request.role) for topic in topics]
        unfit = [self._topic(topic, language, request.role) for occasion in occasions for topic in occasion.without]
        without = frozenset(key for search in unfit for key in _nearest(search, NEAR_TOPIC)[:1])
        phase = self.occasions.phase_of(request.task) if visit and not occasions else None
        sits = received or (desk and not self.occasions.tells_of_seeing(request.task))
        plan = Plan((asked, *searches), visit, phase, without, desk=sits)
        for search in searches:
            for key in _nearest(search, NEAR_TOPIC):
                if key in shelf and shelf[key].ticked and key not in plan.main:
                    plan.main.append(key)
        for key in _nearest(asked, NEAR_FOUND, CLEAR if occasions or visit else -1.0):
            if key not in shelf or key in plan.main or not shelf[key].ticked or (visit and shelf[key].outlines):
                continue
            if not topics or shelf[key].attributes.get("level") not in ABOVE_REP:
                plan.main.append(key)
        return plan

    def covers(self, part: str, search: Search) -> bool:
        """Whether the texts are about a part of a task; `search` is the search for it."""
        return bool(self.occasions.of(part)) or self.occasions.tells_of_visit(part) or speaks_of(search)

    def _is_foreign(self, task: str, asked: Search, *, known: bool) -> bool:
        """Whether no text is about a task; `known`: its words tell an occasion."""
        if speaks_of(asked):
            return False
        if self.occasions.tells_of_mishap(task):
            return True
        if known or self.occasions.tells_of_seeing(task):
            return judge(asked) is not None and asked.distance < FOREIGN
        return not self.occasions.tells_of_visit(task) or asked.distance < VAGUE

    def _told(self, request: ChecklistTask) -> list[Occasion]:
        """The occasions of task and context.

        On a visit to an old customer, keeping in touch is no topic of its own; nor is inviting where they call us.
        """
        told = self.occasions.of(f"{request.task}\n{request.context or ''}")
        busy = self.occasions.tells_of_seeing(request.task) or len(told) > 1
        unfit = {TopicPhrase.CONTACT} if busy else set()
        if self.occasions.tells_of_receiving(request.task):
            unfit.add(TopicPhrase.TELEPHONE)
        return [occasion for occasion in told if occasion.topics[0] not in unfit]

    def _topic(self, topic: TopicPhrase, language: Language, role: Role) -> Search:
        return self.search(self.wording.phrase(topic, language), language, role)


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
