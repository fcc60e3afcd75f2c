"""A sheet: a small tree of our own elements, filled in the browser with text nodes only.

What comes out of documents, questions and models is data. It never passes through Markdown or HTML: it
travels as JSON, and `assets/sheet.js` puts it in place as text nodes, so nothing in it can be markup, a link,
a formula or an icon. Elements and attributes are the ones named here, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from ui import session

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

ASSETS = Path(__file__).parent / "assets"

Tag = Literal[
    "div",
    "section",
    "header",
    "p",
    "span",
    "h2",
    "h3",
    "ol",
    "ul",
    "li",
    "mark",
    "a",
    "button",
    "details",
    "summary",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
]


@dataclass(frozen=True, slots=True)
class Action:
    """What a click tells the page: an event's name and a value."""

    event: str
    value: str


@dataclass(frozen=True, slots=True)
class Node:
    """An element: its text comes before its children.

    `look` is a class of sheet.css; `language` sets the script's font; `label` is read out instead of the
    text; `hint` shows on hover; `href` may only be a query of this page; `copied` is put on the clipboard at
    a click, made absolute if it starts with `?`, and `done` then stands in place of the text for a moment;
    `pressed` makes a button one that stays down; `share`, 0 to 1, is how much of a meter is filled.
    """

    tag: Tag
    text: str = ""
    children: tuple[Node, ...] = ()
    look: str = ""
    language: str = ""
    label: str = ""
    hint: str = ""
    href: str = ""
    action: Action | None = None
    copied: str = ""
    done: str = ""
    pressed: Literal["", "true", "false"] = ""
    share: float | None = None

    def data(self) -> dict[str, Any]:
        """The node as JSON; what is empty is left out."""
        found: dict[str, Any] = {"tag": self.tag}
        for name in ("text", "look", "language", "label", "hint", "href", "copied", "done", "pressed"):
            value = getattr(self, name)
            if value:
                found[name] = value
        if self.share is not None:
            found["share"] = min(max(self.share, 0.0), 1.0)
        if self.action:
            found["action"] = [self.action.event, self.action.value]
        if self.children:
            found["children"] = [child.data() for child in self.children]
        return found


def icon(name: str) -> Node:
    """A Material icon, from the font that ships with Streamlit; silent to screen readers."""
    return Node("span", name, look="icon")


def show_sheet(
    node: Node,
    key: str,
    events: Sequence[str] = (),
    *,
    reveal: bool = False,
    told: Mapping[str, Callable[[str], None]] = MappingProxyType({}),
) -> Mapping[str, str]:
    """Show the tree; what was clicked since the last run, by event.

    `reveal` scrolls to the sheet's highlighted text, else to its head. `told`, by event: called with what was clicked
    before the next run, which so needs no second one to show what follows.
    """
    callbacks: dict[str, Any] = {f"on_{event}_change": _nothing for event in events}
    callbacks |= {f"on_{event}_change": partial(_tell, key, event, call) for event, call in told.items()}
    data = {"root": node.data(), "reveal": reveal}
    result = _renderer()(key=key, data=data, **callbacks)
    clicked = {event: result.get(event) for event in events}
    return {event: value for event, value in clicked.items() if isinstance(value, str)}


def _nothing() -> None:
    """Streamlit passes on only events that have a callback; who shows the sheet decides what follows."""


def _tell(key: str, event: str, call: Callable[[str], None]) -> None:
    clicked = session.widget(key)
    value = clicked.get(event) if isinstance(clicked, Mapping) else None
    if isinstance(value, str):
        call(value)


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component(
        "fieldcoach.sheet",
        js="".join((ASSETS / name).read_text(encoding="utf-8") for name in ("nodes.js", "sheet.js")),
        css="".join((ASSETS / name).read_text(encoding="utf-8") for name in ("sheet.css", "material.css")),
    )
