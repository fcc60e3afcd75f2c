"""A sheet as a Word document: pandoc makes it, python-docx gives it fonts, a page number and its properties."""

from __future__ import annotations

import json
import re
import tempfile
from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import RenderError
from kb.renderers.archives import timeless
from kb.renderers.pandoc_tree import TAGS, tree_of
from kb.renderers.sheet import Sheet
from kb.types import Language

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import TypeGuard

    from docx.document import Document
    from docx.oxml.text.font import CT_RPr
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

# What Word and LibreOffice have or replace by a like one; each face carries its own script.
_EAST_ASIAN = {
    Language.ZH: "Microsoft YaHei",
    Language.KO: "Malgun Gothic",
    Language.BG: "Calibri",
    Language.EN: "Calibri",
}
_LATIN = "Calibri"
# Points before and after a paragraph.
_SPACES = {
    "Title": (0, 4),
    "Subtitle": (0, 10),
    "Heading 1": (16, 5),
    "Heading 2": (12, 4),
    "Check": (0, 4),
    "Source": (0, 4),
    "Footnote Text": (0, 1),
}
_AFTER_BORDERS = ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
_INK, _ACCENT, _SOFT = "1B2430", "0B5C76", "56616F"


def to_word(sheet: Sheet) -> bytes:
    """The sheet as .docx: heading styles, check boxes to click, footnotes; raises RenderError where pandoc fails."""
    return _finished(_converted(json.dumps(tree_of(sheet))), sheet)


def _converted(tree: str) -> bytes:
    import pypandoc

    with tempfile.TemporaryDirectory(prefix="fieldcoach-") as folder:
        made = Path(folder) / "sheet.docx"
        try:
            pypandoc.convert_text(
                tree, "docx", format="json", outputfile=str(made), extra_args=["--sandbox", "--quiet"]
            )
        except (RuntimeError, OSError) as error:
            raise RenderError(f"pandoc made no document: {error}") from error
        return made.read_bytes()


