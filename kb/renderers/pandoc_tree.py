"""A sheet as pandoc's own document tree: text goes in as strings, so nothing in it can be markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from kb.renderers.sheet import Choice, Part, Question, Sheet, SheetBlock, SheetLine, Source
from kb.types import BlockStyle, Language

Tree = dict[str, object]

# The tags that Word knows its proofing languages by.
TAGS: Mapping[Language, str] = MappingProxyType({
    Language.ZH: "zh-CN",
    Language.KO: "ko-KR",
    Language.BG: "bg-BG",
    Language.EN: "en-GB",
})

_PLAIN: tuple[object, ...] = ("", [], [])

# A check box to click (Word 2010 and later), ☐ in every other program; its text is ours alone.
CHECK_BOX = (
    '<w:sdt xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox>'
    '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>'
    '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr>'
    "<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)


def tree_of(sheet: Sheet) -> Tree:
    """The document for pandoc's reader `json`: headings, lists, tables and footnotes for Word."""
    return {
        "pandoc-api-version": [1, 23, 1],
        "meta": {
            "title": {"t": "MetaInlines", "c": [_text(sheet.title)]},
            "subtitle": {"t": "MetaInlines", "c": [_text(sheet.kind_name)]},
            "lang": {"t": "MetaString", "c": TAGS[sheet.language]},
        },
        "blocks": list(_Writer(sheet).blocks()),
    }


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.notes = {mark.number: source for source in sheet.sources for mark in source.marks}

    def blocks(self) -> Iterator[Tree]:
        yield from self._remarks()
        for part in self.sheet.parts:
            yield from self._part(part)
        if self.sheet.quiz:
            yield from self._quiz()
        if self.sheet.sources:
            yield _heading(1, self.sheet.labels.sources)
            yield _paragraph([_text(self.sheet.labels.numbers)])
            for source in self.sheet.sources:
                yield from self._source(source)

    def _remarks(self) -> Iterator[Tree]:
        if self.sheet.remark:
            yield _paragraph([_emphasis([_text(self.sheet.remark)])])
        if self.sheet.uncovered:
            gaps = [[_plain([_text(gap)])] for gap in self.sheet.uncovered]
            said = _paragraph([_strong([_text(self.sheet.labels.uncovered)])])
            yield {"t": "BlockQuote", "c": [said, {"t": "BulletList", "c": gaps}]}

    def _part(self, part: Part) -> Iterator[Tree]:
        if part.heading:
            yield _heading(1, part.heading)
        if part.agenda:
            labels = self.sheet.labels
            rows = [
                ([_strong([_text(row.heading)]), *self._under(row.lines)], [_text(row.time)]) for row in part.agenda
            ]
            rows.append(([_strong([_text(labels.total)])], [_strong([_text(self.sheet.total or "")])]))
            yield _table(([_text(labels.part)], [_text(labels.time)]), rows, (0.86, 0.14))
        for block in part.blocks:
            if block.heading:
                yield _heading(2, block.heading)
            yield from self._block(block)

    def _under(self, lines: Iterable[SheetLine]) -> Iterator[Tree]:
        for line in lines:
            yield {"t": "LineBreak"}
            yield from self._line(line)

    def _block(self, block: SheetBlock) -> Iterator[Tree]:
        lines = self._lines(block.lines)
        match block.style:
            case BlockStyle.PARAGRAPH:
                yield from (_paragraph(line) for line in lines)
            case BlockStyle.STEPS:
                yield _numbered(lines)
            case BlockStyle.BULLETS:
                yield {"t": "BulletList", "c": [[_plain(line)] for line in lines]}
            case BlockStyle.CHECKS:
                yield from (_styled("Check", [_box(), _tab(), *line]) for line in lines)

    def _lines(self, lines: Sequence[SheetLine]) -> list[list[Tree]]:
        """Each line with its numbers; a footnote where a section is first quoted in the block, for all its lines.

        A footnote a line would fill half of each page with the same words.
        """
        cited = [number for line in lines for number in line.citations]
        noted: list[Source] = []
        made = []
        for line in lines:
            new = [source for number in line.citations if (source := self.notes[number]) not in noted]
            noted += new
            notes = [_footnote(source, cited) for source in dict.fromkeys(new)]
            made.append([*self._text(line), *notes, *self._marks(line)])
        return made

    def _line(self, line: SheetLine) -> list[Tree]:
        return [*self._text(line), *self._marks(line)]

    def _text(self, line: SheetLine) -> list[Tree]:
        text = _text(line.text)
        return [text if line.language is self.sheet.language else _in(line.language, text)]

    def _marks(self, line: SheetLine) -> Iterator[Tree]:
        for number in line.citations:
            yield {"t": "Superscript", "c": [_text("\u202f"), _linked(f"[{number}]", f"#source-{number}")]}

    def _quiz(self) -> Iterator[Tree]:
        yield _heading(1, self.sheet.labels.quiz)
        for asked in self.sheet.quiz:
            yield _heading(2, asked.heading)
            yield _paragraph([_text(asked.prompt)])
            yield from self._choices(asked)
        yield _heading(1, self.sheet.labels.key)
        explained = f"{self.sheet.labels.explanation}: "
        yield _numbered([
            [_strong([_text(asked.answer)]), {"t": "LineBreak"}, _text(explained), *self._line(asked.explanation)]
            for asked in self.sheet.quiz
        ])

    def _choices(self, asked: Question) -> Iterator[Tree]:
        if len(asked.columns) == 2:
            left, right = ([_choice(choice) for choice in column] for column in asked.columns)
            height = max(len(left), len(right))
            columns = ([*column, *[[] for _ in range(height - len(column))]] for column in (left, right))
            yield _table(([], []), list(zip(*columns, strict=True)), (0.5, 0.5))
        elif asked.columns:
            yield from (_styled("Check", _choice(choice)) for choice in asked.columns[0])

    def _source(self, source: Source) -> Iterator[Tree]:
        said: list[Tree] = []
        for mark in source.marks:
            number = f"[{mark.number}]"
            inner = _linked(number, mark.link) if mark.link else _text(number)
            said += [{"t": "Span", "c": [[f"source-{mark.number}", [], []], [inner]]}, {"t": "Space"}]
        said += [_strong([_text(source.place)]), _text(source.notes)]
        yield _styled("Source", said)
        for mark in source.marks:
            if mark.quote:
                yield _styled("Source", [_text(f"[{mark.number}] "), _in(source.language, _text(mark.quote))])


