"""Tables: .xlsx by openpyxl, .csv by csv; each row becomes a line that names its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from ingest.readers.archives import check_archive
from ingest.readers.child import convert
from ingest.readers.encodings import decode
from ingest.readers.rows import escaped, rows_text
from ingest.types import RawText
from kb.errors import UnreadableFile, Why

_DELIMITERS = ",;\t|"
_MOST_CELL = 100_000


def read_csv(data: bytes, name: str, encoding: str | None, _seconds: float, _memory: int) -> RawText:
    """A .csv file; the delimiter is found out; raises UnreadableFile."""
    raw = decode(data, name, encoding)
    csv.field_size_limit(_MOST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(raw.text, newline=""), delimiter=_delimiter(raw.text), strict=False))
    except csv.Error as error:
        raise UnreadableFile(f"{name} is no table that can be read ({error}).", Why("broken", name)) from error
    return RawText(rows_text([[escaped(cell) for cell in row] for row in rows]), raw.encoding, markdown=True)


def _delimiter(text: str) -> str:
    """The one that cuts most lines into as many cells; csv.Sniffer errs on Chinese and on quotes."""
    lines = [line for line in text.split("\n")[:50] if line.strip()]

    def evenness(delimiter: str) -> tuple[float, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        usual = max(set(counts), key=counts.count) if counts else 1
        return (counts.count(usual) / len(counts) if usual > 1 else 0.0, usual)

    return max(_DELIMITERS, key=evenness)


def read_xlsx(data: bytes, name: str, _encoding: str | None, seconds: float, memory: int) -> RawText:
    """An .xlsx file, a section for each sheet; raises UnreadableFile."""
    check_archive(data, name, "xl/workbook.xml")
    return RawText(convert("xlsx", data, name, seconds, memory), "xlsx", markdown=True)


def convert_xlsx(data: bytes) -> str:
    """In the child: the visible sheets of a workbook; formulas as the values that were saved with them."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return "\n".join(
        f"## {sheet.title}\n\n{rows_text(_rows(sheet))}\n"
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    )


def _rows(sheet: Any) -> Iterator[list[str]]:  # noqa: ANN401 - openpyxl has no types
    for row in sheet.iter_rows():
        yield [escaped(_shown(cell.value, str(getattr(cell, "number_format", "")))) for cell in row]


def _shown(value: object, form: str) -> str:
    """A value as a person would read it in the sheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return f"{_number(value * 100)}%" if "%" in form else _number(value)
    return str(value)


def _number(value: float) -> str:
    # 0.1 + 0.2 is shown as 0.3, a whole float without its point.
    return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"
