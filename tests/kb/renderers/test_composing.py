from __future__ import annotations

from dataclasses import replace
from datetime import date
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import RenderError, UnsupportedFormat
from kb.renderers import FileForm, forms_of, render
from kb.renderers.cleaning import one_line
from kb.renderers.composing import compose
from kb.renderers.sheet import Sheet
from kb.types import (
    Block,
    BlockStyle,
    Language,
    Line,
    Material,
    MaterialKind,
    QuizAnswer,
    QuizItem,
    QuizType,
    WrittenBy,
)
from kb.wording import FilePhrase, Wording
from tests.kb.renderers import samples

pytestmark = pytest.mark.unit

WORDING = Wording.load()
SECTION = samples.Section("tools", "Tools", ())


def sheet_of(material: Material, page: str | None = None) -> Sheet:
    return compose(material, WORDING, page)


def with_item(item: QuizItem) -> Material:
    maker = samples.Maker(Language.EN)
    maker.line("Bring samples.", SECTION)
    return maker.material(MaterialKind.TRAINING_MODULE, (), quiz=(item,))


@pytest.mark.parametrize("phrase", FilePhrase)
def test_every_phrase_has_the_same_fields_in_every_language(phrase: FilePhrase) -> None:
    fields = {
        language: {name for _, name, _, _ in Formatter().parse(WORDING.phrase(phrase, language)) if name}
        for language in Language
    }
    assert len({frozenset(names) for names in fields.values()}) == 1


def test_the_words_of_files_stand_in_no_result() -> None:
    said = WORDING.phrase(FilePhrase.REVIEWED, Language.EN, date="2026-11-01")
    assert not WORDING.is_fixed(said, Language.EN)


def test_blocks_of_one_key_share_a_heading() -> None:
    parts = {part.key: part for part in sheet_of(samples.role(Language.EN)).parts}
    assert list(parts) == ["purpose", "responsibilities", "requirements", "measures"]
    assert parts["responsibilities"].heading == "Responsibilities"
    assert len(parts["responsibilities"].blocks) == 3
    assert all(block.heading for block in parts["responsibilities"].blocks)
    assert parts["purpose"].heading == "Purpose"
    assert parts["purpose"].blocks[0].heading is None


def test_a_single_block_lends_its_heading_to_the_part() -> None:
    block = Block(BlockStyle.CHECKS, (Line("a", "x", ()),), "before", "Before the visit")
    part = sheet_of(samples.Maker(Language.EN).material(MaterialKind.CHECKLIST, [block])).parts[0]
    assert (part.heading, part.blocks[0].heading) == ("Before the visit", None)


@pytest.mark.parametrize(
    ("key", "name"), [("ask", "План за посещение"), ("before", "Контролен списък"), (None, "Контролен списък")]
)
def test_a_file_of_a_play_is_no_checklist(key: str | None, name: str) -> None:
    block = Block(BlockStyle.CHECKS, (Line("a", "x", ()),), key)
    made = samples.Maker(Language.BG).material(MaterialKind.CHECKLIST, [block])
    assert sheet_of(made).kind_name == name


@pytest.mark.parametrize(("language", "total"), [("zh", "60 分钟"), ("ko", "60분"), ("bg", "60 мин"), ("en", "60 min")])
def test_the_agenda_adds_up(language: str, total: str) -> None:
    sheet = sheet_of(samples.training(Language(language)))
    agenda = next(part.agenda for part in sheet.parts if part.agenda)
    assert [row.minutes for row in agenda] == [5, 20, 10, 15, 10]
    assert sheet.total == total


def test_citations_of_a_section_are_one_source() -> None:
    material = samples.checklist(Language.EN)
    sheet = sheet_of(material)
    assert [mark.number for source in sheet.sources for mark in source.marks] == [
        one.number for one in material.citations
    ]
    assert len(sheet.sources) == 5
    assert sheet.sources[0].place == "Visiting a dealer who owes us money › Step 1: preparation"
    assert sheet.sources[0].notes == " (source in Korean, reviewed 2026-11-01, version 0123456789ab)"
    assert sheet.sources[-1].notes == " (quoted in Korean, machine-made: some-model-7b, version 0123456789ab)"


