from __future__ import annotations

import pytest

from kb.generators.answer import Composer, words
from kb.types import BlockStyle, Evidence, Hit, Language, Material, PassageKind
from tests.builders import hit, passage

pytestmark = pytest.mark.unit

INTRO = passage("Bring these tools:", place=1)
ITEMS = [passage(f"Tool **{name}**", place=2 + i, kind=PassageKind.ITEM) for i, name in enumerate("abcdef")]
OTHER = passage("An unnamed survey claims that tools help.", place=8)
SECTION = [INTRO, *ITEMS, OTHER]


def write(*hits: Hit) -> Material:
    evidence = Evidence("?", Language.EN, hits, ())
    return Composer(lambda document, anchor: SECTION).write(evidence, "used?")


def texts(material: Material) -> list[tuple[BlockStyle, list[str]]]:
    return [(block.style, [line.text for line in block.lines]) for block in material.blocks]


def test_a_question_for_the_section_gets_its_whole_list() -> None:
    material = write(hit(ITEMS[2], 0.9, asked=0.8), hit(INTRO, 0.8, asked=0.8))
    tools = [f"Tool {name}" for name in "abcdef"]
    assert texts(material) == [
        (BlockStyle.PARAGRAPH, ["Bring these tools:"]),
        (BlockStyle.BULLETS, tools),
        (BlockStyle.PARAGRAPH, [OTHER.text]),
    ]
    assert material.question_used == "used?"


def test_a_question_for_a_passage_gets_it_alone() -> None:
    assert texts(write(hit(OTHER, 0.9, asked=0.8), hit(ITEMS[0], 0.5, asked=0.4))) == [
        (BlockStyle.PARAGRAPH, [OTHER.text])
    ]


def test_what_stands_as_near_completes_it_and_the_answer_leads() -> None:
    material = write(hit(OTHER, 0.9, asked=0.8), hit(ITEMS[0], 0.88, asked=0.7), hit(ITEMS[1], 0.2, asked=0.1))
    assert texts(material) == [(BlockStyle.PARAGRAPH, [OTHER.text]), (BlockStyle.BULLETS, ["Tool a"])]


def test_an_introduction_is_followed_by_what_it_introduces() -> None:
    material = write(hit(INTRO, 0.9, asked=0.8), hit(OTHER, 0.2, asked=0.1))
    assert texts(material) == [
        (BlockStyle.PARAGRAPH, ["Bring these tools:"]),
        (BlockStyle.BULLETS, [f"Tool {name}" for name in "abcdef"]),
    ]


def test_every_line_is_its_quote_without_markdown_and_cites_it() -> None:
    material = write(hit(ITEMS[0], 0.9, asked=0.8), hit(ITEMS[1], 0.1, asked=0.2))
    (block,) = material.blocks
    (line,) = block.lines
    (citation,) = material.citations
    assert line.text == "Tool a"
    assert line.citations == (1,) == (citation.number,)
    assert citation.quote == "Tool **a**"


def test_two_han_characters_read_like_a_word() -> None:
    assert words("拜访前准备样品", Language.ZH) == 3
    assert words("Bring two samples", Language.EN) == 3
