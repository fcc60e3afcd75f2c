"""A training module: objectives, a timed agenda, key points, an exercise, a role-play and a quiz, out of the texts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from kb.errors import InputError
from kb.evidence.citations import cite
from kb.evidence.selection import by_section, nearest_topics, related
from kb.generators.agenda import EXERCISE_FROM, ROLE_PLAY_FROM, plan
from kb.generators.example_plan import SURELY_COVERED, Told, no_examples
from kb.generators.learners import difficulty
from kb.generators.module_parts import Part, Sides, exercise, role_play, sides
from kb.generators.module_points import PointSection, choose_points, points_for
from kb.generators.module_sections import choose_sections
from kb.generators.quiz import questions_for, write_quiz
from kb.generators.quiz_material import gather
from kb.generators.shelves import arrange
from kb.generators.shuffling import chance
from kb.generators.topic_parts import Topic, is_spoken_of, joined, names_heading, settle
from kb.text import plain
from kb.types import (
    Block,
    BlockStyle,
    Language,
    Likeness,
    Line,
    Material,
    MaterialKind,
    NotCovered,
    Passage,
    PassageKind,
    Role,
    Search,
    TrainingOrder,
    WrittenBy,
)
from kb.wording import TopicPhrase, TrainingPhrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kb.generators.occasions import Occasions
    from kb.generators.shelves import Shelved
    from kb.library import SectionView
    from kb.wording import Wording

# Less is a remark, not a training; more than a working day is several modules.
MINUTES_AT_LEAST, MINUTES_AT_MOST = 5, 480

# Two sections in a quarter of an hour, one more for each further quarter.
_SECTIONS_AT_LEAST, _MINUTES_A_SECTION = 2, 15

# A part of a topic whose whole no text is about is covered where the texts lead by this: it would be all of a training.
ALONE_COVERED = 0.2
# A topic names one thing, or two.
MOST_OCCASIONS = 2
# "My boss", "the first time": they change a visit and are no topic.
_CIRCUMSTANCES = frozenset({TopicPhrase.REFLECTION, TopicPhrase.QUALIFY})

_STYLES = {
    PassageKind.PARAGRAPH: BlockStyle.PARAGRAPH,
    PassageKind.ITEM: BlockStyle.BULLETS,
    PassageKind.STEP: BlockStyle.STEPS,
    PassageKind.ROW: BlockStyle.BULLETS,
}
_GOALS = {
    "procedure": TrainingPhrase.CAN_STEPS,
    "list": TrainingPhrase.CAN_LIST,
    "definition": TrainingPhrase.CAN_DEFINITION,
    "duties": TrainingPhrase.CAN_DUTIES,
    "requirements": TrainingPhrase.CAN_REQUIREMENTS,
    "principles": TrainingPhrase.CAN_PRINCIPLES,
    "warning": TrainingPhrase.CAN_PRINCIPLES,
}


class _Numbers:
    """Gives each passage that is quoted its citation number, and each line its id."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.passages: list[Passage] = []
        self._lines = 0

    def of(self, passage: Passage) -> int:
        """The passage's number, the next one at its first mention."""
        if passage.id not in self._numbers:
            self.passages.append(passage)
            self._numbers[passage.id] = len(self.passages)
        return self._numbers[passage.id]

    def quote(self, passage: Passage) -> Line:
        """A line in the passage's own words."""
        return self._line(plain(passage.text), (self.of(passage),))

    def phrase(self, text: str) -> Line:
        """A line that states no fact."""
        return self._line(text, ())

    def _line(self, text: str, citations: tuple[int, ...]) -> Line:
        self._lines += 1
        return Line(f"l{self._lines}", text, citations)


@dataclass(frozen=True, slots=True)
class TrainingWriter:
    """`shelf(language, role)` gives every section the role may read, `search(text, language, role)` a hybrid search."""

    shelf: Callable[[Language, Role], Sequence[SectionView]]
    search: Callable[[str, Language, Role], Search]
    wording: Wording
    occasions: Occasions
    like: Callable[[str, Language, Role], Likeness | None] = no_examples

    def write(self, request: TrainingOrder, language: Language) -> Material | NotCovered:
        """The module in `language`; NotCovered where the texts have nothing on it. Raises InputError for minutes."""
        if not MINUTES_AT_LEAST <= request.minutes <= MINUTES_AT_MOST:
            raise InputError(f"A training module lasts {MINUTES_AT_LEAST} to {MINUTES_AT_MOST} minutes.")

        def search(text: str) -> Search:
            return self.search(text, language, request.role)

        views = self.shelf(language, request.role)
        topic = self._settled(request, language, views, search)
        if topic.search is None:
            return NotCovered(nearest_topics(search(request.topic)))
        shelf = arrange(views)
        points = points_for(request.minutes)
        most = _SECTIONS_AT_LEAST + request.minutes // _MINUTES_A_SECTION
        like = self.like(topic.search.text, language, request.role)
        topical = choose_sections(topic.search, search, shelf, points, most, like.sections if like else {})
        if not topical:
            return NotCovered(nearest_topics(topic.search))
        sections = choose_points(topical, points)
        by_key = {part.section.key: part for part in sections}
        lead = by_key[topical[0].section.key]
        near = [by_key[found.section.key] for found in topical if found.belongs and found.section.key in by_key]
        talks = (part for part in near if sides(part) is not Sides.SUPERIOR)
        spoken = next((part for part in talks if part.section.key[0] == lead.section.key[0]), lead)
        return _Module(self, request, language, sections, lead, spoken).material(topic, shelf.values())

    def _settled(
        self,
        request: TrainingOrder,
        language: Language,
        views: Sequence[SectionView],
        search: Callable[[str], Search],
    ) -> Topic:
        """What the module can be about."""

        def widely(text: str) -> Search:
            own = search(text)
            return own if is_spoken_of(own) else reduce(joined, map(search, self._told(text, language)), own)

        def covers(found: Search, alone: bool) -> bool | None:
            like = self.like(found.text, language, request.role)
            if like is None:
                return None
            told = Told(found, like)
            sure = told.leads(ALONE_COVERED if alone else SURELY_COVERED)
            return sure or names_heading(found.text, (path for view in views for path in view.path))

        return settle(
            request.topic, widely, lambda: (passage.text for view in views for passage in view.passages), covers
        )

    def _told(self, text: str, language: Language) -> list[str]:
        """The library's own words for what a topic tells: people say "the cash they owe us", the texts do not."""
        topics = [occasion.topics[0] for occasion in self.occasions.of(text)]
        topics = [topic for topic in topics if topic not in _CIRCUMSTANCES][:MOST_OCCASIONS]
        return [self.wording.phrase(topic, language) for topic in topics]


