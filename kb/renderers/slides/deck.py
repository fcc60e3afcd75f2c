"""What comes on which slide: one idea on each, split where it would run over, with the sources in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kb.renderers.sheet import Part, Question, Sheet, SheetBlock, SheetLine
from kb.renderers.slides.filling import (
    ASK,
    BODY_WIDTH,
    CARD,
    HEADING_LINES,
    HEADING_SIZES,
    HEADING_WIDTH,
    LIST,
    READ,
    fill,
    fits,
)
from kb.renderers.slides.text_size import lines
from kb.text import leads_over
from kb.types import BlockStyle, Language


class Sign(StrEnum):
    """What stands before a paragraph."""

    NONE = "none"
    BULLET = "bullet"
    NUMBER = "number"
    CHECK = "check"
    LETTER = "letter"


class Look(StrEnum):
    """How a slide is drawn."""

    TITLE = "title"
    TEXT = "text"
    CARD = "card"
    COLUMNS = "columns"
    TABLE = "table"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a slide; `place` is its number or letter, counted from 1, over all slides of a list."""

    text: str
    sign: Sign
    language: Language
    citations: tuple[int, ...] = ()
    place: int = 1
    strong: bool = False

    @property
    def shown(self) -> str:
        """The text with the numbers of its sources."""
        return " ".join([self.text, *(f"[{number}]" for number in self.citations)])


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: `kicker` is the small line above its heading, `size` that of its text in points.

    `columns` holds the text, in one column or two; `rows` an agenda's; `foot` the sources in short.
    """

    look: Look
    heading: str
    kicker: str = ""
    columns: tuple[tuple[Paragraph, ...], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    size: float = 24
    foot: str = ""
    notes: str = ""


_SIGNS = {
    BlockStyle.PARAGRAPH: Sign.NONE,
    BlockStyle.BULLETS: Sign.BULLET,
    BlockStyle.STEPS: Sign.NUMBER,
    BlockStyle.CHECKS: Sign.CHECK,
}
# More rows are too small to be read from the back.
MOST_ROWS = 12


def plan(sheet: Sheet) -> Iterator[Slide]:
    """The deck, slide by slide."""
    remark = f"{sheet.kind_name} – {sheet.remark}" if sheet.remark else sheet.kind_name
    yield Slide(Look.TITLE, sheet.title, kicker=remark, notes=_uncovered(sheet))
    if sheet.uncovered:
        gaps = [Paragraph(gap, Sign.BULLET, sheet.language) for gap in sheet.uncovered]
        yield from _text(sheet, sheet.labels.uncovered, "", [gaps])
    for part in sheet.parts:
        yield from _part(sheet, part)
    for asked in sheet.quiz:
        yield from _question(sheet, asked)
    yield from _sources(sheet)


def _part(sheet: Sheet, part: Part) -> Iterator[Slide]:
    heading = part.heading or sheet.title
    if part.agenda:
        rows = [(row.heading, row.time) for row in part.agenda] + [(sheet.labels.total, sheet.total or "")]
        # As many on each slide: a last one with the total alone says nothing.
        size = -(-len(rows) // -(-len(rows) // MOST_ROWS))
        parts = [tuple(rows[start : start + size]) for start in range(0, len(rows), size)]
        details = [line for row in part.agenda for line in row.lines]
        for number, some in enumerate(parts, start=1):
            named = _continued(sheet, heading, number, len(parts))
            yield Slide(Look.TABLE, named, rows=some, notes=_notes(sheet, details, said=True))
    look = Look.CARD if part.key == "role_play" else Look.TEXT
    for above, groups in _by_heading(part.blocks):
        told = [[paragraph for block in blocks for paragraph in _paragraphs(block)] for blocks in groups]
        yield from _text(sheet, above or heading, heading if above else "", told, look)


def _by_heading(blocks: Sequence[SheetBlock]) -> list[tuple[str | None, list[list[SheetBlock]]]]:
    """What stands under each heading; a block without one goes on with what stands under the last one."""
    found: list[tuple[str | None, list[list[SheetBlock]]]] = []
    for group in _told_together(blocks):
        if found and not group[0].heading:
            found[-1][1].append(group)
        else:
            found.append((group[0].heading, [group]))
    return found


def _told_together(blocks: Sequence[SheetBlock]) -> list[list[SheetBlock]]:
    """What leads over to a list stands on its slide: alone it is an empty promise."""
    groups: list[list[SheetBlock]] = []
    for block in blocks:
        if groups and block.heading is None and _leads_over(groups[-1][-1]):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _leads_over(block: SheetBlock) -> bool:
    return bool(block.lines) and leads_over(block.lines[-1].text)


def _paragraphs(block: SheetBlock) -> Iterator[Paragraph]:
    for place, line in enumerate(block.lines, start=1):
        yield Paragraph(line.text, _SIGNS[block.style], line.language, line.citations, place)


def _text(
    sheet: Sheet, heading: str, kicker: str, told: Sequence[Sequence[Paragraph]], look: Look = Look.TEXT
) -> Iterator[Slide]:
    """The slides under one heading, counted through; each of `told` begins a slide."""
    filled = [slide for paragraphs in told for slide in fill(paragraphs, CARD if look is Look.CARD else READ)]
    for number, (size, some) in enumerate(filled, start=1):
        cited = _cited(some)
        yield Slide(
            look,
            _continued(sheet, heading, number, len(filled)),
            kicker,
            (tuple(some),),
            size=size,
            foot=_foot(sheet, cited),
            notes=_notes_of(sheet, cited),
        )


def _question(sheet: Sheet, asked: Question) -> Iterator[Slide]:
    prompt = Paragraph(asked.prompt, Sign.NONE, sheet.language, strong=True)
    notes = _key(sheet, asked)
    if len(asked.columns) == 2:
        yield from _match(sheet, asked, prompt, notes)
        return
    options = asked.columns[0] if asked.columns else ()
    paragraphs = [
        Paragraph(choice.text, Sign.LETTER if choice.mark else Sign.CHECK, sheet.language, place=place)
        for place, choice in enumerate(options, start=1)
    ]
    filled = fill([prompt, *paragraphs], ASK)
    for number, (size, some) in enumerate(filled, start=1):
        named = _continued(sheet, asked.heading, number, len(filled))
        yield Slide(Look.TEXT, named, sheet.labels.quiz, (tuple(some),), size=size, notes=notes)


def _match(sheet: Sheet, asked: Question, prompt: Paragraph, notes: str) -> Iterator[Slide]:
    """Both sides beside each other where they fit, else one after the other."""
    signs = (Sign.NUMBER, Sign.LETTER)
    sides = [
        [Paragraph(choice.text, sign, sheet.language, place=place) for place, choice in enumerate(column, start=1)]
        for sign, column in zip(signs, asked.columns, strict=True)
    ]
    titled = lines(asked.prompt, HEADING_SIZES[-1], HEADING_WIDTH) <= HEADING_LINES
    for size in ASK.sizes if titled else ():
        if all(fits(side, size, BODY_WIDTH / 2) for side in sides):
            columns = (tuple(sides[0]), tuple(sides[1]))
            yield Slide(Look.COLUMNS, asked.prompt, asked.heading, columns, size=size, notes=notes)
            return
    filled = fill([prompt, *sides[0]], ASK) + fill(sides[1], ASK)
    for number, (size, some) in enumerate(filled, start=1):
        named = _continued(sheet, asked.heading, number, len(filled))
        yield Slide(Look.TEXT, named, sheet.labels.quiz, (tuple(some),), size=size, notes=notes)


def _sources(sheet: Sheet) -> Iterator[Slide]:
    listed = []
    for source in sheet.sources:
        numbers = " ".join(f"[{mark.number}]" for mark in source.marks)
        listed.append(f"{numbers} {source.place}{source.notes}")
        listed += [f"[{mark.number}] {mark.quote}" for mark in source.marks if mark.quote]
    filled = fill([Paragraph(text, Sign.NONE, sheet.language) for text in listed], LIST)
    for number, (size, some) in enumerate(filled, start=1):
        named = _continued(sheet, sheet.labels.sources, number, len(filled))
        yield Slide(Look.SOURCES, named, columns=(tuple(some),), size=size)


def _continued(sheet: Sheet, heading: str, number: int, of: int) -> str:
    return heading if of == 1 else sheet.labels.continued.format(heading=heading, part=number, parts=of)


def _cited(paragraphs: Iterable[Paragraph]) -> list[int]:
    return list(dict.fromkeys(number for paragraph in paragraphs for number in paragraph.citations))


def _foot(sheet: Sheet, cited: Sequence[int]) -> str:
    """The sections quoted on a slide, each with its numbers."""
    said = []
    for source in sheet.sources:
        numbers = [f"[{mark.number}]" for mark in source.marks if mark.number in cited]
        if numbers:
            said.append(f"{' '.join(numbers)} {source.place}")
    return " · ".join(said)


def _notes_of(sheet: Sheet, cited: Sequence[int]) -> str:
    said = []
    for source in sheet.sources:
        marks = [mark for mark in source.marks if mark.number in cited]
        if marks:
            numbers = " ".join(f"[{mark.number}]" for mark in marks)
            said.append(f"{numbers} {source.place}{source.notes}")
            said += [f"[{mark.number}] {mark.quote}" for mark in marks if mark.quote]
            said += [mark.link for mark in marks[:1] if mark.link]
    return "\n".join([f"{sheet.labels.sources}:", *said]) if said else ""


def _notes(sheet: Sheet, lines: Sequence[SheetLine], *, said: bool = False) -> str:
    cited = list(dict.fromkeys(number for line in lines for number in line.citations))
    texts = [line.text for line in lines] if said else []
    return "\n".join(filter(None, [*texts, _notes_of(sheet, cited)]))


def _key(sheet: Sheet, asked: Question) -> str:
    labels = sheet.labels
    said = [f"{labels.answer}: {asked.answer}", f"{labels.explanation}: {asked.explanation.text}"]
    return "\n".join(filter(None, [*said, _notes_of(sheet, asked.explanation.citations)]))


def _uncovered(sheet: Sheet) -> str:
    return "\n".join([sheet.labels.uncovered, *sheet.uncovered]) if sheet.uncovered else ""
