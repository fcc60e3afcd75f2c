"""Word, PowerPoint and web pages through markitdown, each in a process of its own."""

from __future__ import annotations

import io
import re
from pathlib import PurePath
from typing import Any

from ingest.readers.archives import check_archive
from ingest.readers.child import convert
from ingest.readers.encodings import decode
from ingest.readers.rows import markdown_tables_to_rows
from ingest.types import RawText
from kb.errors import UnreadableFile

_INSIDE = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml"}
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->[ \t]*\n?", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)")
_BLANKS = re.compile(r"[ \t\xa0]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{3,}")


def read(data: bytes, name: str, _encoding: str | None, seconds: float, memory: int) -> RawText:
    """A .docx or .pptx file as Markdown; raises UnreadableFile."""
    kind = PurePath(name).suffix.casefold()[1:]
    check_archive(data, name, _INSIDE[kind])
    return RawText(convert(kind, data, name, seconds, memory), kind, markdown=True)


def read_html(data: bytes, name: str, encoding: str | None, seconds: float, memory: int) -> RawText:
    """A web page as Markdown, in the encoding that it declares, if that holds; raises UnreadableFile."""
    declared = _CHARSET.search(data, 0, 4096)
    try:
        raw = decode(data, name, encoding or (declared[1].decode("ascii") if declared else None))
    except UnreadableFile:
        if encoding is not None or declared is None:
            raise
        raw = decode(data, name)
    text = convert("html", raw.text.encode(), name, seconds, memory)
    return RawText(text, f"html ({raw.encoding})", markdown=True)


# Word's own title is one paragraph of many to markitdown; it is what all headings stand under.
_TITLES = "p[style-name='Title'] => h1:fresh\n" + "\n".join(
    f"p[style-name='{name} {level}'] => h{min(level + 1, 6)}:fresh"
    for level in range(1, 7)
    for name in ("Heading", "heading")
)


def convert_docx(data: bytes) -> str:
    """In the child: the Markdown of a Word file."""
    from markitdown.converters import DocxConverter

    converter = DocxConverter()  # type: ignore[no-untyped-call]
    return _tidied(_converted(converter, data, ".docx", style_map=_TITLES))


def convert_pptx(data: bytes) -> str:
    """In the child: the Markdown of a PowerPoint file, a section for each slide, its notes too."""
    from markitdown.converters import PptxConverter

    converter = PptxConverter()  # type: ignore[no-untyped-call]
    return _tidied(_with_items(_converted(converter, data, ".pptx")))


def convert_html(data: bytes) -> str:
    """In the child: the Markdown of a web page in UTF-8, without what leads to other pages."""
    from bs4 import BeautifulSoup
    from markitdown.converters import HtmlConverter

    page = BeautifulSoup(data, "html.parser", from_encoding="utf-8")
    for part in page.find_all(["nav", "footer", "aside", "noscript", "template", "button", "select"]):
        part.decompose()
    return _tidied(_converted(HtmlConverter(), str(page).encode(), ".html"))


def _converted(converter: Any, data: bytes, suffix: str, **options: str) -> str:  # noqa: ANN401 - no base exported
    """Their converters are used directly: the MarkItDown class loads a classifier and guesses other formats.

    Whatever mammoth, python-pptx or lxml raise ends the child; its parent names the file.
    """
    from markitdown import StreamInfo

    told = StreamInfo(extension=suffix, charset="utf-8")
    return str(converter.convert(io.BytesIO(data), told, **options).markdown)


def _with_items(slides: str) -> str:
    """A slide's lines are its points; markitdown leaves their bullets out, and Markdown would join them."""
    lines = []
    notes = False
    for line in slides.split("\n"):
        if line.startswith(("#", "<!--")):
            notes = line.startswith("### Notes")
            lines.append("\n" + line)
        elif not line.strip() or line.startswith(("|", "!", "- ", "* ")):
            lines.append(line)
        else:
            lines.append(f"\n{line}\n" if notes else f"- {line}")
    return "\n".join(lines)


def _tidied(text: str) -> str:
    text = _COMMENT.sub("\n", text)
    text = _PICTURE.sub(r"\1", text)
    text = markdown_tables_to_rows(_BLANKS.sub("", text.replace("\xa0", " ")))
    return _EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n"
