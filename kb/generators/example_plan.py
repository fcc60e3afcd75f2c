"""What a checklist is made of by the examples that a task is like, and by what a search for it finds."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kb.evidence.selection import by_section
from kb.generators.checklist_plan import ABOVE_REP, Plan
from kb.generators.clauses import is_errand, speaks_of
from kb.generators.example_lines import lines_told
from kb.generators.managers_work import is_managers, of_managers
from kb.generators.shelves import key_of, phase_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kb.generators.occasions import Occasions
    from kb.generators.shelves import SectionKey, Shelved
    from kb.types import ChecklistTask, Language, Likeness, Role, Search

# A section's score is its votes and this much of what the search gives it (by_section's score, .1 to 1). What is as
# near as NEAR_BEST to the best one belongs, and so does what the task's words tell (kb.generators.occasions). Of the
# lines that 56 development tasks and 48 harder ones expect .927 and .552 were there; .925 and .539 at a weight of .7.
SEARCH_WEIGHT, NEAR_BEST = 0.4, 0.7
MOST_SECTIONS = 5
# Of a part of a task, or of the context that a caller adds, only the best section: a second one costs the development
# tasks .05 of the lines that are expected.
NEAR_BEST_OF_PART, MOST_OF_PART = 0.7, 1
# A plan of so few sections gets what goes with its first one in this share of the examples that name it (the stock
# and what sells, the month and how often to call). The development tasks get .832 of their lines instead of .820, and
# as much belongs; with each example left out .013 more of the sections are found, and .03 less of them belongs.
FEW_SECTIONS, GOES_WITH, MOST_COMPANIONS = 2, 0.5, 1
# What words tell goes before what is merely near. A section with both is so much the nearer, and others give way: of
# what those tasks get .942 and .529 belong instead of .935 and .520, on shorter lists; .927 and .539 of their lines are
# there. So a debtor's visit is about payment, and not about prices and stock as well.
FIRST_TOLD, THEN_TOLD, BOTH = 0.5, 0.35, 0.2
# A section that nobody ticks off (a trade's, a post's) stands in a checklist only where the examples name it.
NAMED = 0.25
# A task is foreign where covered examples lead over those without a text, and asked-as questions over decoys, by less
# than this in sum. With each of 657 examples in turn left out, 6 % of the covered ones are, and 89 % of the others.
# Whose words tell a visit and what it is about needs less; and one part that is clearly covered is enough, the other is
# named: at .14, not .2, 7 of 48 halves are refused whole, not 11; of 580 foreign tasks, left out, .909, not .914.
COVERED, KNOWN_COVERED, PART_COVERED = 0.09, 0.05, 0.14
# A part is named as missing below MISSING: of 56 development tasks .982 are right about it, .964 at .12; of 136 stories
# whose clauses all belong ("heading there now") 8 have one, 25 at .12. Below SURELY_COVERED a training's topic is
# refused: of 155, each left out of the examples, .939 of the covered ones are made, .916 of the others refused.
MISSING, SURELY_COVERED = 0.06, 0.12
# Where examples without a text are nearer by this, that asked-as questions speak of customers too ("a customer
# fainted") tells nothing, unless they lead by SPOKEN. Of 240 such errands in four languages written before (first aid,
# family, tax, computers, kitchen, courts) .938 are refused with it, .92 without; of the covered examples .002 more.
BEYOND, SPOKEN = -0.01, 0.25
# A task visits somebody where this share of the near examples does; that its words say so counts as much as SAID. With
# each example left out it is right for .79 of them, without the words for .77, by the words alone for .69.
VISITS, SAID = 0.5, 0.25
# Below this vote no example says what there is to do on a visit: it goes through every step.
STRONG = 0.25
# Examples and words agree on a section from this vote on: of the errands written before the examples that no text is
# about, and whose words tell an occasion, none reaches it that is no visit (.08 at most); terse tasks reach .19.
AGREED = 0.15
# "Visit a reseller", "拜访客户", "고객을 방문하고" as parts of a task have .27 to .55, "a customer is coming" .24 and
# other such parts of twelve errands .09 at most.
PLAIN_VISIT = 0.26
# Two witnesses need less of a lead: such terse tasks have .05 at least, such errands .006 at most.
AGREED_COVERED = 0.0


def no_examples(text: str, language: Language, role: Role) -> Likeness | None:
    """The likeness of a text in a library without examples."""
    return None


@dataclass(frozen=True, slots=True)
class Told:
    """A task or a part of one: what a search for it finds, and what examples say of it."""

    search: Search
    like: Likeness

    @property
    def covered(self) -> bool:
        """Whether the texts are about it.

        Examples judge only the texts that they were written for; what was added since must speak of it clearly.
        """
        return self.leads(COVERED)

    @property
    def is_newer(self) -> bool:
        """Whether what is nearest to it was added since the examples were written."""
        best = next((key_of(section) for section in by_section(self.search.hits)), None)
        return best is not None and best not in self.like.known

    def leads(self, least: float) -> bool:
        """Whether the texts are about it by so much of a lead."""
        if self.is_newer:
            return speaks_of(self.search)
        return self.lead >= least and not self.is_beyond

    @property
    def is_beyond(self) -> bool:
        """Whether what no text covers is nearer, in spite of the words that it shares with texts."""
        return self.like.lead < BEYOND and self.search.distance < SPOKEN

    @property
    def is_named(self) -> bool:
        """Whether the texts are about it, and examples surely say which."""
        return self.covered and max(self.like.sections.values(), default=0.0) >= NAMED

    @property
    def lead(self) -> float:
        """How far covered examples and asked-as questions lead over the others."""
        return self.search.distance + self.like.lead

    def names(self, key: SectionKey) -> bool:
        """Whether examples say that a section belongs, though nobody ticks off such a one: surely, or before others."""
        vote = self.like.sections.get(key, 0.0)
        before = all(vote > other for section, other in self.like.sections.items() if section != key)
        return vote >= NAMED or (vote >= AGREED and before)

    def scores(self) -> dict[SectionKey, float]:
        """By section: the votes for it and what the search gives it."""
        scores: dict[SectionKey, float] = defaultdict(float, self.like.sections)
        for section in by_section(self.search.hits):
            scores[key_of(section)] += SEARCH_WEIGHT * max(0.0, section.score)
        return dict(scores)


@dataclass(frozen=True, slots=True)
class ExamplePlans:
    """`tell` searches for a part of a task, or its context, and compares it with the examples."""

    tell: Callable[[str], Told]
    occasions: Occasions

    def plan(
        self,
        request: ChecklistTask,
        language: Language,
        whole: Told,
        shelf: Mapping[SectionKey, Shelved],
        words: Plan,
    ) -> Plan | None:
        """The plan; None where no text is about the task.

        `whole` is what is told of the task, `words` the plan that its words alone would make.
        """
        parts = self.occasions.parts_of(request.task, language)
        told = [self.tell(part) for part in (parts if len(parts) > 1 else ())]
        told = [part for part in told if not self.is_mishap(part)]
        if not self._is_ours(whole, told, words, language):
            return None
        told = [part for part in told if part.covered and not self._is_setting(part, parts)]
        # Who asks for one phase of a visit ("today's visits are to be written up") speaks of a visit.
        visit = words.phase is not None or _is_visit(whole, words, shelf)
        # A context whose words tell what it is has its sections among those of the words.
        if request.context and not self._tells(request.context):
            told += [context for context in (self.tell(request.context),) if context.is_named]
        # Where words tell no topic, the search stands for them; it counts once where it finds a step of a visit.
        votes = whole.like.sections
        fit = of_managers(words.main, votes, shelf, AGREED) if is_managers(votes, shelf, NAMED) else words.main
        named = [key for key in fit if visit or len(words.searches) > 1 or shelf[key].step is None]
        weights = {key: (FIRST_TOLD if place == 0 else THEN_TOLD) for place, key in enumerate(named)}
        main = _best(whole, shelf, visit, NEAR_BEST, MOST_SECTIONS, weights)
        main += _companions(main, whole, shelf, visit)
        for part in told:
            of_part = _best(part, shelf, visit, NEAR_BEST_OF_PART, MOST_OF_PART)
            main += [key for key in of_part if key not in main and (visit or not _is_step(key, part, shelf))]
        stations = words.stations and visit and max(whole.like.sections.values(), default=0.0) < STRONG
        searches = *words.searches, *(part.search for part in told)
        phase = (words.phase if visit else None) or _only_phase(main, shelf)
        lines = lines_told(part.like for part in (whole, *told))
        return Plan(searches, visit, phase, words.without, stations, main, lines=lines, sequences=whole.like.sequences)

    def _is_ours(self, whole: Told, told: Sequence[Told], words: Plan, language: Language) -> bool:
        """Whether the texts are about a task, or clearly about one of its parts.

        Beside a mishap only what is to be done counts: "all my customers' numbers are in it" is still the lost phone.
        """
        if not self.is_mishap(whole):
            return whole.covered or _known(whole, words) or any(map(self._is_clear, told))
        return any(self._is_clear(part) and self._is_to_do(part.search.text, language) for part in told)

    def _is_to_do(self, part: str, language: Language) -> bool:
        return is_errand(part, language, self.occasions) or self.occasions.tells_of_seeing(part)

    def covers(self, part: str) -> bool:
        """Whether nobody needs to be told that the texts are not about a part of a task."""
        told = self.tell(part)
        named = self._tells(part) and told.lead >= AGREED_COVERED
        return (named or told.leads(MISSING)) and not self.is_mishap(told)

    def is_mishap(self, part: Told) -> bool:
        """Whether something has happened that no text is about: it happens at a customer's, and no vector tells it.

        What was added since the examples may be about it. Of 80 terse errands in four languages, half of them such,
        .988 are refused with it, .863 without; of 40 of other kinds, written afterwards, no more than before. It stands
        in no covered example but as one of several parts.
        """
        return self.occasions.tells_of_mishap(part.search.text) and not part.is_newer

    def _is_setting(self, part: Told, parts: Sequence[str]) -> bool:
        """Whether a part says only that somebody is visited, and another one what for."""
        text = part.search.text
        return self.occasions.tells_of_visit(text) and not self._tells(text) and any(map(self._tells, parts))

    def _is_clear(self, part: Told) -> bool:
        """Whether one part of a task is clearly covered, so that the others do not matter.

        A visit in so many words is; that somebody is seen ("a customer is coming") is not, without what there is to do.
        """
        if self._tells(part.search.text):
            return part.lead >= COVERED
        if self.occasions.tells_of_visit(part.search.text) and part.covered and part.lead >= PLAIN_VISIT:
            return True
        return part.lead >= PART_COVERED and part.is_named

    def _tells(self, text: str) -> bool:
        """Whether words say what something is about, and not only where."""
        return any(not occasion.place for occasion in self.occasions.of(text))


def _is_visit(whole: Told, words: Plan, shelf: Mapping[SectionKey, Shelved]) -> bool:
    """Whether somebody is visited; of a manager's work the words must say so."""
    if words.desk or (not words.visit and is_managers(whole.like.sections, shelf, AGREED)):
        return False
    return whole.like.visit + SAID * words.visit >= VISITS


