from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from kb.generators.answer import Composer
from kb.types import BlockStyle, Evidence, Hit, Language, Material, Passage, PassageKind, Related
from tests.builders import hit, passage

pytestmark = pytest.mark.unit

INTRO = passage("Bring these tools:", place=1)
ITEMS = [passage(f"Tool **{name}**", place=2 + i, kind=PassageKind.ITEM) for i, name in enumerate("abcdef")]
OTHER = passage("An unnamed survey claims that tools help.", place=8)
SECTION = [INTRO, *ITEMS, OTHER]
STEPS = [
    passage(f"Step {name} of the count.", place=place, anchor="stock", kind=PassageKind.STEP, heading="Stock")
    for place, name in enumerate("abcdefgh", start=1)
]
TOOLS = [f"Tool {name}" for name in "abcdef"]
Texts = list[tuple[BlockStyle, list[str]]]


def known(tokens: Collection[str]) -> Collection[str]:
    """Everything but what begins with x."""
    return [token for token in tokens if not token.startswith("x")]


def write(*hits: Hit, question: str = "Tell me", beside: Sequence[Sequence[Hit]] = ()) -> Material:
    sections = {"tools": SECTION, "stock": STEPS}
    related = (Related("guide.en", "stock", "Stock"), Related("guide.en", "pay", "Pay"))
    evidence = Evidence(question, Language.EN, hits, related, tuple(map(tuple, beside)))
    return given(Composer(lambda document, anchor: sections[anchor], known).compose(evidence, "used?"))


def given(material: Material | None) -> Material:
    assert material is not None
    return material


def texts(material: Material) -> Texts:
    return [(block.style, [line.text for line in block.lines]) for block in material.blocks]


def test_a_question_for_the_section_gets_its_whole_list() -> None:
    material = write(hit(ITEMS[2], 0.9, asked=0.8), hit(INTRO, 0.8, asked=0.8))
    assert texts(material) == [
        (BlockStyle.PARAGRAPH, ["Bring these tools:"]),
        (BlockStyle.BULLETS, TOOLS),
        (BlockStyle.PARAGRAPH, [OTHER.text]),
    ]
    assert material.question_used == "used?"


def test_a_question_for_a_passage_gets_it_alone() -> None:
    assert texts(write(hit(OTHER, 0.9, asked=0.8), hit(ITEMS[0], 0.5, asked=0.4))) == [
        (BlockStyle.PARAGRAPH, [OTHER.text])
    ]


def test_items_of_another_list_are_no_companions() -> None:
    material = write(hit(OTHER, 0.9, asked=0.8), hit(ITEMS[0], 0.88, asked=0.7), hit(ITEMS[1], 0.87, asked=0.6))
    assert texts(material) == [(BlockStyle.PARAGRAPH, [OTHER.text])]


def test_an_introduction_is_followed_by_what_it_introduces() -> None:
    material = write(hit(INTRO, 0.9, asked=0.8), hit(OTHER, 0.2, asked=0.1))
    assert texts(material) == [(BlockStyle.PARAGRAPH, ["Bring these tools:"]), (BlockStyle.BULLETS, TOOLS)]


def test_every_line_is_its_quote_without_markdown_and_cites_it() -> None:
    material = write(hit(ITEMS[0], 0.9, asked=0.8), hit(ITEMS[1], 0.1, asked=0.2))
    (block,) = material.blocks
    (line,) = block.lines
    (citation,) = material.citations
    assert line.text == "Tool a"
    assert line.citations == (1,) == (citation.number,)
    assert citation.quote == "Tool **a**"


def test_steps_out_of_their_order_are_not_numbered() -> None:
    found = write(hit(STEPS[3], 0.9, asked=0.8), hit(STEPS[1], 0.2, asked=0.1))
    assert texts(found) == [(BlockStyle.BULLETS, [STEPS[3].text])]
    whole = write(hit(STEPS[3], 0.9, asked=0.8), hit(STEPS[1], 0.8, asked=0.8), question="How do I count?")
    assert texts(whole) == [(BlockStyle.STEPS, [step.text for step in STEPS])]


