"""PDF by pypdfium2, in a process of its own: lines joined to paragraphs, what repeats on every page left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.readers.child import convert
from ingest.types import RawText
from kb.errors import UnreadableFile, Why

# Furniture is looked for in the outermost sixth of a page, at most so many lines at either end, and must stand on
# at least this share of the pages.
_EDGE = 3
_PART = 6
_FEWEST_PAGES = 2
_SHARE = 0.6
# A line that fills less than this share of the column ends its paragraph.
_FULL = 0.8

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–— ]*(?:第|стр\.|page|p\.)?\s*\d{1,4}\s*(?:页|쪽|/\s*\d{1,4}|(?:of|от)\s*\d{1,4})?[-–— ]*", re.I
)
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")
# Chinese is joined without a blank; Korean has blanks, and usually breaks its lines at them.
_NO_BLANK = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60“”‘’]")
_ENDS = re.compile(r"[。！？!?.:：;；…][\"'”’」』)）]*$")
_BEGINS = re.compile(
    r"(?:[-•●○■□◆▪►※★–*]\s|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[가나다라마바사아]|[а-я]|[a-z])[)）、.．]\s?"
    r"|\d{1,2}(?:\.\d{1,2})+\.?\s|[①-⑳⑴-⒇]|第.{1,4}[章节条编篇]|제\s?\d+\s?[장절조]|(?:Чл\.|Раздел|Глава|Chapter|Section)\s)"
)
# A short line that ends in a figure is a row of a table: „over 5,000 euros 6 %“.
_ROW = re.compile(r"\d(?:\s?(?:%|[€$£¥₩元원]|лв\.?|EUR|BGN|USD|KRW|CNY))?$")
_HYPHEN = re.compile(r"[^\W\d_]-$")


def read(data: bytes, name: str, _encoding: str | None, seconds: float, memory: int) -> RawText:
    """A .pdf file as plain paragraphs; raises UnreadableFile."""
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile(f"{name} is no PDF, whatever its suffix says.", Why("wrong_suffix", name))
    return RawText(convert("pdf", data, name, seconds, memory), "pdf")


def convert_pdf(data: bytes) -> str:
    """In the child: the text of all pages; raises UnreadableFile for protected and for scanned ones."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                "is protected by a password. Save it without, and add that.", Why("password")
            ) from error
        raise UnreadableFile(f"is broken and can't be opened ({str(error).rstrip('.')}).", Why("broken")) from error
    pages = []
    for page in document:
        text = page.get_textpage().get_text_bounded()
        pages.append([line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()])
    if not any(pages):
        raise UnreadableFile(
            "holds pictures of pages and no text. Run text recognition (OCR) over it first.", Why("pictures")
        )
    return "\n\n".join(paragraphs(without_furniture(pages)))


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Pages without the lines that repeat at their upper or lower ends, and without page numbers."""
    forms = [_edge_forms(page) for page in pages]
    counts = Counter(form for page in forms for form in set(page.values()))
    enough = max(_FEWEST_PAGES, _SHARE * len(pages))

    def kept(number: int, line: str, forms: Mapping[int, str], last: int) -> bool:
        numbered = number in {0, last} and len(pages) > 1 and _PAGE_NUMBER.fullmatch(line)
        return not numbered and not (number in forms and counts[forms[number]] >= enough)

    return [
        [line for number, line in enumerate(page) if kept(number, line, edge, len(page) - 1)]
        for page, edge in zip(pages, forms, strict=True)
    ]


def _edge_forms(page: Sequence[str]) -> dict[int, str]:
    """The lines at a page's ends by their number; in the outermost, figures are levelled: „Page 3 of 10“ repeats."""
    end = max(1, min(_EDGE, len(page) // _PART))
    numbers = {*range(min(end, len(page))), *range(max(0, len(page) - end), len(page))}
    outermost = {0, len(page) - 1}
    return {
        number: _NUMBER.sub("0", page[number])
        if number in outermost and not _BEGINS.match(page[number])
        else page[number]
        for number in numbers
    }


def paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Lines joined over line and page ends: a paragraph ends at a short line, or where a list mark begins."""
    lines = [line for page in pages for line in page]
    column = sorted(map(_columns, lines))[int(len(lines) * 0.9)] if lines else 0
    words = {word for line in lines for word in line.split()[1:-1]}
    found: list[str] = []
    previous = ""
    for page in pages:
        for number, line in enumerate(page):
            # A sentence that ends a page ends its paragraph; any other goes on over the page's end.
            turned = number == 0 and (not found or _ENDS.search(previous))
            if turned or _ends_paragraph(previous, line, column):
                found.append(line)
            else:
                found[-1] = _joined(found[-1], line, words)
            previous = line
    return found


def _ends_paragraph(previous: str, line: str, column: int) -> bool:
    if _BEGINS.match(line):
        return True
    full = _columns(previous) >= _FULL * column
    if _ENDS.search(previous):
        return not full or _columns(previous) < column - 6
    rows = _ROW.search(previous) or (_ROW.search(line) and _columns(line) < _FULL * column)
    return not full and bool(rows or not line[0].islower())


def _joined(before: str, line: str, words: set[str]) -> str:
    if _HYPHEN.search(before) and line[0].islower():
        return before[:-1] + line
    if _NO_BLANK.match(before[-1]) and _NO_BLANK.match(line[0]):
        return before + line
    # Some programs break Korean lines inside words: glued, where the same word stands elsewhere in one piece.
    halves = before.rpartition(" ")[2] + line.partition(" ")[0]
    glued = _WIDE.match(before[-1]) and _WIDE.match(line[0]) and halves in words
    return before + ("" if glued else " ") + line


def _columns(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))