def _known(whole: Told, words: Plan) -> bool:
    """Whether words tell what a task is about, and that it is a visit or that examples are about the same.

    Where words tell anything, a search for their topic stands beside that for the task.
    """
    agreed = any(whole.like.sections.get(key, 0.0) >= AGREED for key in words.main)
    least = AGREED_COVERED if agreed else KNOWN_COVERED
    told = (words.visit or agreed) and len(words.searches) > 1
    return told and whole.lead >= least and not whole.is_beyond


def _only_phase(main: Sequence[SectionKey], shelf: Mapping[SectionKey, Shelved]) -> str | None:
    """What is first of all about the work after a visit has nothing to do with what comes before."""
    lead = shelf[main[0]] if main else None
    after = lead is not None and lead.step is not None and phase_of(lead, visit=True) == "after"
    return "after" if after else None


def _best(
    told: Told,
    shelf: Mapping[SectionKey, Shelved],
    visit: bool,
    share: float,
    most: int,
    words: Mapping[SectionKey, float] = MappingProxyType({}),
) -> list[SectionKey]:
    """The sections that a task is about, the most telling first."""
    scores = {
        key: score
        for key, score in told.scores().items()
        if key in shelf and (_fits(shelf[key], visit) or told.names(key))
    }
    best = max((score + BOTH * words.get(key, 0.0) for key, score in scores.items()), default=0.0)
    found = {key: score for key, score in scores.items() if score >= share * best}
    found |= {key: scores.get(key, 0.0) + more for key, more in words.items()}
    ranked = sorted(found, key=lambda key: (-found[key], key))
    fit = [
        key
        for place, key in enumerate(ranked)
        if visit or place == 0 or not _is_step(key, told, shelf, AGREED if key in words else NAMED)
    ]
    return fit[:most]


