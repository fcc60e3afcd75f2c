from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation

from kb.renderers import FileForm, render
from kb.renderers.cleaning import one_line
from kb.renderers.composing import compose
from kb.types import Language, Material, MaterialKind
from kb.wording import Wording
from tests.kb.renderers import samples
from tests.kb.renderers.reading import asked, bare, missing, said

pytestmark = pytest.mark.integration

DECKS = [(name, material) for name, material in samples.every() if name.startswith(("checklist", "training"))]
POINT = 12700


def deck_of(material: Material) -> Any:
    return Presentation(BytesIO(render(material, FileForm.PPTX)))


def texts_of(slide: Any) -> list[str]:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    found += [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return found


def whole(deck: Any) -> str:
    """What slides show, without the numbers of sources, so that a line cut over two slides is whole again."""
    runs = [
        run.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame and shape != slide.shapes.title
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if not run.text.startswith("\u00a0[")
    ]
    return "\n".join(runs)


@pytest.mark.parametrize(("name", "material"), DECKS, ids=samples.name_of)
def test_everything_is_shown(name: str, material: Material) -> None:
    deck = deck_of(material)
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide)
    titles = "\n".join(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert missing(said(material), whole(deck)) == []
    assert missing(asked(material), whole(deck) + titles + notes) == []
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    assert all(bare(slide.shapes.title.text_frame.text) for slide in deck.slides)


def test_answers_stand_in_the_notes_and_not_on_the_slides() -> None:
    material = samples.training(Language.EN)
    deck = deck_of(material)
    questions = [slide for slide in deck.slides if "Quiz" in texts_of(slide) or "Question 5" in texts_of(slide)]
    assert len(questions) >= len(material.quiz)
    for slide in questions:
        notes = slide.notes_slide.notes_text_frame.text
        assert notes.startswith("Answer: ")
        assert "Explanation: " in notes
        assert not any("Explanation" in text for text in texts_of(slide))


def test_sizes_can_be_read_and_boxes_stay_on_the_slide() -> None:
    for material in (samples.training(Language.BG), samples.hostile(), samples.checklist(Language.ZH, 4)):
        deck = deck_of(material)
        for slide in deck.slides:
            for shape in slide.shapes:
                assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
                assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height
                if shape.is_placeholder and shape.has_text_frame and shape != slide.shapes.title:
                    sizes = [run.font.size for one in shape.text_frame.paragraphs for run in one.runs]
                    assert all(size >= 11 * POINT for size in sizes)


def test_every_line_keeps_its_numbers() -> None:
    deck = deck_of(samples.checklist(Language.KO))
    shown = "\n".join(text for slide in deck.slides for text in texts_of(slide))
    for number in range(1, len(samples.checklist(Language.KO).citations) + 1):
        assert f"[{number}]" in shown


def test_hostile_text_is_only_text() -> None:
    material = samples.hostile(MaterialKind.CHECKLIST)
    deck = deck_of(material)
    assert missing([one_line(text) for text in samples.HOSTILE], whole(deck)) == []
    assert compose(material, Wording.load()).title == deck.core_properties.title[:255]
    for slide in deck.slides:
        assert all(not relation.is_external for relation in slide.part.rels.values())


def test_all_rows_of_an_agenda_are_of_one_size() -> None:
    made = samples.training(Language.BG)
    named = [block for block in made.blocks if block.key == "agenda"]
    longer = replace(named[1], heading="Степени A, B и C на потенциалните клиенти и правилото за парите и правото")
    blocks = tuple(longer if block is named[1] else block for block in made.blocks)
    sizes = {
        run.font.size
        for slide in deck_of(replace(made, blocks=blocks)).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert len(sizes) == 1


def test_the_number_of_a_source_is_not_left_alone_on_a_line() -> None:
    for slide in deck_of(samples.checklist(Language.ZH)).slides:
        for shape in (shape for shape in slide.shapes if shape.has_text_frame):
            for paragraph in shape.text_frame.paragraphs:
                assert paragraph._p.pPr is None or paragraph._p.pPr.get("hangingPunct") in {None, "0"}
                numbers = [run.text for run in paragraph.runs[1:]]
                assert all(text.startswith("\u00a0[") for text in numbers)
                assert not numbers or paragraph._p.pPr.get("hangingPunct") == "0"
