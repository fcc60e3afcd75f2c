"""Table rows as lines that can be understood alone: `| Product: XQ-5000 | Price: 20 |`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_LINE = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$")
_SEPARATOR = re.compile(r"^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")


def row_line(header: Sequence[str], cells: Sequence[str]) -> str:
    """One row; each cell says its column's heading, empty cells are left out; "" for an empty row."""
    said = []
    for number, cell in enumerate(cells):
        words = " ".join(cell.split())
        if not words:
            continue
        label = " ".join(header[number].split()) if number < len(header) else ""
        said.append(f"{label}: {words}" if label and label != words else words)
    return "| " + " | ".join(said) + " |" if said else ""


def rows_text(rows: Iterable[Sequence[str]]) -> str:
    """A table whose first row with two or more cells is its header; what stands above it is paragraphs."""
    header: Sequence[str] | None = None
    lines = []
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        if header is None and len(filled) > 1:
            header = row
        elif header is None and filled:
            lines += [" ".join(filled[0].split()), ""]
        elif line := row_line(header or (), row):
            lines.append(line)
    # A header alone is what the table says.
    if header is not None and not any(line.startswith("|") for line in lines):
        lines.append(row_line((), header))
    return "\n".join(lines)


def escaped(cell: str) -> str:
    """A cell's words so that no bar in them ends the cell."""
    return cell.replace("|", "\\|")


def markdown_tables_to_rows(text: str) -> str:
    """Every Markdown table in a converted text as such rows; a header that Word left empty is the first row."""
    lines = text.split("\n")
    result: list[str] = []
    number = 0
    while number < len(lines):
        if number + 1 < len(lines) and _LINE.match(lines[number]) and _SEPARATOR.match(lines[number + 1]):
            table = [_cells(lines[number])]
            number += 2
            while number < len(lines) and _LINE.match(lines[number]):
                table.append(_cells(lines[number]))
                number += 1
            result += ["", rows_text(table), ""]
        else:
            result.append(lines[number])
            number += 1
    return "\n".join(result)


def _cells(line: str) -> list[str]:
    match = _LINE.match(line)
    return [cell.strip() for cell in _CELL_END.split(match[1])] if match else []
