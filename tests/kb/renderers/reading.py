"""What the tests read files back with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO

import pypdfium2

from kb.renderers.cleaning import one_line
from kb.types import Material


def bare(text: str) -> str:
    """A text without blanks and what typesetting puts in or takes out."""
    return re.sub(r"[\s\u200b\u202f\u00ad\u2060]+", "", unicodedata.normalize("NFKC", text))


def said(material: Material) -> list[str]:
    """Every line of a material, as a file must hold it."""
    return [one_line(line.text) for block in material.blocks for line in block.lines]


def asked(material: Material) -> list[str]:
    """Every prompt, option and explanation."""
    return [one_line(text) for item in material.quiz for text in (item.prompt, *item.options, item.explanation) if text]


def missing(texts: list[str], whole: str) -> list[str]:
    """The texts that a file lacks; blanks aside."""
    held = bare(whole)
    return [text for text in texts if bare(text) not in held]


class Page(HTMLParser):
    """The text, the tags and the links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)


def pdf_text(data: bytes) -> str:
    """The text of all pages."""
    return "\n".join(pdf_texts(data))


def pdf_texts(data: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


def pdf_pages(data: bytes) -> int:
    """How many pages there are."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    try:
        return len(document)
    finally:
        document.close()
