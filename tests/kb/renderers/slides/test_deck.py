from __future__ import annotations

import pytest

from kb.renderers.composing import compose
from kb.renderers.slides.deck import MOST_ROWS, Look, plan
from kb.types import Block, BlockStyle, Language, Line, Material, MaterialKind, WrittenBy
from kb.wording import Wording

pytestmark = pytest.mark.unit


def deck_of(*blocks: Block) -> Material:
    return Material("1", MaterialKind.TRAINING_MODULE, Language.EN, "Visits", "Visits", WrittenBy.EXTRACT, blocks, ())


def line(text: str) -> tuple[Line, ...]:
    return (Line("l1", text, ()),)


def test_a_slide_without_a_heading_of_its_own_goes_on_under_the_last_one() -> None:
    made = deck_of(
        Block(BlockStyle.PARAGRAPH, line("There are ten steps."), "key_points", "The ten steps"),
        Block(BlockStyle.STEPS, line("Prepare."), "key_points"),
        Block(BlockStyle.BULLETS, line("Bring samples."), "key_points", "Tools"),
    )
    slides = [slide for slide in plan(compose(made, Wording.load())) if slide.look is Look.TEXT]
    assert [slide.heading for slide in slides] == ["The ten steps (1 of 2)", "The ten steps (2 of 2)", "Tools"]
    assert {slide.kicker for slide in slides} == {"Key points"}


@pytest.mark.parametrize("intro", ["Ten steps:", "十个步骤："])
def test_what_leads_over_to_a_list_stands_on_its_slide(intro: str) -> None:
    made = deck_of(
        Block(BlockStyle.PARAGRAPH, line(intro), "key_points", "The ten steps"),
        Block(BlockStyle.STEPS, line("Prepare."), "key_points"),
        Block(BlockStyle.BULLETS, line("Bring samples."), "key_points", "Tools"),
    )
    first, second = (slide for slide in plan(compose(made, Wording.load())) if slide.look is Look.TEXT)
    assert [paragraph.text for paragraph in first.columns[0]] == [intro, "Prepare."]
    assert second.heading == "Tools"


@pytest.mark.parametrize(("segments", "rows"), [(10, [11]), (11, [12]), (12, [7, 6]), (16, [9, 8])])
def test_an_agenda_is_shared_out_evenly(segments: int, rows: list[int]) -> None:
    made = deck_of(*(Block(BlockStyle.BULLETS, line("Do it."), "agenda", f"Part {n}", 5) for n in range(segments)))
    tables = [slide for slide in plan(compose(made, Wording.load())) if slide.look is Look.TABLE]
    assert [len(slide.rows) for slide in tables] == rows
    assert max(rows) <= MOST_ROWS
    assert tables[-1].rows[-1] == ("Total", f"{5 * segments} min")


def test_slides_under_one_heading_are_counted_through() -> None:
    long = tuple(Line(f"l{n}", "Look at the sails and at the ropes. " * 8, ()) for n in range(4))
    made = deck_of(
        Block(BlockStyle.PARAGRAPH, line("There are two looks."), "key_points", "Looking"),
        Block(BlockStyle.BULLETS, long, "key_points"),
    )
    headings = [slide.heading for slide in plan(compose(made, Wording.load())) if slide.look is Look.TEXT]
    assert headings == [f"Looking ({n} of {len(headings)})" for n in range(1, len(headings) + 1)]
    assert len(headings) > 2
