"""A module's quiz in GIFT, Moodle's text form: each rule here is one of Moodle's own reader (qformat_gift)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.renderers.cleaning import one_line
from kb.renderers.questions import accepted_by, choice_of, order_of, pairs_of
from kb.renderers.sheet import Question, Sheet
from kb.types import Language, Material, QuizItem, QuizType

_SPECIAL = re.compile(r"[\\~=#{}:]")
_NAME_CHARS = 60


def to_gift(material: Material, sheet: Sheet) -> bytes:
    """The quiz as GIFT in UTF-8, in a category of the module's name.

    Choice, true/false, match and gap are Moodle's own types; an order is a match of options with their positions.
    """
    texts = [f"$CATEGORY: $course$/Fieldcoach/{_category(sheet.title)}"]
    texts += ["\n".join(_question(item, asked, sheet)) for item, asked in zip(material.quiz, sheet.quiz, strict=True)]
    return ("\n\n".join(texts) + "\n").encode()


def _category(title: str) -> str:
    """A title as one step of a path. Moodle undoes no escape in a category but that of the backslash."""
    return one_line(title).replace("\\", "\\\\").replace("/", "//")


def _question(item: QuizItem, asked: Question, sheet: Sheet) -> Iterator[str]:
    yield f"::{_escaped(_name(f'{asked.number:02d} {asked.prompt}'))}::[plain]{_escaped(asked.prompt)} {{"
    yield from _answers(item)
    # The last four hashes begin the general feedback; an explanation's own are escaped.
    yield f"####{_answer(_feedback(asked, sheet))}"
    yield "}"


def _name(text: str) -> str:
    """What a list of questions shows: cut before a word, where the script parts words."""
    if len(text) <= _NAME_CHARS:
        return text
    kept, _, broken = text[:_NAME_CHARS].rpartition(" ")
    # Chinese has few blanks, or none: it may be cut anywhere.
    return (kept if len(broken) < _NAME_CHARS // 2 else text[: _NAME_CHARS - 1]).rstrip() + "…"


def _answers(item: QuizItem) -> Iterator[str]:
    match item.type:
        case QuizType.CHOICE:
            yield from _chosen(item)
        case QuizType.TRUE_FALSE:
            yield "TRUE" if item.answer else "FALSE"
        case QuizType.ORDER:
            for position, index in enumerate(order_of(item), start=1):
                yield f"={_answer(_arrowless(item.options[index]))} -> {position}"
        case QuizType.MATCH:
            yield from _matched(item)
        case QuizType.GAP:
            yield from ("=" + _answer(_literal(_arrowless(accepted))) for accepted in accepted_by(item))


def _chosen(item: QuizItem) -> Iterator[str]:
    right = choice_of(item)
    for index, option in enumerate(item.options):
        yield f"{'=' if index == right else '~'}{_answer(option)}"


def _matched(item: QuizItem) -> Iterator[str]:
    pairs = pairs_of(item)
    for left, right in pairs:
        yield f"={_answer(_arrowless(item.options[left]))} -> {_escaped(item.options[right])}"
    used = {right for _, right in pairs}
    for index in range(len(pairs), len(item.options)):
        if index not in used:
            yield f"= -> {_escaped(item.options[index])}"


def _feedback(asked: Question, sheet: Sheet) -> str:
    cited = set(asked.explanation.citations)
    places = [source.place for source in sheet.sources if cited & {mark.number for mark in source.marks}]
    where = "; ".join(places)
    if places:
        where = f"（{where}）" if sheet.language is Language.ZH else f" ({where})"
    return f"{asked.explanation.text}{where}"


def _arrowless(text: str) -> str:
    """The arrow makes a match of an answer and parts its sides, and it can't be escaped."""
    return text.replace("->", "→")


def _literal(text: str) -> str:
    """In a short answer an asterisk stands for anything, unless a backslash goes before it."""
    return text.replace("*", "\\*")


def _answer(text: str) -> str:
    """An escaped text; `[html]` at its start would be its format and `%50%` its weight, so it names the format."""
    escaped = _escaped(text)
    return f"[plain]{escaped}" if escaped[:1] in {"[", "%"} else escaped


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], one_line(text))
