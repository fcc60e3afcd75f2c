"""Draws the planned slides with python-pptx: 16:9, real titles, real lists, notes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, cast

from kb.errors import RenderError
from kb.renderers.archives import timeless
from kb.renderers.sheet import Sheet
from kb.renderers.slides.deck import Look, Paragraph, Sign, Slide, plan
from kb.renderers.slides.drawing import (
    ACCENT,
    INK,
    MARGIN,
    SOFT,
    TAGS,
    TINT,
    WIDTH,
    bar,
    card,
    colour,
    place,
    short,
    sign,
    text_box,
    widen,
    write,
)
from kb.renderers.slides.filling import HEADING_LINES, HEADING_SIZES, HEADING_WIDTH
from kb.renderers.slides.text_size import lines

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.shapes.autoshape import Shape
    from pptx.slide import Slide as Page
    from pptx.table import _Cell as Cell

# Half-width characters: what is longer is cut on the slide, and stands whole in its notes.
_LONGEST, _FOOT_CHARS = 150, 220
_TEXT_WIDTH = WIDTH - 2 * MARGIN
_TOP, _ROOM = 126, 362
# A row of a table less tall than this, in points, has no room for 20-point letters.
_TALL = 34
_OPENING_SIZES = (44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0)
# The built-in template's layouts, by place.
_TITLE_LAYOUT, _CONTENT_LAYOUT, _HEADING_LAYOUT = 0, 1, 5


def to_slides(sheet: Sheet) -> bytes:
    """The sheet as .pptx; raises RenderError where python-pptx fails."""
    from pptx.exc import PythonPptxError

    try:
        return _Canvas(sheet).drawn()
    except PythonPptxError as error:
        raise RenderError(f"python-pptx made no deck: {error}") from error


class _Canvas:
    def __init__(self, sheet: Sheet) -> None:
        import pptx

        self.sheet = sheet
        self.deck: Presentation = pptx.Presentation()
        widen(self.deck)
        properties = self.deck.core_properties
        properties.title, properties.subject = sheet.title[:255], sheet.kind_name
        properties.author, properties.language = "Fieldcoach", TAGS[sheet.language]

    def drawn(self) -> bytes:
        for number, slide in enumerate(plan(self.sheet), start=1):
            self._draw(slide, number)
        out = BytesIO()
        self.deck.save(out)
        return timeless(out.getvalue())

    def _draw(self, slide: Slide, number: int) -> None:
        if slide.look is Look.TITLE:
            page = self._page(_TITLE_LAYOUT)
            self._opening(page, slide)
        else:
            bodied = slide.look in {Look.TEXT, Look.CARD, Look.SOURCES}
            page = self._page(_CONTENT_LAYOUT if bodied else _HEADING_LAYOUT)
            self._heading(page, slide)
            self._body(page, slide)
            self._foot(page, slide, number)
        whole = [text for text in (slide.heading, *(row[0] for row in slide.rows)) if short(text, _LONGEST) != text]
        notes = "\n".join(filter(None, [*whole, slide.notes]))
        if notes and (frame := page.notes_slide.notes_text_frame):
            frame.text = notes

    def _page(self, layout: int) -> Page:
        return cast("Page", self.deck.slides.add_slide(self.deck.slide_layouts[layout]))

    def _opening(self, page: Page, slide: Slide) -> None:
        from pptx.enum.text import MSO_ANCHOR

        bar(page, MARGIN, 150, 8, 220)
        title, subtitle = cast("Shape", page.shapes.title), cast("Shape", page.placeholders[1])
        place(title, MARGIN + 24, 145, _TEXT_WIDTH - 24, 170)
        title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        place(subtitle, MARGIN + 24, 325, _TEXT_WIDTH - 24, 60)
        self._line(title, short(slide.heading, _LONGEST), _largest(slide.heading, _OPENING_SIZES, 820, 3), strong=True)
        self._line(subtitle, slide.kicker, 20, ACCENT)

    def _heading(self, page: Page, slide: Slide) -> None:
        title = cast("Shape", page.shapes.title)
        place(title, MARGIN, 42 if slide.kicker else 30, _TEXT_WIDTH, 76)
        size = _largest(slide.heading, HEADING_SIZES, HEADING_WIDTH, HEADING_LINES)
        self._line(title, short(slide.heading, _LONGEST), size, strong=True)
        if slide.kicker:
            self._line(text_box(page, MARGIN, 20, _TEXT_WIDTH, 22), short(slide.kicker, 120), 14, ACCENT)

    def _body(self, page: Page, slide: Slide) -> None:
        if slide.look is Look.TABLE:
            self._table(page, slide.rows)
        elif slide.look is Look.COLUMNS:
            half = (_TEXT_WIDTH - 24) / 2
            for index, column in enumerate(slide.columns):
                self._write(text_box(page, MARGIN + index * (half + 24), _TOP, half, _ROOM), column, slide.size)
        else:
            inset = 14 if slide.look is Look.CARD else 0
            if inset:
                card(page, _TOP - 6, _ROOM + 8)
            body = cast("Shape", page.placeholders[1])
            place(body, MARGIN + inset, _TOP, _TEXT_WIDTH - 2 * inset, _ROOM)
            self._write(body, slide.columns[0], slide.size, SOFT if slide.look is Look.SOURCES else INK)

    def _foot(self, page: Page, slide: Slide, number: int) -> None:
        from pptx.enum.text import PP_ALIGN

        if slide.foot:
            self._line(text_box(page, MARGIN, 496, _TEXT_WIDTH - 60, 34), short(slide.foot, _FOOT_CHARS), 11, SOFT)
        box = text_box(page, WIDTH - MARGIN - 50, 502, 50, 20)
        self._line(box, str(number), 11, SOFT)
        box.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def _table(self, page: Page, rows: Sequence[tuple[str, str]]) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        tall = min(38.0, 350 / len(rows))
        frame = page.shapes.add_table(len(rows), 2, Pt(MARGIN), Pt(_TOP), Pt(_TEXT_WIDTH), Pt(tall * len(rows)))
        table = frame.table
        table.first_row = False
        table.columns[0].width, table.columns[1].width = Pt(_TEXT_WIDTH - 150), Pt(150)
        total = (self.sheet.labels.total, self.sheet.total or "")
        sizes = (20.0, 18.0, 16.0, 14.0) if tall >= _TALL else (16.0, 14.0)
        # One size for all rows: a single small one looks like a mistake.
        size = min(_largest(text, sizes, _TEXT_WIDTH - 180, 1) for row in rows for text in row)
        for index, row in enumerate(rows):
            table.rows[index].height = Pt(tall)
            for column, text in enumerate(row):
                cell = table.cell(index, column)
                self._line(cell, short(text, _LONGEST), size, strong=row == total)
                cell.fill.solid()  # type: ignore[no-untyped-call]
                cell.fill.fore_color.rgb = colour("FFFFFF" if index % 2 else TINT)
            table.cell(index, 1).text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def _line(self, shape: Shape | Cell, text: str, size: float, ink: str = INK, *, strong: bool = False) -> None:
        self._write(shape, [Paragraph(text, Sign.NONE, self.sheet.language, strong=strong)], size, ink)

    def _write(self, shape: Shape | Cell, paragraphs: Sequence[Paragraph], size: float, ink: str = INK) -> None:
        frame = shape.text_frame
        frame.word_wrap = True
        for index, paragraph in enumerate(paragraphs):
            drawn = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            sign(drawn, paragraph, size)
            write(drawn, paragraph.text, size, ink, paragraph)
            for number in paragraph.citations:
                # A blank that does not break: a number alone on a line looks like a mistake.
                write(drawn, f"\u00a0[{number}]", max(size * 0.55, 11), ACCENT, paragraph)


def _largest(text: str, sizes: Sequence[float], room: float, most: int) -> float:
    """The largest size at which a text takes at most so many lines, or the smallest."""
    return next((size for size in sizes if lines(text, size, room) <= most), sizes[-1])
