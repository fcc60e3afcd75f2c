from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from ui.sheet import ASSETS, Action, Node, Tag, icon

pytestmark = pytest.mark.unit

SCRIPT = (ASSETS / "nodes.js").read_text(encoding="utf-8")
STYLE = (ASSETS / "sheet.css").read_text(encoding="utf-8")


def test_a_node_travels_as_it_is_and_what_is_empty_stays_behind() -> None:
    node = Node("p", "<b>&", look="lead", children=(Node("a", "1", href="?x=1", action=Action("source", "1")),))
    assert json.loads(json.dumps(node.data())) == {
        "tag": "p",
        "text": "<b>&",
        "look": "lead",
        "children": [{"tag": "a", "text": "1", "href": "?x=1", "action": ["source", "1"]}],
    }


def test_the_browser_makes_the_same_elements_and_no_others() -> None:
    listed = re.search(r"new Set\(\[(.*?)\]\)", SCRIPT, re.DOTALL)
    assert listed
    assert set(re.findall(r'"(\w+)"', listed[1])) == set(get_args(Tag))


@pytest.mark.parametrize(
    "sink",
    [
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "Function(",
        "srcdoc",
        "fetch(",
        "http:",
        "https:",
    ],
)
def test_the_script_has_no_way_to_make_markup_out_of_text_or_to_call_out(sink: str) -> None:
    for script in sorted(ASSETS.glob("*.js")):
        text = script.read_text(encoding="utf-8").replace("// The clipboard's own interface exists on https", "")
        assert sink not in text, script.name


def test_links_may_only_be_queries_of_this_page() -> None:
    assert 'setAttribute("href"' in SCRIPT
    assert SCRIPT.count('"href"') == 1
    assert 'node.href?.startsWith("?")' in SCRIPT


def test_styles_load_nothing() -> None:
    for style in sorted(ASSETS.glob("*.css")):
        text = style.read_text(encoding="utf-8")
        assert "url(" not in text, style.name
        assert "@import" not in text, style.name


def test_icons_are_silent() -> None:
    assert icon("forum") == Node("span", "forum", look="icon")
    assert 'setAttribute("aria-hidden", "true")' in SCRIPT
