"""What python-pptx needs several calls for: boxes, shapes behind the text, list marks, runs in a language's face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.renderers.slides.deck import Paragraph, Sign
from kb.types import Language

if TYPE_CHECKING:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_AUTO_SHAPE_TYPE
    from pptx.presentation import Presentation
    from pptx.shapes.autoshape import Shape
    from pptx.slide import Slide as Page
    from pptx.text.text import _Paragraph as Drawn

# Points.
WIDTH, HEIGHT, MARGIN = 960, 540, 48
INK, ACCENT, SOFT, TINT, RULE = "1B2430", "0B5C76", "56616F", "EEF5F7", "C9D1DA"
TAGS = {Language.ZH: "zh-CN", Language.KO: "ko-KR", Language.BG: "bg-BG", Language.EN: "en-GB"}
_LATIN = "Calibri"
_EAST_ASIAN = {
    Language.ZH: "Microsoft YaHei",
    Language.KO: "Malgun Gothic",
    Language.BG: _LATIN,
    Language.EN: _LATIN,
}


def widen(deck: Presentation) -> None:
    """Make a deck 16:9: its 4:3 master and layouts grow with it, so that slides added by hand look right, too."""
    from pptx.util import Pt

    factor = Pt(WIDTH) / (deck.slide_width or Pt(WIDTH))
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.placeholders:
            left, top, wide, tall = shape.left, shape.top, shape.width, shape.height
            shape.left, shape.top, shape.width, shape.height = int(left * factor), top, int(wide * factor), tall


def place(shape: Shape, left: float, top: float, wide: float, tall: float) -> None:
    """Put a shape there, in points, its text at its top."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Pt

    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(wide), Pt(tall)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP


def text_box(page: Page, left: float, top: float, wide: float, tall: float) -> Shape:
    """An empty box for text, in points."""
    from pptx.util import Pt

    return page.shapes.add_textbox(Pt(left), Pt(top), Pt(wide), Pt(tall))


def bar(page: Page, left: float, top: float, wide: float, tall: float) -> None:
    """A bar in the accent's colour, in points."""
    from pptx.enum.shapes import MSO_SHAPE

    drawn = _behind(page, MSO_SHAPE.RECTANGLE, left, top, wide, tall)
    drawn.fill.fore_color.rgb = colour(ACCENT)
    drawn.line.fill.background()


def card(page: Page, top: float, tall: float) -> None:
    """A card as wide as the text, in points."""
    from pptx.enum.shapes import MSO_SHAPE

    drawn = _behind(page, MSO_SHAPE.ROUNDED_RECTANGLE, MARGIN - 4, top, WIDTH - 2 * MARGIN + 8, tall)
    drawn.adjustments[0] = 0.03
    drawn.fill.fore_color.rgb = colour(TINT)
    drawn.line.color.rgb = colour(RULE)


def _behind(page: Page, kind: MSO_AUTO_SHAPE_TYPE, left: float, top: float, wide: float, tall: float) -> Shape:
    """A filled shape behind everything else of the slide."""
    from pptx.util import Pt

    shape = page.shapes.add_shape(kind, Pt(left), Pt(top), Pt(wide), Pt(tall))
    shape.shadow.inherit = False
    shape.fill.solid()
    tree = page.shapes._spTree
    tree.remove(shape._element)
    # The first two children of a slide's tree are its own properties.
    tree.insert(2, shape._element)
    return shape


def sign(drawn: Drawn, paragraph: Paragraph, size: float) -> None:
    """Give a paragraph its real list mark, with the text hanging after it."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    properties = drawn._p.get_or_add_pPr()
    properties.set("algn", "l")
    # A full stop that hangs into the margin leaves the number of its source to the next line.
    properties.set("hangingPunct", "0")
    hang = int(Pt(size * 1.5)) if paragraph.sign is not Sign.NONE else 0
    properties.set("marL", str(hang))
    properties.set("indent", str(-hang))
    drawn.space_before, drawn.space_after, drawn.line_spacing = Pt(0), Pt(8 if size > 14 else 4), 1.0
    for name, attributes in _marks(paragraph):
        properties.append(properties.makeelement(qn(name), attributes))


def _marks(paragraph: Paragraph) -> tuple[tuple[str, dict[str, str]], ...]:
    match paragraph.sign:
        case Sign.NONE:
            return (("a:buNone", {}),)
        case Sign.NUMBER:
            return (("a:buAutoNum", {"type": "arabicPeriod", "startAt": str(paragraph.place)}),)
        case Sign.LETTER:
            return (("a:buAutoNum", {"type": "alphaUcPeriod", "startAt": str(paragraph.place)}),)
        case Sign.BULLET:
            return (("a:buFont", {"typeface": "Arial"}), ("a:buChar", {"char": "•"}))
        case Sign.CHECK:
            return (("a:buFont", {"typeface": "Segoe UI Symbol"}), ("a:buChar", {"char": "☐"}))


def write(drawn: Drawn, text: str, size: float, ink: str, paragraph: Paragraph) -> None:
    """Add a run to a drawn paragraph, in the face and with the tag of its language."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    run = drawn.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), paragraph.strong, _LATIN
    run.font.color.rgb = colour(ink)
    properties = run._r.get_or_add_rPr()
    properties.set("lang", TAGS[paragraph.language])
    face = properties.makeelement(qn("a:ea"), {"typeface": _EAST_ASIAN[paragraph.language]})
    properties.find(qn("a:latin")).addnext(face)


def colour(name: str) -> RGBColor:
    """A colour by its six hexadecimal digits."""
    from pptx.dml.color import RGBColor

    return RGBColor(int(name[:2], 16), int(name[2:4], 16), int(name[4:], 16))  # type: ignore[no-untyped-call]


def short(text: str, most: int) -> str:
    """What a line of `most` half-width characters has room for; the whole stands elsewhere, or in the notes."""
    taken = 0
    for index, char in enumerate(text):
        taken += 2 if ord(char) > 0x2E7F else 1
        if taken > most:
            return text[:index].rstrip() + "…"
    return text
