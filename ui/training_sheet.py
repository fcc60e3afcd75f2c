"""A training module as sheets: objectives, the timed agenda, key points, exercise and role-play cards."""

from __future__ import annotations

from gettext import NullTranslations

from api.schemas.results import BlockOut, CitationOut, ResultOut
from ui.cited import block_node, line_nodes
from ui.sheet import Node

_KEYS = ("objectives", "agenda", "key_points", "exercise", "role_play")


def module_sheet(module: ResultOut, words: NullTranslations) -> Node:
    """The whole module but its quiz, in the order of the day."""
    cited = {citation.number: citation for citation in module.citations}
    parts: list[Node] = []
    for key in _KEYS:
        blocks = [block for block in module.blocks if block.key == key]
        if blocks:
            parts.extend(_part(key, blocks, module, cited, words))
    return Node("div", look="answer module", language=module.language, children=tuple(parts))


def _part(
    key: str, blocks: list[BlockOut], module: ResultOut, cited: dict[int, CitationOut], words: NullTranslations
) -> tuple[Node, ...]:
    if key == "agenda":
        return (Node("h2", words.gettext("Agenda"), look="part-head"), _agenda(blocks, module, cited, words))
    nodes = tuple(block_node(block, module.language, cited, words) for block in blocks)
    if key == "key_points":
        return (Node("h2", words.gettext("Key points"), look="part-head"), *nodes)
    if key == "role_play":
        cards = tuple(Node("section", look="role-card", children=(node,)) for node in nodes)
        head = Node("h2", words.gettext("Role-play"), look="part-head")
        return (head, Node("div", look="role-cards", children=cards))
    return tuple(Node("section", look="role-card", children=(node,)) for node in nodes)


def _agenda(blocks: list[BlockOut], module: ResultOut, cited: dict[int, CitationOut], words: NullTranslations) -> Node:
    """What happens when: the minutes add up from the start."""
    rows, begun = [], 0
    for block in blocks:
        minutes = block.minutes or 0
        lines = tuple(Node("p", children=line_nodes(line, module.language, cited, words)) for line in block.lines)
        when = words.gettext("from minute {start}").format(start=begun)
        cells = (
            Node(
                "td", look="minutes", children=(Node("span", _minutes(minutes, words)), Node("span", when, look="when"))
            ),
            Node("th", block.heading or "", look="row-head"),
            Node("td", look="directions", children=lines),
        )
        rows.append(Node("tr", children=cells))
        begun += minutes
    head = (words.gettext("Minutes"), words.gettext("Part"), words.gettext("What to do"))
    total = words.gettext("In all: {minutes}").format(minutes=_minutes(begun, words))
    return Node(
        "table",
        look="agenda",
        children=(
            Node("caption", total),
            Node("thead", children=(Node("tr", children=tuple(Node("th", text) for text in head)),)),
            Node("tbody", children=tuple(rows)),
        ),
    )


def _minutes(minutes: int, words: NullTranslations) -> str:
    return words.ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