def _companions(
    main: Sequence[SectionKey], whole: Told, shelf: Mapping[SectionKey, Shelved], visit: bool
) -> list[SectionKey]:
    """What mostly goes with what a short plan is about."""
    if not main or len(main) > FEW_SECTIONS:
        return []
    groups = [group for group in whole.like.named if main[0] in group]
    together = Counter(key for group in groups for key in dict.fromkeys(group))
    fit = [
        (-count, key)
        for key, count in together.items()
        if key not in main and key in shelf and _fits(shelf[key], visit) and not (shelf[key].step and not visit)
    ]
    # One more counts as an example without it: of two or three nothing can be told.
    return [key for count, key in sorted(fit)[:MOST_COMPANIONS] if -count >= GOES_WITH * (len(groups) + 1)]


def _is_step(key: SectionKey, told: Told, shelf: Mapping[SectionKey, Shelved], least: float = NAMED) -> bool:
    """Whether a section is a step of a visit with less than `least` votes: it has no place in a task without one."""
    return shelf[key].step is not None and told.like.sections.get(key, 0.0) < least


def _fits(section: Shelved, visit: bool) -> bool:
    """Whether somebody ticks it off: on a visit no outline of visits, nor what only a manager does."""
    return section.ticked and not (visit and (section.outlines or section.attributes.get("level") in ABOVE_REP))