def _footnote(source: Source, cited: Iterable[int]) -> Tree:
    """Where the lines numbered so come from; what else is to be known of it stands in the list at the end."""
    numbers = sorted({mark.number for mark in source.marks} & set(cited))
    said: list[Tree] = [_text(" ".join(f"[{number}]" for number in numbers)), {"t": "Space"}, _text(source.place)]
    for mark in source.marks:
        if mark.quote and mark.number in numbers:
            said += [_text(": "), _in(source.language, _text(mark.quote))]
    return {"t": "Note", "c": [_paragraph(said)]}


def _text(text: str) -> Tree:
    return {"t": "Str", "c": text}


def _in(language: Language, inline: Tree) -> Tree:
    return {"t": "Span", "c": [["", [], [["lang", TAGS[language]]]], [inline]]}


def _linked(text: str, link: str) -> Tree:
    return {"t": "Link", "c": [_PLAIN, [_text(text)], [link, ""]]}


def _strong(inlines: Sequence[Tree]) -> Tree:
    return {"t": "Strong", "c": list(inlines)}


def _emphasis(inlines: Sequence[Tree]) -> Tree:
    return {"t": "Emph", "c": list(inlines)}


def _box() -> Tree:
    return {"t": "RawInline", "c": ["openxml", CHECK_BOX]}


def _tab() -> Tree:
    """To the hanging indent, where the line goes on: a space is narrower."""
    return {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}


def _choice(choice: Choice) -> list[Tree]:
    mark = [_strong([_text(f"{choice.mark}.")])] if choice.mark else [_box()]
    return [*mark, {"t": "Space"}, _text(choice.text)]


def _plain(inlines: Sequence[Tree]) -> Tree:
    return {"t": "Plain", "c": list(inlines)}


def _paragraph(inlines: Sequence[Tree]) -> Tree:
    return {"t": "Para", "c": list(inlines)}


def _styled(style: str, inlines: Sequence[Tree]) -> Tree:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [_paragraph(inlines)]]}


def _heading(level: int, text: str) -> Tree:
    return {"t": "Header", "c": [level, _PLAIN, [_text(text)]]}


def _numbered(items: Iterable[Sequence[Tree]]) -> Tree:
    marks = [1, {"t": "Decimal"}, {"t": "Period"}]
    return {"t": "OrderedList", "c": [marks, [[_plain(item)] for item in items]]}


def _table(head: Sequence[Sequence[Tree]], rows: Sequence[Sequence[Sequence[Tree]]], widths: Sequence[float]) -> Tree:
    aligned = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths]
    heads = [_row(head)] if any(head) else []
    body = [_PLAIN, 0, [], [_row(row) for row in rows]]
    return {"t": "Table", "c": [_PLAIN, [None, []], aligned, [_PLAIN, heads], [body], [_PLAIN, []]]}


def _row(cells: Sequence[Sequence[Tree]]) -> list[object]:
    return [_PLAIN, [[_PLAIN, {"t": "AlignDefault"}, 1, 1, [_plain(cell)]] for cell in cells]]
