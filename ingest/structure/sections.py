"""Text → document: the tree of sections, flattened to paths, each unit with its offsets in the stored text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from ingest.structure.attributes import check_attributes, split_attributes
from ingest.structure.blocks import UnitReader
from ingest.structure.furniture import is_about_the_author
from ingest.structure.headings import Heading, markdown_heading, plain_heading
from ingest.structure.lines import Line, lines_of, logical_lines
from ingest.structure.marks import Mark, mark_of
from ingest.types import Document, Section
from kb.text import plain, spoken

TOP = "top"
_NOT_IN_ANCHORS = re.compile(r"[^\w]+")
_LONGEST_ANCHOR = 60
# Styles that number a text's parts more often than a list.
_OUTLINES = frozenset({"han", "han-brackets"})

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document, and what is wrong with its attributes: a sentence each, naming the line of the body (from 1)."""

    document: Document
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """A section whose lines are still being collected."""

    path: tuple[str, ...]
    anchor: str | None
    attributes: Attributes
    heading: Line | None = None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Braced:
    """A stored text, and by line of it (from 0) the anchor and attributes that stood in braces behind a heading.

    `faults`: what is wrong with them, a sentence each, naming the line in the file.
    """

    text: str
    braces: dict[int, tuple[str | None, Attributes]]
    faults: tuple[str, ...] = ()


def split_braces(body: str, *, markdown: bool, first_line: int = 1) -> Braced:
    """Take the `{…}` off a body's headings; `first_line` is the body's first line in its file."""
    if not markdown:
        return Braced(body, {})
    kept: list[str] = []
    braces: dict[int, tuple[str | None, Attributes]] = {}
    faults: list[str] = []
    for number, line in enumerate(body.split("\n")):
        bare, anchor, attributes, other = split_attributes(line) if line.startswith("#") else (line, None, (), ())
        if anchor is not None or attributes:
            braces[number] = anchor, attributes
            faults += check_attributes(attributes, other, first_line + number)
        kept.append(bare)
    faults += _twice([anchor for anchor, _ in braces.values() if anchor])
    return Braced("\n".join(kept), braces, tuple(faults))


def parse(body: str, *, markdown: bool, first_line: int = 1) -> Parsed:
    """Structure of a text without its head, in NFC; `first_line` is the body's first line in its file.

    The stored text is the body without the `{…}` of headings; every offset counts code points in it.
    """
    braced = split_braces(body, markdown=markdown, first_line=first_line)
    return Parsed(parse_stored(braced, markdown=markdown), braced.faults)


def parse_stored(braced: Braced, *, markdown: bool) -> Document:
    """Structure of a stored text."""
    lines = lines_of(braced.text) if markdown else logical_lines(braced.text)
    drafts = list(_drafts(lines, braced.braces, markdown=markdown))
    if not markdown:
        drafts = _without_empty_numbers(drafts)
    title = _title(drafts)
    reader = UnitReader(braced.text, markdown=markdown)
    anchors = _Anchors(draft.anchor for draft in drafts if draft.anchor)
    sections = []
    for draft in drafts:
        units = tuple(reader.read(draft.lines))
        path = draft.path[1:] if title is not None and draft.path[:1] == (title,) else draft.path
        if not units or (draft.path and not markdown and is_about_the_author(draft.path[-1])):
            continue
        anchor = anchors.first(draft.anchor) or anchors.of(draft.path)
        sections.append(Section(path, anchor, draft.attributes, units))
    return Document(braced.text, title or _numbered_title(lines), tuple(sections))


def _drafts(
    lines: Sequence[Line], braces: Mapping[int, tuple[str | None, Attributes]], *, markdown: bool
) -> Iterator[_Draft]:
    stack = _Stack()
    draft = _Draft((), None, ())
    skip = fenced = False
    last: Mark | None = None
    for number, line in enumerate(lines):
        if skip:
            skip = False
            continue
        fenced ^= line.text.lstrip().startswith(("```", "~~~"))
        heading, skip = (None, False) if fenced else _heading(lines, number, last, markdown=markdown)
        if heading is not None:
            last = mark_of(line.text.strip()) or last
            yield draft
            anchor, attributes = braces.get(number, (None, ()))
            draft = _Draft(stack.opened(heading, line), anchor, attributes, line)
        elif not markdown and stack.is_left_by(line):
            yield draft
            draft = _Draft(stack.path(), None, ())
        if heading is None:
            draft.lines.append(line)
    yield draft