def test_two_sections_found_as_well_stand_under_their_headings() -> None:
    material = write(hit(OTHER, 0.9, asked=0.8), beside=[[hit(STEPS[2], 0.85, asked=0.7)]])
    assert [block.heading for block in material.blocks] == ["Tools", "Stock"]
    assert [citation.number for citation in material.citations] == [1, 2]
    assert [one.anchor for one in material.related] == ["pay"], "what was told is no suggestion"


def test_a_section_found_much_worse_stays_away() -> None:
    material = write(hit(OTHER, 0.9, asked=0.8), beside=[[hit(STEPS[2], 0.5, asked=0.7)]])
    assert [block.heading for block in material.blocks] == [None]


def test_a_section_found_nearly_as_well_says_what_comes_first() -> None:
    material = write(
        hit(OTHER, 0.9, asked=0.8), beside=[[hit(STEPS[2], 0.65, asked=0.7), hit(STEPS[5], 0.3, asked=0.2)]]
    )
    assert texts(material)[1:] == [(BlockStyle.BULLETS, [STEPS[2].text])]


def test_a_bare_item_of_a_section_found_nearly_as_well_adds_nothing() -> None:
    material = write(hit(STEPS[2], 0.9, asked=0.8), beside=[[hit(ITEMS[1], 0.65, asked=0.7)]])
    assert texts(material) == [(BlockStyle.BULLETS, [STEPS[2].text])]


def test_a_comparison_is_answered_by_both_sides() -> None:
    sides = {"question": "How do tools differ from stock?", "beside": [[hit(STEPS[2], 0.6, asked=0.7)]]}
    material = write(hit(OTHER, 0.9, asked=0.8), **sides)  # type: ignore[arg-type]
    assert [block.heading for block in material.blocks] == ["Tools", "Stock"]


def test_and_then_is_answered_by_the_next_step() -> None:
    material = write(hit(STEPS[3], 0.9, asked=0.8), hit(STEPS[1], 0.2, asked=0.1), question="And after that?")
    assert texts(material) == [(BlockStyle.BULLETS, [STEPS[4].text])]


def test_a_section_that_is_gone_leaves_what_was_found() -> None:
    stray = passage("All that is left.", anchor="gone")
    evidence = Evidence("?", Language.EN, (hit(stray, 0.9, asked=0.8),), ())
    material = given(Composer(lambda document, anchor: [], known).compose(evidence, "?"))
    assert texts(material) == [(BlockStyle.PARAGRAPH, ["All that is left."])]
    assert isinstance(stray, Passage)


def answered(question: str, *hits: Hit) -> bool:
    composer = Composer(lambda document, anchor: SECTION, known)
    return composer.compose(Evidence(question, Language.EN, hits, (), ()), question) is not None


def test_what_the_section_lacks_by_the_question_s_form_is_not_talked_around() -> None:
    assert answered("Which tools?", hit(INTRO, 0.9, asked=0.8))
    assert not answered("How long does it take?", hit(INTRO, 0.9, asked=0.8))
    assert not answered("Which software do I keep it in?", hit(INTRO, 0.9, asked=0.8))


def test_a_term_that_no_text_has_is_not_explained_by_what_is_near_to_it() -> None:
    assert not answered("What is XYZ?", hit(INTRO, 0.9, asked=0.8))
    assert answered("What is a tool?", hit(INTRO, 0.9, asked=0.8))


def test_an_item_says_neither_why_nor_which() -> None:
    assert not answered("Why do I bring b?", hit(ITEMS[1], 0.9, asked=0.8))
    assert not answered("Which kind of b?", hit(ITEMS[1], 0.9, asked=0.8))
    assert answered("What do I bring?", hit(ITEMS[1], 0.9, asked=0.8))
    assert answered("Why do I bring b?", hit(OTHER, 0.9, asked=0.8))