def _finished(made: bytes, sheet: Sheet) -> bytes:
    import docx
    from docx.shared import Mm

    document = docx.Document(BytesIO(made))
    _set_styles(document, sheet.language)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(20)
        _number_pages(section.footer.paragraphs[0], sheet)
        _number_notes_through(section)
    for table in document.tables:
        _rule(table)
    _part_from_agenda(document)
    _begin_pages(document, {sheet.labels.quiz, sheet.labels.key} if sheet.quiz else frozenset())
    _hold_together(document, {asked.heading for asked in sheet.quiz} | _cards(sheet))
    _hold_list_of_sources(document, sheet.labels.numbers)
    properties = document.core_properties
    properties.title, properties.subject = sheet.title[:255], sheet.kind_name
    properties.author, properties.language = "Fieldcoach", TAGS[sheet.language]
    out = BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def _set_styles(document: Document, language: Language) -> None:
    """Sizes in points; colours as in the page."""
    from docx.enum.style import WD_STYLE_TYPE

    sizes = {
        "Normal": (10.5, _INK),
        "Body Text": (10.5, _INK),
        "First Paragraph": (10.5, _INK),
        "Compact": (10.5, _INK),
        "Title": (22, _INK),
        "Subtitle": (11, _ACCENT),
        "Heading 1": (15, _INK),
        "Heading 2": (12, _ACCENT),
        "Footnote Text": (8.5, _SOFT),
        "Footer": (8.5, _SOFT),
        "Check": (10.5, _INK),
        "Source": (9, _SOFT),
    }
    # pandoc has none: the footer's numbers would be as large as the text.
    footer = document.styles.add_style("Footer", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    footer.style_id = "Footer"
    for name, (size, colour) in sizes.items():
        if name in document.styles:
            _set_style(document.styles[name], size, colour, language)
    _set_default_fonts(document, language)
    _drop_missing_bases(document)


def _drop_missing_bases(document: Document) -> None:
    """Take out what a style of pandoc's (Table) says to be based on and that there is not: strict readers object."""
    from docx.oxml.ns import qn

    styles = document.styles.element
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    for base in list(styles.iter(qn("w:basedOn"))):
        if base.get(qn("w:val")) not in known:
            base.getparent().remove(base)


def _set_style(style: ParagraphStyle, size: float, colour: str, language: Language) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    name = style.name or ""
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    _set_fonts(style.element.get_or_add_rPr(), language)
    shape = style.paragraph_format
    if name == "Title" or name.startswith("Heading"):
        style.font.bold = True
    if name in {"Title", "Subtitle"}:
        shape.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if name.startswith("Heading"):
        shape.keep_with_next = True
    if name == "Check":
        shape.left_indent, shape.first_line_indent = Pt(18), Pt(-18)
    before, after = _SPACES.get(name, (None, None))
    if before is not None and after is not None:
        shape.space_before, shape.space_after = Pt(before), Pt(after)


def _set_default_fonts(document: Document, language: Language) -> None:
    from docx.oxml.ns import qn

    for properties in document.styles.element.iter(qn("w:rPrDefault")):
        _set_fonts(properties.find(qn("w:rPr")), language)


def _set_fonts(properties: CT_RPr, language: Language) -> None:
    """Names the fonts outright: theme fonts for East Asian text depend on the reader's own edition of Word."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _LATIN)
    fonts.set(qn("w:eastAsia"), _EAST_ASIAN[language])


def _number_pages(paragraph: Paragraph, sheet: Sheet) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in _fields(sheet.labels.page):
        run = paragraph.add_run("" if text.startswith("{") else text)
        if text.startswith("{"):
            _insert_field(run, "PAGE" if text == "{page}" else "NUMPAGES")


def _number_notes_through(section: Section) -> None:
    """One row of numbers: pandoc restarts them at each section, LibreOffice at each heading, twice on one page."""
    from docx.oxml.ns import qn

    for notes in section._sectPr.findall(qn("w:footnotePr")):
        section._sectPr.remove(notes)


def _fields(phrase: str) -> list[str]:
    """A phrase with the fields {page} and {pages}, cut at them."""
    return [text for text in re.split(r"(\{\w+\})", phrase) if text]


def _insert_field(run: Run, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = code
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _part_from_agenda(document: Document) -> None:
    """Begin a page with what is taught: the agenda is the trainer's, and a heading behind it may stay there alone."""
    from docx.text.paragraph import Paragraph as Drawn

    parts = list(document.iter_inner_content())
    for before, after in pairwise(parts):
        if isinstance(before, Drawn) or not isinstance(after, Drawn):
            continue
        if after.style is not None and after.style.name == "Heading 1":
            after.paragraph_format.page_break_before = True


def _begin_pages(document: Document, headings: Collection[str]) -> None:
    """Begin a page with the quiz, which is handed out, and with its key, which is not."""
    for paragraph in document.paragraphs:
        if _is_heading(paragraph) and paragraph.text in headings:
            paragraph.paragraph_format.page_break_before = True


def _cards(sheet: Sheet) -> set[str]:
    return {one.heading for part in sheet.parts if part.key == "role_play" for one in part.blocks if one.heading}


def _hold_list_of_sources(document: Document, said: str) -> None:
    """What leads over to the list of sources goes with it to the next page."""
    for paragraph in document.paragraphs:
        if paragraph.text == said:
            paragraph.paragraph_format.keep_with_next = True


def _hold_together(document: Document, headings: Collection[str]) -> None:
    """A question stays on a page with all that there is to choose from, and a card, which is handed out, whole."""
    held = False
    for before, after in pairwise(document.iter_inner_content()):
        if _is_heading(before):
            held = before.text in headings
        if not held:
            continue
        *rows, last = _lines_of(before)
        for paragraph in chain(*rows, () if _is_heading(after) else last):
            paragraph.paragraph_format.keep_with_next = True


def _is_heading(part: Paragraph | Table) -> TypeGuard[Paragraph]:
    from docx.table import Table as Drawn

    if isinstance(part, Drawn) or part.style is None:
        return False
    return (part.style.name or "").startswith("Heading")


def _lines_of(part: Paragraph | Table) -> list[list[Paragraph]]:
    """The paragraphs of each row of a table; a paragraph is one row."""
    from docx.table import Table as Drawn

    if not isinstance(part, Drawn):
        return [[part]]
    return [[paragraph for cell in row.cells for paragraph in cell.paragraphs] for row in part.rows]


def _rule(table: Table) -> None:
    """Lines between the rows, and the whole width: pandoc's tables have neither."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "BBC4CE")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    # Word refuses a table whose properties stand in another order than its schema's.
    later = [part for part in properties if part.tag in {qn(f"w:{name}") for name in _AFTER_BORDERS}]
    if later:
        later[0].addprevious(borders)
    else:
        properties.append(borders)
