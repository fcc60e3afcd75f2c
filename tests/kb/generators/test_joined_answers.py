from __future__ import annotations

import pytest

from kb.evidence.citations import cite
from kb.generators.joined_answers import joined
from kb.types import Block, BlockStyle, Language, Line, Material, MaterialKind, Passage, Related, WrittenBy
from tests.builders import passage

pytestmark = pytest.mark.unit

BRING = passage("Bring samples.", place=1)
COUNT = passage("Count the boxes.", place=2, anchor="stock", heading="Stock", start=40)
ASK = passage("Ask for the money.", place=3, anchor="pay", heading="Payment", start=80)


def answer(*passages: Passage, heading: str | None = None, related: tuple[str, ...] = ()) -> Material:
    lines = tuple(Line(f"l{number}", one.text, (number,)) for number, one in enumerate(passages, start=1))
    return Material(
        id="a",
        kind=MaterialKind.ANSWER,
        language=Language.EN,
        title=None,
        question_used="a part",
        written_by=WrittenBy.EXTRACT,
        blocks=(Block(BlockStyle.BULLETS, lines, heading=heading),),
        citations=cite(passages),
        related=tuple(Related("guide.en", anchor, anchor) for anchor in related),
    )


def shown(material: Material) -> list[tuple[str | None, list[tuple[str, str, tuple[int, ...]]]]]:
    return [
        (block.heading, [(line.id, line.text, line.citations) for line in block.lines]) for block in material.blocks
    ]


def test_each_answer_stands_under_its_heading_and_numbers_run_through() -> None:
    made = joined("both?", [answer(BRING), answer(COUNT, ASK, heading="Own")], [])
    assert shown(made) == [
        ("Tools", [("l1", "Bring samples.", (1,))]),
        ("Own", [("l2", "Count the boxes.", (2,)), ("l3", "Ask for the money.", (3,))]),
    ]
    assert [(one.number, one.quote) for one in made.citations] == [
        (1, "Bring samples."), (2, "Count the boxes."), (3, "Ask for the money.")
    ]  # fmt: skip
    assert made.question_used == "both?"


def test_what_both_say_is_said_once() -> None:
    made = joined("both?", [answer(BRING, COUNT), answer(COUNT, ASK)], [])
    assert [line.text for block in made.blocks for line in block.lines] == [BRING.text, COUNT.text, ASK.text]
    assert [one.number for one in made.citations] == [1, 2, 3]


def test_an_answer_that_another_has_given_leaves_nothing_behind() -> None:
    made = joined("both?", [answer(BRING), answer(BRING)], [])
    assert shown(made) == [("Tools", [("l1", "Bring samples.", (1,))])]


def test_one_answer_needs_no_heading_and_names_what_is_missing() -> None:
    made = joined("both?", [answer(BRING)], ["how do I bake bread?"])
    assert shown(made) == [(None, [("l1", "Bring samples.", (1,))])]
    assert made.uncovered == ("how do I bake bread?",)


def test_what_is_told_is_not_suggested_again() -> None:
    first, second = answer(BRING, related=("stock", "pay", "funnel")), answer(COUNT, related=("pay", "man", "goals"))
    assert [one.anchor for one in joined("both?", [first, second], []).related] == ["pay", "funnel", "man"]
