"""How much of a section an answer quotes: a passage, a list with its introduction, or what the budget holds of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.generators.answer_shape import Shape, asks_how
from kb.generators.notes import is_pointer, with_notes
from kb.generators.particular import items_counted_off, items_named
from kb.generators.runs import LISTED, Run, headings, introduces, label_of, length, runs_of, statement_of
from kb.text import search_tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kb.types import Hit, Passage

# product.md: at most about 120 words unless the list itself is longer.
WORD_BUDGET = 120

# Each side of a comparison, and of two sections that the search can't tell apart.
SIDE_BUDGET = 70

# A section that is only nearly as well found: the passage found, and what stands as near; a list stays whole.
BRIEF_BUDGET = 30

# A definition is a sentence or two.
DEFINITION_BUDGET = 60

# A further passage is shown where its score is this near to the first one's. Complete on 272 development questions
# .805 at .04, .813 at .06, .820 at .09, lines that belong .863 to .865. The other shares here were chosen by reading
# answers to the development questions in the four languages, not measured one by one.
NEAR = 0.09

MOST_COMPANIONS = 2

# A question with the form of a list question means one item where the next one of its list has less than this share of
# its score. On the development questions .5 and .65 say as often all that they must (.828); of the lines .679 and .685
# are those wanted. People who read 100 answers in each language found one item asked and its list given most often.
STANDS_OUT = 0.65

# A section is asked for where its own questions are this much nearer than those of its passages. Answers complete and
# lines wanted, with .65 above: 0 .828 / .685, .03 .828 / .697, .06 .820 / .701.
WHOLE_LEAD = 0.03

# A question of a section reaches several passages; one reached by its own question alone has a cosine of its own.
SHARED_BY = 2

# Of a list no longer than this, two items bring the rest with them.
SHORT_LIST = 80

# A passage with a number in it leads a how-many answer where its score is this near to the best one's.
NUMBER_NEAR = 0.08

# Of two items none is noise.
LEAST_TO_CHOOSE_FROM = 3

_WHOLE_LISTS = frozenset({Shape.LIST, Shape.STEPS})

# Never answered by the line before a list.
_OF_LISTS = frozenset({Shape.STEPS, Shape.COMPARISON})
_NUMBER = re.compile(
    r"\d|[二两兩三四五六七八九十百千半]|一(?:[两二三天年次百千半]|个(?:月|小时|钟头))"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|twice|once)\b"
    r"|\b(?:every|each) (?:day|week|month|year)\b"
    r"|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|몇|매) ?(?:가지|단계|번|배|명|시간|개|사람|달|주|일|월)|절반"
    r"|\b(?:едн[аои]|дв[ае]|три|четири|пет|шест(?:има)?|седем|осем|девет|десет|половин\w*|веднъж|двойно)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is found of one section: its hits, best first, and all its passages, in order.

    `question` is what was typed last. `other_labels` are those of the items that the other side of a comparison has.
    """

    hits: Sequence[Hit]
    section: Sequence[Passage]
    question: str = ""
    budget: int = WORD_BUDGET
    other_labels: Collection[str] = ()
    runs: Sequence[Run] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the section into runs, once."""
        object.__setattr__(self, "runs", runs_of(self.section))

    def choose(self, shape: Shape) -> list[Passage]:
        """The passages to quote, in the order to show them in; notes stand with what they qualify."""
        lead = self._lead(shape)
        if statement := self._statement(shape, lead):
            return [statement]
        particular = _ids(self._particular(shape, lead))
        chosen = particular or self._chosen(shape, lead)
        chosen |= set() if particular else self._completed(lead, chosen)
        chosen |= set(with_notes(chosen, self.section))
        if shape is Shape.DEFINITION:
            return [passage for passage in self.section if passage.id in chosen]
        return self._ordered(lead, chosen)

    def _wants_list(self, shape: Shape) -> bool:
        """Whether the line before a list is not enough: steps, both sides, or what the section itself is about."""
        if shape in _OF_LISTS or asks_how(self.question):
            return True
        if shape is not Shape.DEFINITION:
            return False
        return not frozenset(search_tokens(headings(self.section))).isdisjoint(search_tokens(self.question))

    def _statement(self, shape: Shape, lead: Passage) -> Passage | None:
        """What the line before a list says, where that is asked for and the list is not."""
        own = _holding(lead, self.runs)
        if lead not in own.intro or self._asks_for_all() or self._wants_list(shape):
            return None
        said = statement_of(lead)
        if said is None or self._outdoes(lead, own):
            return said
        return said if items_named(self.question, [said, *own.members]) == [said] else None

    def _lead(self, shape: Shape) -> Passage:
        """The passage that answers: no pointer; with a number, or more than an item, where that is asked."""
        first = next((hit for hit in self.hits if not is_pointer(hit.passage)), self.hits[0])
        best = first.passage
        if shape is Shape.NEXT:
            named = items_named(self.question, _holding(best, self.runs).members)
            return self._after(named[0] if len(named) == 1 else best)
        if shape is Shape.NUMBER:
            near = [hit.passage for hit in self.hits if 0 <= first.score - hit.score <= NUMBER_NEAR]
            # "Five sources:" stands in the introduction of a list, whose items are found as well.
            near += _holding(best, self.runs).intro
            return next((passage for passage in near if _NUMBER.search(passage.text)), best)
        if shape is Shape.REASON and self._asks_for_all():
            told = (hit.passage for hit in self.hits if hit.passage.kind not in LISTED and not introduces(hit.passage))
            return next(told, best)
        return best

    def _after(self, passage: Passage) -> Passage:
        """What follows it in its list; itself where it is the last, or in none."""
        members = _holding(passage, self.runs).members
        following = members[members.index(passage) + 1 :] if passage in members else ()
        return following[0] if following else passage

    def _chosen(self, shape: Shape, lead: Passage) -> set[str]:
        runs = self.runs
        own = _holding(lead, runs)
        if shape is Shape.NEXT and lead.kind in LISTED:
            return {lead.id}
        if shape in _WHOLE_LISTS and (listed := self._list(lead, own, runs)) is not None:
            return self._lists(lead, listed, runs)
        if shape is Shape.DEFINITION:
            return self._definition(lead, own, runs)
        if shape is Shape.COMPARISON and own.listed:
            return _ids(own.passages) if own.length <= self.budget else self._side(lead, own)
        if introduces(lead) and (shape is Shape.NUMBER or not self._asks_for_all()):
            return _ids(own.passages)
        if shape is Shape.NUMBER and _NUMBER.search(lead.text):
            return {lead.id}
        return self._whole(own, runs) if self._asks_for_all() else self._with_companions(lead, self.budget)

    def _particular(self, shape: Shape, lead: Passage) -> Sequence[Passage]:
        """The items that the question counts off or names, where it means some and not their list."""
        own = _holding(lead, self.runs)
        lists = [run for run in self.runs if run.listed]
        listed = own if own.listed else lists[0] if len(lists) == 1 else None
        if listed is None or len(listed.members) < LEAST_TO_CHOOSE_FROM:
            return ()
        if found := items_counted_off(self.question, listed.members, self.section):
            return found
        if introduces(lead) or self._asks_for_all():
            return ()
        named = items_named(self.question, listed.members)
        sides = 2 if shape is Shape.COMPARISON else 1
        return named if lead in named and len(named) == sides else ()

    def _asks_for_all(self) -> bool:
        """A section's question lends one and the same cosine to all its passages; a passage's to that one alone."""
        best = max((hit.asked for hit in self.hits if hit.asked is not None), default=None)
        if best is None or sum(hit.asked == best for hit in self.hits) < SHARED_BY:
            return False
        alone = max((hit.alone for hit in self.hits if hit.alone is not None), default=-1.0)
        return best - alone >= WHOLE_LEAD

    def _list(self, lead: Passage, own: Run, runs: Iterable[Run]) -> Run | None:
        """The list that answers; None where a passage does."""
        if own.listed:
            return None if self._stands_out(lead, own) else own
        scores = {hit.passage.id: hit.score for hit in self.hits}
        lists = [run for run in runs if run.listed]
        best = max(lists, key=lambda run: run.evidence(scores), default=None)
        if best is None:
            return None
        near = best.evidence(scores) >= self.hits[0].score - NEAR
        return best if near or self._asks_for_all() else None

    def _lists(self, lead: Passage, listed: Run, runs: Iterable[Run]) -> set[str]:
        """That list; where the whole section is asked for, also the others that the budget holds."""
        chosen = [*listed.passages, *([] if lead in listed.passages else [lead])]
        for run in self._by_evidence(runs) if self._asks_for_all() else ():
            if run.listed and run is not listed and length(chosen) + run.length <= self.budget:
                chosen += run.passages
        return _ids(chosen)

    def _by_evidence(self, runs: Iterable[Run]) -> list[Run]:
        scores = {hit.passage.id: hit.score for hit in self.hits}
        return sorted(runs, key=lambda run: -run.evidence(scores))

    def _stands_out(self, lead: Passage, own: Run) -> bool:
        return not introduces(lead) and not self._asks_for_all() and self._outdoes(lead, own)

    def _outdoes(self, lead: Passage, own: Run) -> bool:
        """Whether it was found, and nothing else of its run nearly as well; what holds a number may not have been."""
        rest = [hit.score for hit in self.hits if hit.passage in own.passages and hit.passage.id != lead.id]
        score = next((hit.score for hit in self.hits if hit.passage.id == lead.id), 0.0)
        return max(rest, default=0.0) < STANDS_OUT * score

    def _definition(self, lead: Passage, own: Run, runs: Sequence[Run]) -> set[str]:
        """The sentence that defines; the section's opening where that is what the section is for."""
        if introduces(lead):
            return _ids(own.passages)
        if not self._asks_for_all() and ("kind", "definition") not in lead.attributes:
            return self._with_companions(lead, DEFINITION_BUDGET)
        if runs[0].listed:
            return _ids([*runs[0].passages, lead])
        chosen = [*runs[0].passages, *([] if lead in runs[0].passages else [lead])]
        for run in runs[1:]:
            if run.listed or run.notes or length(chosen) + run.length > DEFINITION_BUDGET:
                break
            chosen += [passage for passage in run.passages if passage not in chosen]
        return _ids(chosen)

    def _whole(self, own: Run, runs: Sequence[Run]) -> set[str]:
        """What the section says: the lead's run, the opening, then the runs that most speaks for within the budget."""
        chosen = list(own.passages)
        if runs[0] is not own and not runs[0].listed:
            chosen += runs[0].passages
        for run in self._by_evidence(runs):
            new = [passage for passage in run.passages if passage not in chosen]
            if length(chosen) + length(new) <= self.budget:
                chosen += new
        return _ids(chosen)

    def _side(self, lead: Passage, own: Run) -> set[str]:
        """One side of a comparison: of too long a list what the other side has too, then what fits best."""
        scores = {hit.passage.id: hit.score for hit in self.hits}
        both = [passage for passage in own.members if label_of(passage) in self.other_labels]
        chosen = both[:1] if introduces(lead) and both else [lead]
        if not both and not self._stands_out(lead, own) and length([*chosen, *own.intro]) <= self.budget:
            chosen += [passage for passage in own.intro if passage not in chosen]
        found = sorted(own.members, key=lambda passage: (passage not in both, -scores.get(passage.id, -1.0)))
        for passage in found:
            if passage not in chosen and length([*chosen, passage]) <= self.budget:
                chosen.append(passage)
        return _ids(chosen)

    def _with_companions(self, lead: Passage, budget: int) -> set[str]:
        """The lead and the few that stand as near; items of another list say nothing without it."""
        own = _holding(lead, self.runs)
        best = next(hit.score for hit in self.hits if hit.passage.id == lead.id)
        chosen = [lead]
        for hit in self.hits:
            passage = hit.passage
            if len(chosen) > MOST_COMPANIONS or best - hit.score > NEAR:
                break
            stray = passage.kind in LISTED and passage not in own.members
            if passage in chosen or stray or introduces(passage) or is_pointer(passage):
                continue
            if length([*chosen, passage]) <= budget:
                chosen.append(passage)
        return _ids(chosen)

    def _completed(self, lead: Passage, chosen: Collection[str]) -> set[str]:
        """The rest of a list of which at least half (of the lead's, if short, two) is quoted anyway."""
        added: set[str] = set()
        for run in self.runs:
            quoted = sum(passage.id in chosen for passage in run.members)
            most = 2 * quoted >= len(run.members) or (lead in run.members and run.length <= SHORT_LIST)
            if run.listed and quoted > 1 and most and run.length <= self.budget:
                added |= _ids(run.passages)
        return added

    def _ordered(self, lead: Passage, chosen: Collection[str]) -> list[Passage]:
        """The lead's run first, then the rest; each as the text has it."""
        first = [passage for passage in _holding(lead, self.runs).passages if passage.id in chosen]
        return first + [passage for passage in self.section if passage.id in chosen and passage not in first]


def _holding(passage: Passage, runs: Iterable[Run]) -> Run:
    return next((run for run in runs if passage in run.passages), Run((), (passage,)))


def _ids(passages: Iterable[Passage]) -> set[str]:
    return {passage.id for passage in passages}
