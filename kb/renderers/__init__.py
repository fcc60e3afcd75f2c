"""Materials as files: Markdown, HTML, Word, slides, PDF and Moodle's GIFT, all from one sheet.

A document's text is data in every form: it is passed to pandoc as a tree, to typst as JSON, to the template with
autoescape, and escaped where a form is a text of its own (Markdown, GIFT).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from kb.errors import UnsupportedFormat
from kb.renderers.composing import compose
from kb.renderers.forms import FileForm, forms_of
from kb.renderers.gift import to_gift
from kb.renderers.html import to_html
from kb.renderers.markdown import to_markdown
from kb.renderers.pdf import to_pdf
from kb.renderers.sheet import Sheet
from kb.renderers.slides import to_slides
from kb.renderers.word import to_word
from kb.types import Material
from kb.wording import Wording

__all__ = ["FileForm", "forms_of", "render"]

_OF_SHEET: Mapping[FileForm, Callable[[Sheet], bytes]] = MappingProxyType({
    FileForm.MARKDOWN: to_markdown,
    FileForm.HTML: to_html,
    FileForm.DOCX: to_word,
    FileForm.PPTX: to_slides,
    FileForm.PDF: to_pdf,
})


def render(material: Material, form: FileForm, *, page: str | None = None) -> bytes:
    """A material as a file; with `page`, the address of the page, its sources are links that open the citations.

    Raises UnsupportedFormat where the kind of material does not come in the form, RenderError where a library fails.
    """
    offered = forms_of(material.kind)
    if form not in offered:
        raise UnsupportedFormat(f"{material.kind}: {', '.join(offered)}")
    sheet = compose(material, _wording(), page)
    return to_gift(material, sheet) if form is FileForm.GIFT else _OF_SHEET[form](sheet)


@lru_cache(maxsize=1)
def _wording() -> Wording:
    """The catalogues, read once."""
    return Wording.load()
