"""What every file says, before it takes a form: a material in the words of its language, cleaned and put in order.

All text in it is data: one line each, without control characters, with no markup of any form.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.types import BlockStyle, Language, MaterialKind, QuizType


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line, the numbers of its sources, and the language that it is in."""

    text: str
    citations: tuple[int, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """Lines under a heading of the second rank, where there is one."""

    heading: str | None
    style: BlockStyle
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A segment of the agenda: its name, its minutes as a phrase and as a number, and what is done in it."""

    heading: str
    time: str
    minutes: int
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the first rank with blocks or, for the agenda, rows under it."""

    key: str | None
    heading: str | None
    blocks: tuple[SheetBlock, ...]
    agenda: tuple[AgendaRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, sort or match, and the letter or number that it bears ("" for true and false)."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the quiz as it is printed; `columns` has two columns for a match, none for a gap, else one.

    `answer` is what the key says; the explanation is in the words of its sources.
    """

    number: int
    heading: str
    type: QuizType
    prompt: str
    columns: tuple[tuple[Choice, ...], ...]
    answer: str
    explanation: SheetLine


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation number, its link where the page's address is known, its quote where no line says the same."""

    number: int
    link: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A section that lines stand on: where it is, what is to be known of it (bracketed), and the citations of it."""

    place: str
    notes: str
    language: Language
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words that a form needs, in the sheet's language."""

    part: str
    time: str
    total: str
    quiz: str
    key: str
    answer: str
    explanation: str
    uncovered: str
    sources: str
    numbers: str
    name: str
    date: str
    page: str
    continued: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A material, ready to be given a form. `total` is the agenda's sum as a phrase, None without an agenda."""

    kind: MaterialKind
    language: Language
    kind_name: str
    title: str
    remark: str | None
    uncovered: tuple[str, ...]
    parts: tuple[Part, ...]
    total: str | None
    quiz: tuple[Question, ...]
    sources: tuple[Source, ...]
    labels: Labels