class _Stack:
    """The headings that are open, outermost first, with their levels."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._levels: dict[str, int] = {}

    def path(self) -> tuple[str, ...]:
        return tuple(words for _, words in self._open if words)

    def opened(self, heading: Heading, line: Line) -> tuple[str, ...]:
        """The path of a heading that begins here."""
        self._close(heading.level)
        self._open.append((heading.level, _words(line.text[heading.start : heading.end])))
        mark = mark_of(line.text.strip())
        if mark is not None and mark.style is not None:
            self._levels[mark.style.name] = heading.level
        return self.path()

    def is_left_by(self, line: Line) -> bool:
        """`(四)…` that is no heading itself ends what stands under `(三)`, where those were headings before."""
        mark = mark_of(line.text.strip())
        level = self._levels.get(mark.style.name) if mark and mark.style and mark.style.name in _OUTLINES else None
        if level is None or not self._open or self._open[-1][0] < level:
            return False
        self._close(level)
        return True

    def _close(self, level: int) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()


def _without_empty_numbers(drafts: Sequence[_Draft]) -> list[_Draft]:
    """A numbered line of plain text that nothing stands under was no heading, but an item of what stands above."""
    kept: list[_Draft] = []
    for draft, after in zip_longest(drafts, drafts[1:]):
        empty = not any(line.text.strip() for line in draft.lines)
        deeper = after is not None and len(after.path) > len(draft.path)
        if kept and draft.heading is not None and empty and not deeper and mark_of(draft.heading.text.strip()):
            kept[-1].lines.append(draft.heading)
        else:
            kept.append(draft)
    return kept


def _words(heading: str) -> str:
    """A heading as a path shows it: without inline Markdown, the counter before it and what ends it."""
    mark = mark_of(heading)
    if mark is not None and mark.style is not None and not mark.style.heading:
        heading = heading[mark.length :]
    return plain(heading).strip().rstrip(":：.").rstrip()


def _heading(lines: Sequence[Line], number: int, last: Mark | None, *, markdown: bool) -> tuple[Heading | None, bool]:
    line = lines[number].text
    following = lines[number + 1].text if number + 1 < len(lines) else ""
    marked = markdown_heading(line, following)
    if marked is not None and (markdown or line.startswith("#")):
        return marked
    if markdown:
        return None, False
    text = next((other.text for other in lines[number + 1 : number + 4] if other.text.strip()), "")
    above = reversed(lines[max(0, number - 3) : number])
    before = next((other.text for other in above if other.text.strip()), "")
    return plain_heading(line, text, last, before), False


def _title(drafts: Sequence[_Draft]) -> str | None:
    """A single outermost heading that all others stand under is the document's title, not a section's path."""
    paths = [draft.path for draft in drafts if draft.path]
    if not paths:
        return None
    first = paths[0][0]
    alone = len(paths[0]) == 1 and all(path[0] == first for path in paths) and len(paths) > 1
    return first if alone else None


_PORTAL_TITLE = re.compile(r"(.{2,60}?)[(（]0{2,}\d+[)）]")


def _numbered_title(lines: Sequence[Line]) -> str | None:
    """The first line where a document portal put its serial number behind the title."""
    first = next((line.text.strip() for line in lines if line.text.strip()), "")
    match = _PORTAL_TITLE.fullmatch(first)
    return match[1] if match else None


class _Anchors:
    """Anchors of our own making, each once; those that were given are taken."""

    def __init__(self, given: Iterable[str]) -> None:
        self._taken = {TOP, *given}
        self._used: set[str] = set()
        self._next: dict[str, int] = {}

    def first(self, given: str | None) -> str | None:
        """An anchor that was given, the first time that it is asked for: whoever gave it twice gets one."""
        if given is None or given in self._used:
            return None
        self._used.add(given)
        return given

    def of(self, path: tuple[str, ...]) -> str:
        if not path and not self._next.get(TOP):
            self._next[TOP] = 2
            return TOP
        words = spoken(path[-1] if path else TOP)
        slug = _NOT_IN_ANCHORS.sub("-", words).strip("-")[:_LONGEST_ANCHOR].strip("-") or TOP
        anchor = slug
        while anchor in self._taken:
            number = self._next.get(slug, 2)
            self._next[slug] = number + 1
            anchor = f"{slug}-{number}"
        self._taken.add(anchor)
        return anchor


def _twice(anchors: Iterable[str]) -> list[str]:
    counts = Counter(anchors)
    return [f"the anchor #{anchor} stands twice" for anchor in sorted(counts) if counts[anchor] > 1]
