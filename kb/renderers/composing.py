"""From a material to the sheet that all file forms are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from kb.renderers.cleaning import one_line
from kb.renderers.questions import question
from kb.renderers.sheet import AgendaRow, Labels, Part, Sheet, SheetBlock, SheetLine
from kb.renderers.sources import sources
from kb.types import Block, Language, Line, Material, WrittenBy
from kb.wording import FilePhrase

if TYPE_CHECKING:
    from kb.wording import Wording

# Their blocks stand under one heading together; another key's only block lends its own heading to the part.
_COLLECTIVE = frozenset({"responsibilities", "agenda", "key_points", "role_play"})
_OF_A_PLAY = frozenset({"prepare", "ask", "show", "do"})
_PHRASES = {phrase.value.removeprefix("file."): phrase for phrase in FilePhrase}


def compose(material: Material, wording: Wording, page: str | None = None) -> Sheet:
    """A material's sheet; `page` is the address of the page that opens citations, without a query."""
    return _Composer(material, wording, page).sheet()


@dataclass(frozen=True, slots=True)
class _Composer:
    material: Material
    wording: Wording
    page: str | None
    languages: dict[int, Language] = field(default_factory=dict)

    def sheet(self) -> Sheet:
        material = self.material
        self.languages.update({citation.number: citation.language for citation in material.citations})
        parts = tuple(part for part in self._parts() if part.blocks or part.agenda)
        minutes = sum(row.minutes for part in parts for row in part.agenda)
        return Sheet(
            kind=material.kind,
            language=material.language,
            kind_name=self._say(self._kind_name()),
            title=_headed(one_line(material.title or material.question_used)),
            remark=self._say(FilePhrase.BY_MODEL) if material.written_by is WrittenBy.MODEL else None,
            uncovered=tuple(one_line(part) for part in material.uncovered),
            parts=parts,
            total=self._say(FilePhrase.MINUTES, number=minutes) if minutes else None,
            quiz=tuple(
                question(number, item, self.wording, material.language, self._line(item.explanation, item.citations))
                for number, item in enumerate(material.quiz, start=1)
            ),
            sources=sources(material, self.wording, self.page),
            labels=self._labels(),
        )

    def _kind_name(self) -> FilePhrase:
        """A play is a checklist by the contract; who hands it out calls it what it is."""
        if any(block.key in _OF_A_PLAY for block in self.material.blocks):
            return FilePhrase.PLAY
        return FilePhrase(f"file.{self.material.kind}")

    def _parts(self) -> Iterator[Part]:
        for key, group in groupby(self.material.blocks, key=lambda block: block.key):
            blocks = list(group)
            if key is None:
                yield from (Part(None, self._heading(block), (self._block(block, None),)) for block in blocks)
            elif key == "agenda" and any(block.minutes for block in blocks):
                yield Part(key, self._of_key(key), (), tuple(self._row(block) for block in blocks))
            else:
                yield self._part(key, blocks)

    def _part(self, key: str, blocks: list[Block]) -> Part:
        named = self._of_key(key)
        if len(blocks) == 1 and key not in _COLLECTIVE:
            return Part(key, self._heading(blocks[0]) or named, (self._block(blocks[0], None),))
        headings = [self._heading(block) for block in blocks]
        return Part(
            key,
            named,
            tuple(
                self._block(block, None if heading == named else heading)
                for block, heading in zip(blocks, headings, strict=True)
            ),
        )

    def _of_key(self, key: str) -> str | None:
        phrase = _PHRASES.get(key)
        return self._say(phrase) if phrase else None

    def _heading(self, block: Block) -> str | None:
        heading = one_line(block.heading or "")
        if heading and block.minutes:
            return f"{heading} · {self._say(FilePhrase.MINUTES, number=block.minutes)}"
        return heading or None

    def _block(self, block: Block, heading: str | None) -> SheetBlock:
        return SheetBlock(heading, block.style, self._lines(block.lines))

    def _row(self, block: Block) -> AgendaRow:
        lines = self._lines(block.lines)
        minutes = block.minutes or 0
        time = self._say(FilePhrase.MINUTES, number=minutes)
        if block.heading:
            return AgendaRow(one_line(block.heading), time, minutes, lines)
        return AgendaRow(lines[0].text if lines else "", time, minutes, lines[1:])

    def _lines(self, lines: tuple[Line, ...]) -> tuple[SheetLine, ...]:
        return tuple(self._line(line.text, line.citations) for line in lines)

    def _line(self, text: str, citations: tuple[int, ...]) -> SheetLine:
        """A line is in the language of its first source: a quote without an edition stays in its own."""
        language = self.languages.get(citations[0]) if citations else None
        return SheetLine(one_line(text), citations, language or self.material.language)

    def _labels(self) -> Labels:
        return Labels(
            part=self._say(FilePhrase.PART),
            time=self._say(FilePhrase.TIME),
            total=self._say(FilePhrase.TOTAL),
            quiz=self._say(FilePhrase.QUIZ),
            key=self._say(FilePhrase.ANSWER_KEY),
            answer=self._say(FilePhrase.RIGHT_ANSWER),
            explanation=self._say(FilePhrase.EXPLANATION),
            uncovered=self._say(FilePhrase.UNCOVERED),
            sources=self._say(FilePhrase.SOURCES),
            numbers=self._say(FilePhrase.NUMBERS),
            name=self._say(FilePhrase.NAME),
            date=self._say(FilePhrase.DATE),
            page=self._say(FilePhrase.PAGE),
            continued=self._say(FilePhrase.CONTINUED),
        )

    def _say(self, phrase: FilePhrase, **values: object) -> str:
        return self.wording.phrase(phrase, self.material.language, **values)


def _headed(title: str) -> str:
    """A title as a file bears it: begun with a capital, unless its first word has one elsewhere (iPad)."""
    first = title.split(" ", 1)[0]
    return title[:1].upper() + title[1:] if first == first.lower() else title
