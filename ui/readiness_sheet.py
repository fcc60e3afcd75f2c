"""The readiness board: a row a topic, with a colour, an icon and a word; by no means by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import NullTranslations

from api.schemas.drills import ReadinessLevel, TopicReadinessOut
from ui.sheet import Node, icon

_ICONS: dict[ReadinessLevel, str] = {
    "none": "radio_button_unchecked",
    "red": "error",
    "amber": "change_circle",
    "green": "check_circle",
}
# What needs work stands first; what was never practised comes last.
_ORDER: dict[ReadinessLevel, int] = {"red": 0, "amber": 1, "green": 2, "none": 3}


def board_sheet(topics: Sequence[TopicReadinessOut], caption: str, words: NullTranslations) -> Node:
    """The board as a table."""
    names = _names(words)
    rows = sorted(topics, key=lambda topic: (_ORDER[topic.level], topic.recall, topic.title))
    heads = (words.gettext("Topic"), words.gettext("State"), words.gettext("Known today"), words.gettext("Answered"))
    return Node(
        "table",
        look="board",
        children=(
            Node("caption", caption, look="hidden-caption"),
            Node("thead", children=(Node("tr", children=tuple(Node("th", text) for text in heads)),)),
            Node("tbody", children=tuple(_row(topic, names, words) for topic in rows)),
        ),
    )


def _names(words: NullTranslations) -> dict[ReadinessLevel, str]:
    return {
        "none": words.gettext("Not enough answers yet"),
        "red": words.gettext("Needs practice"),
        "amber": words.gettext("Getting there"),
        "green": words.gettext("Ready"),
    }


def _row(topic: TopicReadinessOut, names: dict[ReadinessLevel, str], words: NullTranslations) -> Node:
    state = Node(
        "span", look=f"level {topic.level}", children=(icon(_ICONS[topic.level]), Node("span", names[topic.level]))
    )
    due = words.ngettext("{count} due", "{count} due", topic.due).format(count=topic.due)
    known = f"{round(100 * topic.recall)} %" if topic.level != "none" else "–"
    meter = (Node("span", look=f"meter {topic.level}", share=topic.recall),) if topic.level != "none" else ()
    return Node(
        "tr",
        children=(
            Node("th", topic.title, look="row-head"),
            Node("td", children=(state,)),
            Node("td", look="figure", children=(Node("span", known), *meter)),
            Node(
                "td",
                look="figure",
                children=(Node("span", str(topic.answered)), *((Node("span", due, look="due"),) if topic.due else ())),
            ),
        ),
    )