@dataclass(frozen=True, slots=True)
class _Module:
    """One module on its way: what it is about is settled.

    `lead` is what it is first of all about; `spoken`, for the role-play, the first section of the same text that is a
    matter of talking to a customer or the team: the lead where none is.
    """

    writer: TrainingWriter
    request: TrainingOrder
    language: Language
    sections: tuple[PointSection, ...]
    lead: PointSection
    spoken: PointSection

    def material(self, topic: Topic, shelf: Iterable[Shelved]) -> Material:
        """All blocks, the quiz and the citations, numbered in the order of the key points."""
        numbers = _Numbers()
        key_points = list(self._key_points(numbers))
        request = self.request
        rng = chance(request.seed, request.topic, request.learners, request.minutes, self.language)
        material = gather(self.sections, shelf, difficulty(request.learners), self._say)
        quiz = write_quiz(material, questions_for(request.minutes), rng, numbers.of)
        agenda = self._agenda(numbers, quizzed=bool(quiz))
        blocks = [self._objectives(numbers), *agenda, *key_points, *self._doing(numbers)]
        taught = {part.section.key for part in self.sections}
        hits = topic.search.hits if topic.search else ()
        others = [found for found in by_section(hits) if (found.document, found.anchor) not in taught]
        return Material(
            id=str(uuid.uuid4()),
            kind=MaterialKind.TRAINING_MODULE,
            language=self.language,
            title=" ".join(request.topic.split()),
            question_used=request.topic,
            written_by=WrittenBy.EXTRACT,
            blocks=tuple(blocks),
            citations=cite(numbers.passages),
            related=related(others),
            uncovered=topic.uncovered,
            quiz=quiz,
        )

    def _say(self, phrase: TrainingPhrase, **values: object) -> str:
        return self.writer.wording.phrase(phrase, self.language, **values)

    def _objectives(self, numbers: _Numbers) -> Block:
        goals = [self._say(_goal(part), title=part.title) for part in self.sections]
        lines = tuple(numbers.phrase(text) for text in dict.fromkeys(goals))
        return Block(BlockStyle.BULLETS, lines, "objectives", self._say(TrainingPhrase.OBJECTIVES))

    def _agenda(self, numbers: _Numbers, *, quizzed: bool) -> Iterator[Block]:
        parts = [(part.title, len(part.points)) for part in self.sections]
        learners = " ".join((self.request.learners or "").split())
        audience = (self._say(TrainingPhrase.AUDIENCE, learners=learners),) if learners else ()
        for segment in plan(parts, self.request.minutes, self.writer.wording, self.language, quizzed=quizzed):
            lines = tuple(numbers.phrase(text) for text in (*audience, *segment.directions))
            audience = ()
            yield Block(BlockStyle.BULLETS, lines, "agenda", segment.heading, segment.minutes)

    def _key_points(self, numbers: _Numbers) -> Iterator[Block]:
        for part in self.sections:
            heading: str | None = part.title
            lines: list[Line] = []
            style = _STYLES[part.passages[0].kind]
            for passage in part.passages:
                if _STYLES[passage.kind] is not style:
                    yield Block(style, tuple(lines), "key_points", heading)
                    heading, lines, style = None, [], _STYLES[passage.kind]
                lines.append(numbers.quote(passage))
            yield Block(style, tuple(lines), "key_points", heading)

    def _doing(self, numbers: _Numbers) -> Iterator[Block]:
        if self.request.minutes >= EXERCISE_FROM:
            yield self._block(exercise(self.lead), "exercise", numbers)
        if self.request.minutes >= ROLE_PLAY_FROM:
            for card in role_play(self.sections, self.spoken):
                yield self._block(card, "role_play", numbers)

    def _block(self, part: Part, key: str, numbers: _Numbers) -> Block:
        topic = " ".join(self.request.topic.split())
        before = tuple(numbers.phrase(self._say(phrase, topic=topic)) for phrase in part.before)
        quotes = tuple(numbers.quote(passage) for passage in part.passages)
        after = tuple(numbers.phrase(self._say(phrase, topic=topic)) for phrase in part.after)
        return Block(part.style, (*before, *quotes, *after), key, self._say(part.heading))


def _goal(part: PointSection) -> TrainingPhrase:
    """The objective for a section: by its kind where the text says it, else by what it is made of."""
    kind = part.section.attributes.get("kind")
    if kind in _GOALS:
        return _GOALS[kind]
    kinds = {passage.kind for passage in part.passages}
    if PassageKind.STEP in kinds:
        return TrainingPhrase.CAN_STEPS
    return TrainingPhrase.CAN_LIST if kinds & {PassageKind.ITEM, PassageKind.ROW} else TrainingPhrase.CAN_FACTS
