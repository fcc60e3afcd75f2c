"""The exercise and the role-play of a training module: fixed instructions around the texts' own words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.generators.module_points import runs
from kb.generators.quiz_facts import is_note
from kb.generators.remarks import speaks_of_source
from kb.generators.shelves import introduces
from kb.types import BlockStyle, PassageKind
from kb.wording import TrainingPhrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.generators.module_points import PointSection
    from kb.types import Passage

# A card is held in one hand and read in a minute.
CARD_POINTS = 5
SHEET_POINTS = 8
GAPS = 3
EXERCISE_POINTS = 10
EXERCISE_RULES = 6

# Whom one talks to, by what a section is about. What is neither is presented to a superior.
_TO_A_CUSTOMER = frozenset(
    "customers channels appointments talk visit delivery payment service complaints relationships".split()
)
_TO_THE_TEAM = frozenset({"team", "coaching", "performance"})
# Work of a visit that is done before or after it, without the customer.
_ALONE = frozenset({"before", "after"})


class Sides(StrEnum):
    """Who plays with whom."""

    CUSTOMER = "customer"
    TEAM = "team"
    SUPERIOR = "superior"


_EXERCISES = {
    PassageKind.STEP: (TrainingPhrase.EXERCISE_STEPS, TrainingPhrase.EXERCISE_STEPS_COMPARE),
    PassageKind.ITEM: (TrainingPhrase.EXERCISE_LIST, TrainingPhrase.EXERCISE_LIST_COMPARE),
    PassageKind.ROW: (TrainingPhrase.EXERCISE_LIST, TrainingPhrase.EXERCISE_LIST_COMPARE),
    PassageKind.PARAGRAPH: (TrainingPhrase.EXERCISE_TEXT, TrainingPhrase.EXERCISE_TEXT_COMPARE),
}
# Heading and directions of both cards, and what the second one holds on to.
_CARDS = {
    Sides.CUSTOMER: (
        (TrainingPhrase.CARD_SALESPERSON, TrainingPhrase.CARD_SALESPERSON_DO),
        (
            TrainingPhrase.CARD_CUSTOMER,
            TrainingPhrase.CARD_CUSTOMER_DO,
            TrainingPhrase.CARD_CUSTOMER_WISH,
            TrainingPhrase.CARD_CUSTOMER_HOLD,
        ),
    ),
    Sides.TEAM: (
        (TrainingPhrase.CARD_MANAGER, TrainingPhrase.CARD_MANAGER_DO),
        (
            TrainingPhrase.CARD_COLLEAGUE,
            TrainingPhrase.CARD_COLLEAGUE_DO,
            TrainingPhrase.CARD_COLLEAGUE_TROUBLE,
            TrainingPhrase.CARD_COLLEAGUE_HOLD,
        ),
    ),
    Sides.SUPERIOR: (
        (TrainingPhrase.CARD_PRESENTER, TrainingPhrase.CARD_PRESENTER_DO),
        (TrainingPhrase.CARD_SUPERIOR, TrainingPhrase.CARD_SUPERIOR_DO, TrainingPhrase.CARD_SUPERIOR_HOLD),
    ),
}
# What weighs on the customer, by what the conversation is about; a visit where nothing else is said.
_MOODS = {
    "payment": TrainingPhrase.CARD_CUSTOMER_PAYMENT,
    "complaints": TrainingPhrase.CARD_CUSTOMER_COMPLAINT,
    "service": TrainingPhrase.CARD_CUSTOMER_COMPLAINT,
    "appointments": TrainingPhrase.CARD_CUSTOMER_CALL,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A block to be: directions before and after the passages that it quotes."""

    heading: TrainingPhrase
    style: BlockStyle
    before: tuple[TrainingPhrase, ...]
    passages: tuple[Passage, ...]
    after: tuple[TrainingPhrase, ...] = ()


