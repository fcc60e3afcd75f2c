from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document

from kb.errors import RenderError
from kb.renderers import FileForm, render, word
from kb.types import Language, Material, MaterialKind
from tests.kb.renderers import samples
from tests.kb.renderers.reading import asked, missing, said

pytestmark = pytest.mark.integration

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def xml(data: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(BytesIO(data)).read(f"word/{name}.xml"))


def text_of(data: bytes, name: str = "document") -> str:
    return "".join(part.text or "" for part in xml(data, name).iter(f"{W}t"))


def headings(data: bytes) -> Iterator[tuple[str, str]]:
    document: Any = Document(BytesIO(data))
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith(("Heading", "Title")):
            yield paragraph.style.name, paragraph.text


@pytest.mark.parametrize(("name", "material"), samples.every(), ids=samples.name_of)
def test_everything_is_said(name: str, material: Material) -> None:
    data = render(material, FileForm.DOCX)
    assert missing(said(material) + asked(material), text_of(data)) == []
    assert next(headings(data)) == ("Title", material.title or material.question_used)


def test_check_boxes_can_be_clicked() -> None:
    material = samples.checklist(Language.ZH)
    lines = sum(len(block.lines) for block in material.blocks)
    assert len(list(xml(render(material, FileForm.DOCX), "document").iter(f"{W14}checkbox"))) == lines


def test_sources_are_footnotes_one_a_section_and_block() -> None:
    material = samples.checklist(Language.EN)
    data = render(material, FileForm.DOCX)
    references = list(xml(data, "document").iter(f"{W}footnoteReference"))
    assert len(references) == len(material.blocks)
    notes = text_of(data, "footnotes")
    assert "[1] [2] [3]" in notes
    assert "Visiting a dealer who owes us money › Step 1: preparation" in notes
    assert all(f"[{citation.number}]" in notes for citation in material.citations)


def test_footnotes_are_numbered_through_and_the_footer_is_of_one_size() -> None:
    data = render(samples.training(Language.BG), FileForm.DOCX)
    assert not list(xml(data, "document").iter(f"{W}numRestart"))
    document: Any = Document(BytesIO(data))
    # A program that fills in the page's number takes the paragraph's size for it, not the run's.
    assert document.sections[0].footer.paragraphs[0].style.font.size.pt == 8.5


def test_what_follows_a_check_box_hangs() -> None:
    data = render(samples.checklist(Language.BG), FileForm.DOCX)
    boxes = [part for part in xml(data, "document").iter(f"{W}p") if part.find(f"{W}sdt") is not None]
    assert boxes
    for paragraph in boxes:
        following = list(paragraph)[list(paragraph).index(paragraph.find(f"{W}sdt")) + 1]  # type: ignore[arg-type]
        assert following.find(f"{W}tab") is not None


def test_the_agenda_is_a_table_and_headings_have_ranks() -> None:
    data = render(samples.training(Language.EN), FileForm.DOCX)
    document: Any = Document(BytesIO(data))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["Part", "Time"]
    assert rows[1] == ["Opening", "5 min"]
    assert rows[-1] == ["Total", "60 min"]
    found = list(headings(data))
    assert ("Heading 1", "Role-play") in found
    assert ("Heading 2", "The observer's sheet") in found
    assert [text for style, text in found if style == "Heading 1"][-3:] == ["Quiz", "Answer key", "Sources"]
    new_pages = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert "Key points" in new_pages


@pytest.mark.parametrize(("language", "face"), [("zh", "Microsoft YaHei"), ("ko", "Malgun Gothic"), ("bg", "Calibri")])
def test_the_text_is_set_in_a_face_of_its_script(language: str, face: str) -> None:
    data = render(samples.role(Language(language)), FileForm.DOCX)
    document: Any = Document(BytesIO(data))
    fonts = document.styles["Heading 1"].element.rPr.rFonts
    assert fonts.get(f"{W}eastAsia") == face


@pytest.mark.parametrize("kind", [MaterialKind.TRAINING_MODULE, MaterialKind.CHECKLIST])
def test_hostile_text_is_only_text(kind: MaterialKind) -> None:
    material = samples.hostile(kind)
    data = render(material, FileForm.DOCX)
    assert missing(said(material) + asked(material), text_of(data)) == []
    archive = zipfile.ZipFile(BytesIO(data))
    assert not [name for name in archive.namelist() if "media" in name]
    relations = archive.read("word/_rels/document.xml.rels").decode()
    assert 'TargetMode="External"' not in relations
    assert "root:" not in text_of(data)


def test_links_lead_to_the_page_where_it_is_known() -> None:
    data = render(samples.answer(Language.EN), FileForm.DOCX, page="http://127.0.0.1:8501")
    relations = zipfile.ZipFile(BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    assert "http://127.0.0.1:8501/?document=reseller-visit-preparation.en&amp;start=10" in relations


def test_a_tree_that_pandoc_refuses_is_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "tree_of", lambda sheet: {"blocks": [{"t": "Nonsense"}]})
    with pytest.raises(RenderError, match="pandoc"):
        render(samples.answer(Language.EN), FileForm.DOCX)


def test_a_question_stays_together_on_a_page() -> None:
    document: Any = Document(BytesIO(render(samples.training(Language.BG), FileForm.DOCX)))
    held = [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs]
    texts = [paragraph.text for paragraph in document.paragraphs]
    headed = [paragraph.style.name.startswith("Heading") for paragraph in document.paragraphs]
    (start,) = [place for place, text in enumerate(texts) if headed[place] and text.endswith(" 1")]
    end = next(place for place in range(start + 1, len(texts)) if headed[place])
    assert end - start > 2
    assert all(held[start : end - 1])
    assert not held[end - 1]


def test_a_match_and_a_card_stay_together_and_the_quiz_begins_a_page() -> None:
    made = samples.training(Language.EN)
    document: Any = Document(BytesIO(render(made, FileForm.DOCX)))
    match = document.tables[-1]
    *rows, last = [[one for cell in row.cells for one in cell.paragraphs] for row in match.rows]
    assert all(one.paragraph_format.keep_with_next for row in rows for one in row)
    assert not any(one.paragraph_format.keep_with_next for one in last)
    before = document.paragraphs[[one._p for one in document.paragraphs].index(match._tbl.getprevious())]
    assert before.paragraph_format.keep_with_next
    held = {one.text: one.paragraph_format.keep_with_next for one in document.paragraphs}
    assert held["The numbers in square brackets name the sources."]
    texts = [one.text for one in document.paragraphs]
    start = texts.index("The observer's sheet")
    kept = [one.paragraph_format.keep_with_next for one in document.paragraphs[start : start + 4]]
    assert kept[:-1] == [True] * 3
    new_pages = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert new_pages[-2:] == ["Quiz", "Answer key"]


def test_every_style_is_based_on_one_that_there_is() -> None:
    styles = xml(render(samples.role(Language.BG), FileForm.DOCX), "styles")
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    assert {base.get(f"{W}val") for base in styles.iter(f"{W}basedOn")} <= known
