"""Insights as sheets: figures, bars in tables, lists of what needs a hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import NullTranslations

from api.schemas.common import LanguageCode
from api.schemas.gaps import GapGroupOut
from api.schemas.insights import DislikedOut, InsightsOut, LanguageCountOut, TextUseOut, TotalsOut, WorkCountOut
from ui.answer_bar import reasons
from ui.gap_sheet import shortened
from ui.phrases import NATIVE_NAMES
from ui.sheet import Node, icon

# What needs a hand: the first of them; the rest is in the API.
_SHOWN = 12


def totals_sheet(found: InsightsOut, words: NullTranslations) -> Node:
    """How much was asked, and how it went."""
    totals = found.totals
    tiles = (
        _tile(str(totals.asked), words.gettext("asked")),
        _tile(_share(totals.answered, totals.asked, words), words.gettext("answered")),
        _tile(str(totals.refused), words.gettext("not in the texts")),
        _tile(str(totals.expected), words.gettext("should have been there")),
        # Who expected an answer is counted beside it, and has rated none.
        _tile(_share(totals.useful, _rated(totals), words), words.gettext("useful, of those rated")),
    )
    return Node("div", look="tiles", children=tiles)


def _rated(totals: TotalsOut) -> int:
    return totals.useful + max(0, totals.not_useful - totals.expected)


def _tile(figure: str, name: str) -> Node:
    return Node("div", look="tile", children=(Node("span", figure, look="big"), Node("span", name)))


def _share(part: int, whole: int, words: NullTranslations) -> str:
    return words.gettext("{percent}%").format(percent=round(100 * part / whole)) if whole else "–"


def days_table(found: InsightsOut, words: NullTranslations) -> Node:
    """The figures of the chart, newest day first, days without questions left out."""
    rows = [
        (day.day.isoformat(), str(day.answered), str(day.refused))
        for day in reversed(found.by_day)
        if day.answered or day.refused
    ]
    heads = (words.gettext("Day"), words.gettext("Answered"), words.gettext("Not in the texts"))
    return _table(words.gettext("Questions a day"), heads, [_plain_row(row) for row in rows])


def languages_table(counts: Sequence[LanguageCountOut], words: NullTranslations) -> Node:
    """What was asked in each language."""
    most = max((count.answered + count.refused for count in counts), default=0)
    ordered = sorted(counts, key=lambda count: -(count.answered + count.refused))
    rows = []
    for count in ordered:
        asked = count.answered + count.refused
        name = Node("th", NATIVE_NAMES[count.language], look="row-head", language=count.language)
        refused = Node("td", str(count.refused), look="figure")
        rows.append(Node("tr", children=(name, _bar_cell(asked, most), refused)))
    heads = (words.gettext("Language"), words.gettext("Questions"), words.gettext("Not in the texts"))
    return _table(words.gettext("By language"), heads, rows)


def topics_table(counts: Sequence[WorkCountOut], words: NullTranslations) -> Node:
    """How often each topic was cited."""
    most = max((count.count for count in counts), default=0)
    rows = []
    for count in counts[:_SHOWN]:
        disliked = Node("td", str(count.not_useful) if count.not_useful else "–", look="figure")
        rows.append(
            Node("tr", children=(Node("th", count.title, look="row-head"), _bar_cell(count.count, most), disliked))
        )
    heads = (words.gettext("Topic"), words.gettext("Cited"), words.gettext("Did not help"))
    return _table(words.gettext("By topic"), heads, rows)


def _bar_cell(count: int, most: int) -> Node:
    meter = Node("span", look="meter", share=count / most if most else 0.0)
    return Node("td", look="figure wide", children=(Node("span", str(count)), meter))


def _plain_row(cells: tuple[str, ...]) -> Node:
    first, *rest = cells
    return Node(
        "tr", children=(Node("th", first, look="row-head"), *(Node("td", cell, look="figure") for cell in rest))
    )


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[Node]) -> Node:
    head = Node("thead", children=(Node("tr", children=tuple(Node("th", text) for text in heads)),))
    children = (Node("caption", caption), head, Node("tbody", children=tuple(rows)))
    return Node("table", look="figures-table", children=children)


def refused_sheet(groups: Sequence[GapGroupOut], words: NullTranslations) -> Node:
    """Refused questions that mean the same, the most wanted first."""
    rows = []
    for group in groups[:_SHOWN]:
        times = words.ngettext("asked {count} time", "asked {count} times", group.count).format(count=group.count)
        marks = [Node("span", times, look="badge")]
        if group.expected:
            wanted = words.ngettext("{count} expected an answer", "{count} expected an answer", group.expected).format(
                count=group.expected
            )
            marks.append(Node("span", look="badge marked", children=(icon("priority_high"), Node("span", wanted))))
        badges = Node("div", look="badges", children=tuple(marks))
        rows.append(
            Node("li", children=(Node("p", shortened(group.question), look="asked", language=group.language), badges))
        )
    return Node("ul", look="entries plain", children=tuple(rows))


def disliked_sheet(found: Sequence[DislikedOut], titles: Mapping[str, str], words: NullTranslations) -> Node:
    """What did not help, why not, and the texts that it stood on; `titles`: by document."""
    names = reasons(words)
    rows = []
    for one in found[:_SHOWN]:
        marks = [Node("span", one.at[:10], look="badge")]
        if one.reason:
            marks.append(Node("span", names[one.reason], look="badge marked"))
        children = [Node("p", shortened(one.question), look="asked", language=one.language)]
        if one.comment:
            children.append(Node("p", one.comment, look="comment"))
        # A section is named "document#anchor": names of the service's, which nobody who reads this knows.
        texts = dict.fromkeys(titles.get(section.partition("#")[0], "") for section in one.sections)
        if any(texts):
            children.append(Node("p", " · ".join(filter(None, texts)), look="path", language=one.language))
        rows.append(Node("li", children=(*children, Node("div", look="badges", children=tuple(marks)))))
    return Node("ul", look="entries plain", children=tuple(rows))


def texts_sheet(texts: Sequence[TextUseOut], caption: str, reader: LanguageCode, words: NullTranslations) -> Node:
    """Texts that need a look, with their owner."""
    entries = tuple(Node("li", children=_text(text, reader, words)) for text in texts[:_SHOWN])
    more = len(texts) - len(entries)
    rest = words.ngettext("and {count} more", "and {count} more", more).format(count=more)
    return Node(
        "section",
        look="texts",
        children=(
            Node("h3", caption),
            Node("ul", look="entries plain", children=entries),
            *((Node("p", rest, look="path"),) if more > 0 else ()),
        ),
    )


def _text(text: TextUseOut, reader: LanguageCode, words: NullTranslations) -> tuple[Node, ...]:
    marks = []
    if text.language != reader:
        marks.append(_badge("translate", NATIVE_NAMES[text.language]))
    if text.owner:
        marks.append(_badge("person", text.owner))
    if text.reviewed:
        marks.append(_badge("event", words.gettext("Reviewed {date}").format(date=text.reviewed.isoformat())))
    times = words.ngettext("cited {count} time", "cited {count} times", text.uses).format(count=text.uses)
    marks.append(_badge("format_quote", times))
    title = Node("p", text.title, look="asked", language=text.language)
    return (title, Node("div", look="badges", children=tuple(marks)))


def _badge(name: str, text: str) -> Node:
    return Node("span", look="badge", children=(icon(name), Node("span", text)))
