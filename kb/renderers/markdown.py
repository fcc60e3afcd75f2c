"""A sheet as Markdown that reads well as it is: task lists, tables, and the sources at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.renderers.sheet import Part, Question, Sheet, SheetBlock, SheetLine, Source
from kb.types import BlockStyle

# Markup wherever it stands. "&" only where an entity follows, so that names of firms stay readable.
_INLINE = re.compile(r"[\\`*_\[\]<>{}~^$|]|!(?=\[)|&(?=#?\w+;)")
# Markup where a block begins: headings, bullets, rules, definitions, titles, examples; and numbers of lists.
_AT_START = "#+-=:%@"
_NUMBER_AT_START = re.compile(r"^(\d{1,9}|[A-Za-z]{1,9})([.)])")


def to_markdown(sheet: Sheet) -> bytes:
    """The sheet as CommonMark with the task lists and tables of GitHub, in UTF-8."""
    blocks = [f"# {_escaped(sheet.title)}", f"*{_escaped(sheet.kind_name)}*", *_remarks(sheet)]
    for part in sheet.parts:
        blocks += _part(part, sheet)
    if sheet.quiz:
        blocks += [f"## {_escaped(sheet.labels.quiz)}", *(text for asked in sheet.quiz for text in _question(asked))]
        blocks += [f"## {_escaped(sheet.labels.key)}", "\n".join(_key(asked, sheet) for asked in sheet.quiz)]
    if sheet.sources:
        listed = "\n".join(text for source in sheet.sources for text in _source(source))
        blocks += [f"## {_escaped(sheet.labels.sources)}", _escaped(sheet.labels.numbers), listed]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _remarks(sheet: Sheet) -> Iterator[str]:
    if sheet.remark:
        yield f"*{_escaped(sheet.remark)}*"
    if sheet.uncovered:
        items = "\n".join(f"> - {_escaped(part)}" for part in sheet.uncovered)
        yield f"> **{_escaped(sheet.labels.uncovered)}**\n>\n{items}"


def _part(part: Part, sheet: Sheet) -> Iterator[str]:
    if part.heading:
        yield f"## {_escaped(part.heading)}"
    if part.agenda:
        rows = [(_with_lines(row.heading, row.lines), _escaped(row.time)) for row in part.agenda]
        rows.append((f"**{_escaped(sheet.labels.total)}**", f"**{_escaped(sheet.total or '')}**"))
        yield _table((_escaped(sheet.labels.part), _escaped(sheet.labels.time)), rows)
    for block in part.blocks:
        if block.heading:
            yield f"### {_escaped(block.heading)}"
        yield _block(block)


def _with_lines(heading: str, lines: Sequence[SheetLine]) -> str:
    return "<br>".join([f"**{_escaped(heading)}**", *(_line(line) for line in lines)])


def _block(block: SheetBlock) -> str:
    match block.style:
        case BlockStyle.PARAGRAPH:
            return "\n\n".join(_line(line) for line in block.lines)
        case BlockStyle.BULLETS:
            marks = ["-"] * len(block.lines)
        case BlockStyle.CHECKS:
            marks = ["- [ ]"] * len(block.lines)
        case BlockStyle.STEPS:
            marks = [f"{number}." for number in range(1, len(block.lines) + 1)]
    return "\n".join(f"{mark} {_line(line)}" for mark, line in zip(marks, block.lines, strict=True))


def _question(asked: Question) -> Iterator[str]:
    yield f"### {_escaped(asked.heading)}"
    yield _escaped(asked.prompt)
    if len(asked.columns) == 2:
        left, right = asked.columns
        height = max(len(left), len(right))
        cells = [[_choice(choice.mark, choice.text) for choice in column] for column in (left, right)]
        padded = [column + [""] * (height - len(column)) for column in cells]
        yield _table(("", ""), list(zip(*padded, strict=True)))
    elif asked.columns:
        yield "\n".join(f"- {_choice(choice.mark, choice.text)}" for choice in asked.columns[0])


def _choice(mark: str, text: str) -> str:
    return f"**{mark}.** {_escaped(text)}" if mark else f"[ ] {_escaped(text)}"


def _key(asked: Question, sheet: Sheet) -> str:
    said = f"{asked.number}. **{_escaped(asked.answer)}**"
    return f"{said}  \n   {_escaped(sheet.labels.explanation)}: {_line(asked.explanation)}"


def _source(source: Source) -> Iterator[str]:
    # A link swallows its brackets: those of the mark are escaped within it.
    numbers = " ".join(
        rf"[\[{mark.number}\]]({mark.link})" if mark.link else f"[{mark.number}]" for mark in source.marks
    )
    yield f"- {numbers} **{_escaped(source.place)}**{_escaped(source.notes)}"
    for mark in source.marks:
        if mark.quote:
            yield f"  - [{mark.number}] {_escaped(mark.quote)}"


def _line(line: SheetLine) -> str:
    return " ".join([_escaped(line.text), *(f"[{number}]" for number in line.citations)])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _escaped(text: str) -> str:
    """A text in which nothing is markup, at the start of a block or within a line."""
    inline = _INLINE.sub(lambda found: "\\" + found[0], text)
    if inline[:1] and inline[0] in _AT_START:
        return "\\" + inline
    return _NUMBER_AT_START.sub(r"\1\\\2", inline)
