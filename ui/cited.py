"""Cited lines and their sources as nodes: what answers and materials have in common."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from types import MappingProxyType

from api.schemas.common import LanguageCode
from api.schemas.results import BlockOut, CitationOut, LineOut, ResultOut
from ui.badges import language_badge, source_badges, source_in
from ui.links import to_citation
from ui.sheet import Action, Node, icon

SOURCE = "source"

# A quote as a hint shows on hover; browsers cut longer ones anyway.
_HINT_CHARS = 300


def note_node(name: str, text: str) -> Node:
    """A remark with an icon."""
    return Node("div", look="note", children=(icon(name), Node("p", text)))


def uncovered_node(result: ResultOut, words: NullTranslations) -> Node | None:
    """What was asked for and the texts do not have; None where they have it all."""
    if not result.uncovered:
        return None
    missing = words.gettext("The texts do not cover: {topics}").format(topics="; ".join(result.uncovered))
    return note_node("info", missing)


def block_node(block: BlockOut, language: LanguageCode, cited: dict[int, CitationOut], words: NullTranslations) -> Node:
    """Lines that belong together, under their heading."""
    heading = (Node("h3", block.heading),) if block.heading else ()
    lines = [line_nodes(line, language, cited, words) for line in block.lines]
    if block.style == "paragraph":
        return Node("div", look="block", children=(*heading, *(Node("p", look="lead", children=ln) for ln in lines)))
    items = tuple(Node("li", children=line) for line in lines)
    return Node(
        "div",
        look="block",
        children=(*heading, Node("ol" if block.style == "steps" else "ul", children=items)),
    )


def line_nodes(
    line: LineOut, language: LanguageCode, cited: dict[int, CitationOut], words: NullTranslations
) -> tuple[Node, ...]:
    """The line, its language where that is not the answer's, and the numbers of its sources."""
    sources = [cited[number] for number in line.citations if number in cited]
    spoken = {source.language for source in sources}
    own = spoken.pop() if len(spoken) == 1 else language
    text = Node("span", line.text, language=own)
    foreign = (Node("span", " "), language_badge(own, words)) if own != language else ()
    chips = tuple(chip_node(source, words) for source in sources)
    return (text, *foreign, *((Node("span", look="numbers", children=chips),) if chips else ()))


def chip_node(citation: CitationOut, words: NullTranslations) -> Node:
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


def sources_node(result: ResultOut, words: NullTranslations, owners: Mapping[str, str] = MappingProxyType({})) -> Node:
    """The sources, one entry for each text, folded away: the answer comes first. `owners`: by document."""
    texts: dict[tuple[str, str], list[CitationOut]] = {}
    for citation in result.citations:
        texts.setdefault((citation.document, citation.version), []).append(citation)
    entries = tuple(
        Node("li", children=(_source(group, result.language, words, owners.get(group[0].document)),))
        for group in texts.values()
    )
    count = len(result.citations)
    summary = words.ngettext("{count} source", "{count} sources", count).format(count=count)
    head = Node("summary", children=(icon("chevron_right"), Node("span", summary)))
    return Node("details", look="sources", children=(head, Node("ul", children=entries)))


def _source(group: list[CitationOut], language: LanguageCode, words: NullTranslations, owner: str | None) -> Node:
    """A text: its title, its sections with their numbers, and what is known about it, said once."""
    first = group[0]
    sections: dict[tuple[str, ...], list[CitationOut]] = {}
    for citation in group:
        sections.setdefault(citation.section, []).append(citation)
    badges = source_badges(
        first.language, first.original_language, first.made_by, first.reviewed, language, words, owner
    )
    return Node(
        "div",
        look="source",
        children=(
            Node("span", first.title, look="place", language=first.language),
            *(_cited_section(cited, first, words) for cited in sections.values()),
            Node("div", look="badges", children=badges),
        ),
    )


def _cited_section(cited: list[CitationOut], first: CitationOut, words: NullTranslations) -> Node:
    """A section and the numbers that stand in it; the language of its facts where that is not the text's."""
    own = cited[0]
    place = (Node("span", " › ".join(own.section), language=own.language),) if own.section else ()
    other = (source_in(own.original_language, words),) if own.original_language != first.original_language else ()
    chips = tuple(chip_node(citation, words) for citation in cited)
    return Node("div", look="chips", children=(*place, *chips, *other))