def sides(lead: PointSection) -> Sides:
    """Whom one talks to about what the module is first of all about."""
    attributes = lead.section.attributes
    area, phase = attributes.get("area"), attributes.get("phase")
    if area in _TO_THE_TEAM:
        return Sides.TEAM
    if area in _TO_A_CUSTOMER and not (area == "visit" and phase in _ALONE):
        return Sides.CUSTOMER
    return Sides.SUPERIOR


def exercise(lead: PointSection) -> Part:
    """Try it from memory, then compare with the lead's longest list; without a list, apply its rules to a case."""
    lists = [[passage for passage in run if not introduces(passage)] for run in runs(lead.passages)]
    longest = max(lists, key=lambda run: (_done(run, lead), len(run)))
    material = longest[:EXERCISE_POINTS] if len(longest) > 2 else _rules(lead)[:EXERCISE_RULES]
    first, then = _EXERCISES[material[0].kind]
    return Part(
        TrainingPhrase.EXERCISE, BlockStyle.CHECKS, (first, then), tuple(material), (TrainingPhrase.EXERCISE_COMMIT,)
    )


def role_play(sections: Sequence[PointSection], lead: PointSection) -> tuple[Part, Part, Part]:
    """Both sides' cards and the observer's sheet, made of the lead first, then of the other sections.

    What the texts say is advice to the one who learns: a customer or a member of the team gets directions only. A
    superior gets the points that the first card has no room for.
    """
    own = _rules(lead)
    points = [*own, *(passage for part in sections if part is not lead for passage in _rules(part))]
    # What is watched is what the conversation is about, filled up only where that is very little. What a source claims
    # or an editor notes can't be seen.
    seen = [passage for passage in points if not _claimed(passage)]
    watched = (seen or points)[: max(CARD_POINTS, min(SHEET_POINTS, sum(passage in own for passage in seen)))]
    side = sides(lead)
    one, two = _CARDS[side]
    gaps = points[CARD_POINTS : CARD_POINTS + GAPS] or points[-1:] if side is Sides.SUPERIOR else []
    directions = two[1:2] if gaps else _situated(two[1:-1], lead, side)
    observer = TrainingPhrase.CARD_OBSERVER, TrainingPhrase.CARD_OBSERVER_DO
    return (
        Part(one[0], BlockStyle.BULLETS, one[1:], _in_order(points[:CARD_POINTS])),
        Part(two[0], BlockStyle.BULLETS, directions, _in_order(gaps), two[-1:]),
        Part(observer[0], BlockStyle.CHECKS, observer[1:], _in_order(watched)),
    )


def _situated(directions: tuple[TrainingPhrase, ...], lead: PointSection, side: Sides) -> tuple[TrainingPhrase, ...]:
    """A customer's directions with what weighs on the customer in this conversation."""
    if side is not Sides.CUSTOMER:
        return directions
    return *directions, _MOODS.get(lead.section.attributes.get("area", ""), TrainingPhrase.CARD_CUSTOMER_VISIT)


def _rules(part: PointSection) -> list[Passage]:
    """What somebody can do: steps and list items before paragraphs, notes and what a source claims last."""

    def rank(passage: Passage) -> tuple[bool, bool, bool]:
        return _claimed(passage), passage.kind is PassageKind.PARAGRAPH, not _done([passage], part)

    return sorted(part.points, key=rank)


def _done(run: Sequence[Passage], part: PointSection) -> bool:
    """Whether a definition's list is its test: what it tells apart ("level A: …") is known, its test is done."""
    return part.section.attributes.get("kind") == "definition" and run[0].kind is PassageKind.STEP


def _claimed(passage: Passage) -> bool:
    paragraph = passage.kind is PassageKind.PARAGRAPH
    return is_note(passage) or (paragraph and speaks_of_source(passage.text, passage.language))


def _in_order(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """As the texts have them."""
    return tuple(sorted(passages, key=lambda p: (p.document, p.section, p.place, p.part)))
