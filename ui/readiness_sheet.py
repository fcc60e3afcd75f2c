"""The readiness board: a card a topic, with a colour, an icon and a word; by no means by colour alone."""

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


def board_sheet(topics: Sequence[TopicReadinessOut], words: NullTranslations) -> Node:
    """The board: a card for each topic that was practised, and the others in a list that is folded away."""
    names = _names(words)
    ordered = sorted(topics, key=lambda topic: (_ORDER[topic.level], topic.recall, topic.title))
    cards = tuple(_card(topic, names, words) for topic in ordered if topic.answered)
    parts = [Node("ul", look="board plain", children=cards)] if cards else []
    rest = [topic for topic in ordered if not topic.answered]
    if rest:
        count = words.ngettext("{count} topic not practised yet", "{count} topics not practised yet", len(rest))
        head = Node("summary", children=(icon("chevron_right"), Node("span", count.format(count=len(rest)))))
        titles = tuple(Node("li", topic.title) for topic in rest)
        parts.append(Node("details", look="sources", children=(head, Node("ul", children=titles))))
    return Node("div", look="answer", children=tuple(parts))


def _names(words: NullTranslations) -> dict[ReadinessLevel, str]:
    return {
        "none": words.gettext("Not enough answers yet"),
        "red": words.gettext("Needs practice"),
        "amber": words.gettext("Getting there"),
        "green": words.gettext("Ready"),
    }


def _card(topic: TopicReadinessOut, names: dict[ReadinessLevel, str], words: NullTranslations) -> Node:
    state = (icon(_ICONS[topic.level]), Node("span", names[topic.level]))
    figures = [words.ngettext("{count} answer", "{count} answers", topic.answered).format(count=topic.answered)]
    if topic.due:
        figures.append(words.ngettext("{count} due", "{count} due", topic.due).format(count=topic.due))
    meter: tuple[Node, ...] = ()
    if topic.level != "none":
        known = words.gettext("known today: {percent}%").format(percent=round(100 * topic.recall))
        figures.insert(0, known)
        meter = (Node("span", look=f"meter {topic.level}", share=topic.recall),)
    return Node(
        "li",
        children=(
            Node("h3", topic.title),
            Node("span", look=f"level {topic.level}", children=state),
            *meter,
            Node("p", " · ".join(figures), look="kept-figures"),
        ),
    )
