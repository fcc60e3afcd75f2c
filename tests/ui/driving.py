"""Driving the page without a browser: what its sheets say, and clicks in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from api.schemas.common import LANGUAGES

APP = Path(__file__).parents[2] / "ui" / "app.py"

Data = dict[str, Any]

# Every language in the long run; in the short one the one with the longest words.
ONE_BY_ONE = [
    "bg",
    *(pytest.param(language, marks=pytest.mark.long) for language in LANGUAGES if language != "bg"),
]


def open_page(language: str = "en", **parameters: str) -> AppTest:
    """The page in a browser that speaks `language`, at an address with these parameters."""
    page = AppTest.from_file(APP, default_timeout=90)
    page.context["locale"] = language
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def go(page: AppTest, path: str, **parameters: str) -> AppTest:
    """Another view, by its path; AppTest itself knows only views that are files."""
    page._page_hash = calc_hash(path)
    page.query_params.clear()
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def sheets(page: AppTest) -> dict[str, Data]:
    """The root of every sheet that shows something, by key."""
    found = {str(element.key): json.loads(element.proto.json) for element in page.get("bidi_component")}
    return {key: data["root"] for key, data in found.items() if "root" in data}


def turns(page: AppTest) -> list[Data]:
    """The turns of the conversation, oldest first."""
    return [root for key, root in sheets(page).items() if key.startswith("turn-")]


def nodes(root: Data) -> Iterator[Data]:
    """All nodes, in reading order."""
    yield root
    for child in root.get("children", ()):
        yield from nodes(child)


def looking(root: Data, look: str) -> list[Data]:
    """The nodes of this look."""
    return [node for node in nodes(root) if look in node.get("look", "").split()]


def text(root: Data) -> str:
    """What a sheet says, without its icons."""
    return " ".join(node["text"] for node in nodes(root) if node.get("text") and node.get("look") != "icon")


def click(page: AppTest, key: str, event: str, value: str) -> AppTest:
    """Click in a sheet: what the browser sends for `setTriggerValue(event, value)`."""
    element = next(element for element in page.get("bidi_component") if element.key == key)
    states = page._tree.get_widget_states()
    clicked = states.widgets.add()
    clicked.id = _make_trigger_id(element.proto.id, "events")
    clicked.json_trigger_value = json.dumps([{"event": event, "value": value}])
    return page._run(states)


def ask(page: AppTest, question: str) -> AppTest:
    """Type a question and send it."""
    return page.chat_input[0].set_value(question).run()
