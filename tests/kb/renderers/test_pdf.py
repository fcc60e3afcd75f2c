from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from importlib.resources import files
from io import BytesIO

import pypdfium2
import pytest

from kb.errors import RenderError
from kb.renderers import FileForm, pdf, render
from kb.types import Block, BlockStyle, Language, Line, Material, MaterialKind
from tests.kb.renderers import samples
from tests.kb.renderers.reading import asked, missing, pdf_pages, pdf_text, pdf_texts, said

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(("name", "material"), samples.every(), ids=samples.name_of)
def test_everything_is_said_and_every_letter_has_its_shape(name: str, material: Material) -> None:
    data = render(material, FileForm.PDF)
    assert missing(said(material) + asked(material), pdf_text(data)) == []
    fonts = set(re.findall(rb"/BaseFont\s*/([\w+-]+)", data))
    assert fonts
    assert all(re.match(rb"[A-Z]{6}\+NotoSansCJK", font) for font in fonts), fonts


@pytest.mark.parametrize("language", Language)
def test_a_checklist_is_printed_on_one_page_with_its_sources_behind_it(language: Language) -> None:
    material = samples.checklist(language)
    assert pdf_pages(render(material, FileForm.PDF)) <= 2
    short = replace(material, blocks=material.blocks[:2], citations=material.citations[:15])
    assert pdf_pages(render(short, FileForm.PDF)) == 1


def test_a_checklist_that_fits_no_page_runs_on_at_full_size() -> None:
    assert pdf_pages(render(samples.checklist(Language.EN, 6), FileForm.PDF)) > 4


@pytest.mark.parametrize("kind", [MaterialKind.TRAINING_MODULE, MaterialKind.CHECKLIST])
def test_hostile_text_is_only_text(kind: MaterialKind) -> None:
    material = samples.hostile(kind)
    text = pdf_text(render(material, FileForm.PDF))
    assert missing(said(material), text) == []
    assert "root:" not in text


def test_signs_that_the_font_lacks_come_from_another_that_is_packaged() -> None:
    maker = samples.Maker(Language.EN)
    line = maker.line("☐ open ☑ done ⟨x⟩", samples.Section("a", "A", ()))
    data = render(maker.material(MaterialKind.ANSWER, [Block(BlockStyle.PARAGRAPH, (line,))]), FileForm.PDF)
    assert "☐" in pdf_text(data)


def test_links_lead_to_the_page_where_it_is_known() -> None:
    material = samples.answer(Language.EN)
    assert b"http://127.0.0.1:8501/?document=" in render(material, FileForm.PDF, page="http://127.0.0.1:8501")
    assert b"/URI" not in render(material, FileForm.PDF)


def test_a_missing_font_is_an_error_and_not_a_page_of_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[])
    monkeypatch.setattr(pdf, "_fonts", lambda: none)
    with pytest.raises(RenderError, match="unknown font family"):
        render(samples.answer(Language.ZH), FileForm.PDF)


def test_a_font_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_FONT_PACKAGE", "no_such_fonts")
    pdf._fonts.cache_clear()
    try:
        with pytest.raises(RenderError, match="no_such_fonts"):
            render(samples.answer(Language.ZH), FileForm.PDF)
    finally:
        pdf._fonts.cache_clear()


def test_the_template_reads_no_file() -> None:
    template = files("kb.renderers").joinpath("templates", "sheet.typ").read_text(encoding="utf-8")
    assert not re.search(r"#(import|include)|\b(read|image|eval|plugin|yaml|csv|toml)\(", template)


def test_a_card_and_what_leads_over_to_a_list_are_not_torn_apart() -> None:
    def module(before: int) -> Material:
        def lines(*texts: str) -> tuple[Line, ...]:
            return tuple(Line(text, text, ()) for text in texts)

        filling = lines(*(f"Filling {number}." for number in range(before)))
        blocks = (
            Block(BlockStyle.BULLETS, filling, "key_points", "Filling"),
            Block(BlockStyle.PARAGRAPH, lines("Now the list:"), "key_points", "List"),
            Block(BlockStyle.BULLETS, lines(*(f"Item {number}." for number in range(5))), "key_points"),
            Block(BlockStyle.BULLETS, lines(*(f"Card {number}." for number in range(8))), "role_play", "A card"),
        )
        return replace(samples.training(Language.EN), blocks=blocks, quiz=(), citations=())

    for before in range(20, 40, 2):
        pages = pdf_texts(render(module(before), FileForm.PDF))
        assert [page.count("Card ") for page in pages if "Card " in page] == [8]
        assert all("Item 0" in page for page in pages if "Now the list" in page)


def test_the_total_of_an_agenda_stays_with_its_rows() -> None:
    def module(before: int) -> Material:
        goals = tuple(Line(str(number), f"Goal {number}.", ()) for number in range(before))
        rows = tuple(
            Block(BlockStyle.PARAGRAPH, (Line("say", "Say it.", ()),), "agenda", f"Piece {number}", 5)
            for number in range(13)
        )
        blocks = (Block(BlockStyle.BULLETS, goals, "objectives", "Goals"), *rows)
        return replace(samples.training(Language.EN), blocks=blocks, quiz=(), citations=())

    for before in range(4, 24, 2):
        pages = pdf_texts(render(module(before), FileForm.PDF))
        assert [("Agenda" in page, page.count("Piece ")) for page in pages if "65 min" in page] == [(True, 13)]


def test_korean_words_are_not_torn_apart() -> None:
    line = Line("k", "영업 관리자는 팀원을 지도합니다. " * 40, ())
    made = replace(samples.answer(Language.KO), blocks=(Block(BlockStyle.PARAGRAPH, (line,)),), citations=())
    lines = [text.strip() for text in pdf_text(render(made, FileForm.PDF)).splitlines()]
    said = [text for text in lines if "지도" in text]
    words = {"영업", "관리자는", "팀원을", "지도합니다."}
    assert len(said) > 5
    assert {word for text in said for word in text.split()} <= words


def test_the_bulgarian_letter_that_the_font_lacks_bears_its_accent_above_it() -> None:
    line = Line("b", "Парите ѝ са сигурни.", ())
    made = replace(samples.answer(Language.BG), blocks=(Block(BlockStyle.PARAGRAPH, (line,)),), citations=())
    document = pypdfium2.PdfDocument(BytesIO(render(made, FileForm.PDF)))
    page = document[0].get_textpage()
    text = page.get_text_range()
    assert "Парите ѝ са сигурни." in unicodedata.normalize("NFC", text)
    place = text.index("\u0300")
    left, _, right, top = page.get_charbox(place - 1)
    accent = page.get_charbox(place)
    assert left < accent[0] < accent[2] < right
    assert accent[1] >= top - 0.5
    document.close()
