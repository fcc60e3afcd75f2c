"""A turn of the conversation as a sheet: question, answer with numbered sources, where to go on."""

from __future__ import annotations

import unicodedata
from gettext import NullTranslations

from api.schemas.common import LanguageCode
from api.schemas.results import BlockOut, CitationOut, LineOut, ResultOut
from ui.badges import language_badge, source_badges
from ui.links import to_citation
from ui.sheet import Action, Node, icon

SOURCE = "source"
TOPIC = "topic"

# A quote as a hint shows on hover; browsers cut longer ones anyway.
_HINT_CHARS = 300


def turn_sheet(question: str, under: tuple[Node, ...] = ()) -> Node:
    """A question on the asker's side, and what came of it."""
    return Node("section", look="turn", children=(Node("p", question, look="question"), *under))


def result_parts(typed: str, result: ResultOut, words: NullTranslations) -> tuple[Node, ...]:
    """What stands under a question: how it was understood, answer or refusal, sources, where to go on."""
    body = _refusal(result) if result.refusal else _answer(result, words)
    answer = Node("div", look="answer", language=result.language, children=(*body, *_related(result, words)))
    return (*_understood(typed, result, words), answer)


def _understood(typed: str, result: ResultOut, words: NullTranslations) -> tuple[Node, ...]:
    """How the question was completed from the ones before; nothing where only form and spaces differ."""
    if not result.question_used or _plain(result.question_used) == _plain(typed):
        return ()
    text = words.gettext("Understood as: {question}").format(question=result.question_used)
    return (Node("p", text, look="understood"),)


def _plain(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).casefold().split()


def _refusal(result: ResultOut) -> tuple[Node, ...]:
    message = result.refusal.message if result.refusal else ""
    return (Node("div", look="refusal", children=(icon("search_off"), Node("p", message))),)


def _answer(result: ResultOut, words: NullTranslations) -> tuple[Node, ...]:
    cited = {citation.number: citation for citation in result.citations}
    parts = [_block(block, result.language, cited, words) for block in result.blocks]
    if result.uncovered:
        missing = words.gettext("The texts do not cover: {topics}").format(topics="; ".join(result.uncovered))
        parts.append(_note("info", missing))
    if result.written_by == "model":
        worded = words.gettext("Worded by a language model; every sentence was checked against its sources.")
        parts.append(_note("auto_awesome", worded))
    if result.citations:
        parts.append(_sources(result, words))
    return tuple(parts)


def _note(name: str, text: str) -> Node:
    return Node("div", look="note", children=(icon(name), Node("p", text)))


def _block(block: BlockOut, language: LanguageCode, cited: dict[int, CitationOut], words: NullTranslations) -> Node:
    heading = (Node("h3", block.heading),) if block.heading else ()
    lines = [_line(line, language, cited, words) for line in block.lines]
    if block.style == "paragraph":
        return Node("div", look="block", children=(*heading, *(Node("p", look="lead", children=ln) for ln in lines)))
    items = tuple(Node("li", children=line) for line in lines)
    return Node(
        "div",
        look="block",
        children=(*heading, Node("ol" if block.style == "steps" else "ul", children=items)),
    )


def _line(
    line: LineOut, language: LanguageCode, cited: dict[int, CitationOut], words: NullTranslations
) -> tuple[Node, ...]:
    """The line, its language where that is not the answer's, and the numbers of its sources."""
    sources = [cited[number] for number in line.citations if number in cited]
    spoken = {source.language for source in sources}
    own = spoken.pop() if len(spoken) == 1 else language
    text = Node("span", line.text, language=own)
    foreign = (Node("span", " "), language_badge(own, words)) if own != language else ()
    chips = tuple(_chip(source, words) for source in sources)
    return (text, *foreign, *((Node("span", look="numbers", children=chips),) if chips else ()))


def _chip(citation: CitationOut, words: NullTranslations) -> Node:
    """The number of a source: a real link, so that it can be opened in another tab, too."""
    label = words.gettext("Open source {number}: {title}").format(number=citation.number, title=citation.title)
    return Node(
        "a",
        str(citation.number),
        look="chip",
        label=label,
        hint=citation.quote[:_HINT_CHARS],
        href=to_citation(citation).href(),
        action=Action(SOURCE, str(citation.number)),
    )


def _sources(result: ResultOut, words: NullTranslations) -> Node:
    """The sources, one entry for each section, folded away: the answer comes first."""
    sections: dict[tuple[str, ...], list[CitationOut]] = {}
    for citation in result.citations:
        sections.setdefault((citation.document, citation.version, *citation.section), []).append(citation)
    entries = tuple(Node("li", children=(_source(group, result.language, words),)) for group in sections.values())
    count = len(result.citations)
    summary = words.ngettext("{count} source", "{count} sources", count).format(count=count)
    head = Node("summary", children=(icon("chevron_right"), Node("span", summary)))
    return Node("details", look="sources", children=(head, Node("ul", children=entries)))


def _source(group: list[CitationOut], language: LanguageCode, words: NullTranslations) -> Node:
    first = group[0]
    chips = tuple(_chip(citation, words) for citation in group)
    place = Node("span", " › ".join((first.title, *first.section)), look="place", language=first.language)
    badges = source_badges(first.language, first.original_language, first.made_by, first.reviewed, language, words)
    return Node(
        "div",
        look="source",
        children=(
            place,
            Node("div", look="chips", children=chips),
            Node("div", look="badges", children=badges),
        ),
    )


def _related(result: ResultOut, words: NullTranslations) -> tuple[Node, ...]:
    """Sections to go on with, each a question at a click."""
    if not result.related:
        return ()
    heading = words.gettext("The texts do say something about:") if result.refusal else words.gettext("Go on with:")
    topics = tuple(
        Node("button", related.title, look="topic", action=Action(TOPIC, str(place)))
        for place, related in enumerate(result.related)
    )
    return (Node("div", look="related", children=(Node("h3", heading), Node("div", look="topics", children=topics))),)
