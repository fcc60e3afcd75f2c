"""Lines with their offsets; of plain text also the lines that somebody forgot to begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.structure.marks import mark_of
from ingest.structure.run_on import RunOnMark, run_on_marks


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its break; `text == stored_text[start:start + len(text)]`."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)


def lines_of(text: str) -> list[Line]:
    """A text's own lines."""
    found = []
    start = 0
    for line in text.split("\n"):
        found.append(Line(start, line))
        start += len(line) + 1
    return found


def logical_lines(text: str) -> list[Line]:
    """The lines of plain text, begun anew at each mark of a list that runs on, and behind a title without a break.

    What separated the items of such a list (`;`) belongs to none of them.
    """
    marks = run_on_marks(text)
    subjects = _usual_subjects(text)
    result: list[Line] = []
    number = 0
    for line in lines_of(text):
        inside = []
        while number < len(marks) and marks[number].start < line.end:
            inside.append(marks[number])
            number += 1
        for piece in _cut(text, line, _lone_first(line) + inside):
            result += _title_and_text(piece, subjects) if subjects else [piece]
    return result


_BLANK = " \t　"
_SEPARATORS = _BLANK + ";；,，、"
_SENTENCE_END = re.compile(r"[。！？!?;；…][”’\"')）]*|\.(?=\s)")
# Labels that people put before a list of duties, with nothing between them and the item before.
_LABEL = re.compile(
    r"(?:任职|岗位|职位)(?:要求|资格|职责)|职责描述|(?:工作|主要)职责|담당 ?업무|자격 ?요건|지원 ?자격|우대 ?사항"
    r"|Изисквания|Задължения|Отговорности|Requirements|Responsibilities|Qualifications"
)


def _cut(text: str, line: Line, marks: list[RunOnMark]) -> Iterator[Line]:
    """A line cut before each mark; before a list's first mark also behind the sentence that ends there."""
    edges = [line.start]
    for mark in marks:
        before = text[edges[-1] : mark.start]
        if not before.strip():
            continue
        if mark.value == 1 and not mark.bullet and (label := _label_in(before)):
            edges.append(edges[-1] + label)
        edges.append(mark.start)
    edges.append(line.end)
    for start, end in pairwise(edges):
        words = text[start:end]
        kept = words.strip(_SEPARATORS) if len(edges) > 2 else words
        if kept or len(edges) == 2:
            yield Line(start + words.index(kept), kept)


def _label_in(before: str) -> int:
    """Where, in the words before a list's first mark, what leads in to it begins."""
    ends = [match.end() for match in _SENTENCE_END.finditer(before) if before[match.end() :].strip()]
    if ends:
        return ends[-1]
    labels = [match.start() for match in _LABEL.finditer(before)]
    listed = mark_of(before.lstrip()) is not None
    return labels[-1] if labels and listed and len(before) - labels[-1] < 16 else 0


_FIRST = re.compile(r"[^\s\d,，。;；:：]{2,12}(1)[、.．](?!\d)[ \t]*(?=[^\W\d_])")


def _lone_first(line: Line) -> list[RunOnMark]:
    """`(六)访前准备1、物品准备…`: a first item alone, behind a short numbered title."""
    mark = mark_of(line.text)
    match = _FIRST.match(line.text, mark.length) if mark and mark.style else None
    return [RunOnMark(1, line.start + match.start(1), line.start + match.end())] if match else []


# A sentence's first four characters; so many sentences must begin alike before they tell a title's end.
_OPENING = re.compile(r"(?:^|[。！？\n])(?:作为)?([\u4e00-\u9fff]{4})", re.MULTILINE)
_ENOUGH_ALIKE = 5
_GOES_ON = "(?:还|也)?(?:需要|应|负责|必须|要|是|将|可以|[,，](?:您|主要))"
_TITLE_WORDS = "(?:职责|要求|范本|范文|模板|模版|技巧|流程|制度|办法)(?:[(（][一二三四五六七八九十\\d]{1,2}[)）])?"


@dataclass(frozen=True, slots=True)
class _Subjects:
    """How a Chinese text's sentences usually begin (`业务经理`), and a title that stands before such a beginning."""

    title: re.Pattern[str]
    inside: re.Pattern[str]


def _usual_subjects(text: str) -> _Subjects | None:
    counts = Counter(_OPENING.findall(text))
    usual = "|".join(re.escape(words) for words, count in counts.items() if count >= _ENOUGH_ALIKE)
    if not usual:
        return None
    words = r"[\u4e00-\u9fff、“”]{3,24}?"
    begins = rf"(?=(?:作为)?(?:{usual}){_GOES_ON})"
    numbered = r"(?:[(（][一二三四五六七八九十\d]{1,2}[)）])?"
    title = re.compile(rf"({words}{_TITLE_WORDS})(?=作为)|({words}{numbered}){begins}")
    return _Subjects(title, re.compile(rf"(?<=.)(?:{usual}).+[)）]$"))


def _title_and_text(line: Line, subjects: _Subjects) -> Iterator[Line]:
    """`一、市场调研和分析业务经理需要…`: a title ends where the text's usual subject begins its sentence."""
    mark = mark_of(line.text)
    begin = mark.length if mark else 0
    match = subjects.title.match(line.text, begin)
    if match is None or not (mark or _TITLE.search(match[0])):
        yield line
        return
    cuts = [0, match.end(), len(line.text)]
    # `7、有驾驶证优先业务经理岗位的工作职责(2)作为业务经理,您…`: the last item, the next title, its text.
    if mark and (other := subjects.inside.search(line.text, begin, match.end())):
        cuts.insert(1, other.start())
    for start, end in pairwise(cuts):
        yield Line(line.start + start, line.text[start:end])


# An unnumbered line begins with a title where that says so itself.
_TITLE = re.compile(rf"{_TITLE_WORDS}$")
