"""A worksheet: a material that somebody works in, ticking, writing and answering in the browser.

Like a sheet it is made of text nodes only (`assets/work.js` and its kinds). What somebody does shows at once and is
told to the page afterwards, as a whole: no tick waits for the service, and none is lost where two come at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from ui import session
from ui.sheet import ASSETS

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

Kind = Literal["checks", "editor", "quiz", "files"]
Json = dict[str, Any]

_SCRIPTS = ("nodes.js", "work.js", "checks.js", "editor.js", "quiz.js", "files.js", "worksheet.js")
_STYLES = ("sheet.css", "work.css")


@dataclass(frozen=True, slots=True)
class Work:
    """What a worksheet shows.

    `fixed` makes it: where it changes, the worksheet is drawn anew. `now` is how far somebody is: read at its first
    drawing, afterwards only what the service said (a status, outcomes).
    """

    kind: Kind
    fixed: Json
    now: Json = field(default_factory=dict)


def show_work(
    work: Work, key: str, events: Sequence[str] = (), told: Mapping[str, Callable[[], None]] = MappingProxyType({})
) -> Mapping[str, Any]:
    """Show it under a key of its own; what was clicked since the last run, by event.

    `told`, by event or state: called before the next run where the worksheet told it; `was_told` says what.
    """
    callbacks: dict[str, Any] = {f"on_{name}_change": _nothing for name in events}
    callbacks |= {f"on_{name}_change": call for name, call in told.items()}
    result = _renderer()(key=key, data={"kind": work.kind, "fixed": work.fixed, "now": work.now}, **callbacks)
    clicked = {event: result.get(event) for event in events}
    return {event: value for event, value in clicked.items() if value is not None}


def was_told(key: str, name: str) -> object:
    """What the worksheet of this key has told under a name, None before it did."""
    told = session.widget(key)
    return told.get(name) if isinstance(told, Mapping) else None


def _nothing() -> None:
    """Streamlit passes on only what has a callback; who shows the worksheet decides what follows."""


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component(
        "fieldcoach.worksheet",
        js="\n".join((ASSETS / name).read_text(encoding="utf-8") for name in _SCRIPTS),
        css="\n".join((ASSETS / name).read_text(encoding="utf-8") for name in _STYLES),
    )