def test_a_quote_is_printed_only_where_no_line_says_it() -> None:
    maker = samples.Maker(Language.BG)
    line = maker.line("1. **Вземете** мостри.", SECTION, reviewed=date(2026, 1, 2))
    same = replace(line, text="Вземете мостри.")
    shown = maker.material(MaterialKind.ANSWER, [Block(BlockStyle.BULLETS, (replace(line, text="Друго."),))])
    assert sheet_of(shown).sources[0].marks[0].quote == "„1. **Вземете** мостри.“"
    maker.citations[0] = replace(maker.citations[0], quote="**Вземете** мостри.")
    hidden = maker.material(MaterialKind.ANSWER, [Block(BlockStyle.BULLETS, (same,))])
    assert sheet_of(hidden).sources[0].marks[0].quote is None


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (QuizItem("q", QuizType.CHOICE, "?", ("a", "b", "c"), 1, "e", (1,)), "B. b"),
        (QuizItem("q", QuizType.TRUE_FALSE, "?", (), False, "e", (1,)), "False"),
        (QuizItem("q", QuizType.ORDER, "?", ("a", "b", "c"), (2, 0, 1), "e", (1,)), "C → A → B"),
        (QuizItem("q", QuizType.MATCH, "?", ("a", "b", "x", "y", "z"), ((1, 2), (0, 4)), "e", (1,)), "1 – C, 2 – A"),
        (QuizItem("q", QuizType.GAP, "____?", (), ("one", "two"), "e", (1,)), "one / two"),
    ],
)
def test_the_key_says_the_answer(item: QuizItem, answer: str) -> None:
    assert sheet_of(with_item(item)).quiz[0].answer == answer


@pytest.mark.parametrize(
    ("kind", "answer"),
    [(QuizType.CHOICE, True), (QuizType.ORDER, 1), (QuizType.MATCH, 0), (QuizType.GAP, 3)],
)
def test_an_answer_of_another_type_is_an_error(kind: QuizType, answer: QuizAnswer) -> None:
    with pytest.raises(RenderError):
        sheet_of(with_item(QuizItem("q", kind, "?", ("a", "b"), answer, "e", (1,))))


def test_what_a_model_worded_is_marked() -> None:
    material = samples.answer(Language.EN)
    assert sheet_of(material).remark is None
    assert sheet_of(replace(material, written_by=WrittenBy.MODEL)).remark is not None


@given(st.text(st.characters(codec=None)))
def test_a_clean_text_is_one_line_that_xml_can_hold(text: str) -> None:
    clean = one_line(text)
    assert clean == one_line(clean)
    assert len(clean.splitlines()) <= 1
    clean.encode()
    assert not any(ord(char) < 32 for char in clean)


def test_which_forms_there_are() -> None:
    every = tuple(FileForm)
    assert forms_of(MaterialKind.TRAINING_MODULE) == every
    assert set(every) - set(forms_of(MaterialKind.CHECKLIST)) == {FileForm.GIFT}
    assert set(every) - set(forms_of(MaterialKind.ANSWER)) == {FileForm.GIFT, FileForm.PPTX}
    assert FileForm.of_suffix(".PPTX") is FileForm.PPTX
    assert FileForm.of_suffix(".exe") is None


def test_a_form_that_a_kind_does_not_come_in_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="markdown, html, docx, pdf") as caught:
        render(samples.role(Language.EN), FileForm.PPTX)
    assert caught.value.code == "unsupported_format"


def test_notes_on_a_source_are_set_as_its_language_sets_them() -> None:
    assert sheet_of(samples.checklist(Language.ZH)).sources[0].notes.startswith("（原始资料为韩文，审核日期 ")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("sales manager", "Sales manager"),
        ("търговец", "Търговец"),
        ("iPad sales", "iPad sales"),
        ("销售代表", "销售代表"),
        ("B2B sales", "B2B sales"),
    ],
)
def test_a_title_begins_with_a_capital(title: str, expected: str) -> None:
    assert sheet_of(replace(samples.role(Language.EN), title=title)).title == expected
