"""The scripts and styles of worksheets: text nodes only, nothing from elsewhere, every kind there is."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from ui.sheet import ASSETS
from ui.work import Kind

pytestmark = pytest.mark.unit

SCRIPTS = {name: (ASSETS / name).read_text(encoding="utf-8") for name in (
    "work.js", "checks.js", "editor.js", "quiz.js", "files.js", "worksheet.js",
)}  # fmt: skip
ALL = "\n".join(SCRIPTS.values())


@pytest.mark.parametrize(
    "sink",
    ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "srcdoc", "fetch(", "http:",
     "https:", "localStorage", "import("],
)  # fmt: skip
def test_the_scripts_have_no_way_to_make_markup_out_of_text_or_to_call_out(sink: str) -> None:
    assert sink not in ALL


def test_the_only_address_of_a_link_is_that_of_a_file_made_here() -> None:
    assert re.findall(r"href: (\w+)", ALL) == ["address"]
    assert "const address = URL.createObjectURL(" in SCRIPTS["files.js"]


def test_every_kind_has_its_function() -> None:
    listed = re.search(r"const KINDS = \{(.*?)\}", SCRIPTS["worksheet.js"])
    assert listed
    assert {name.strip() for name in listed[1].split(",")} == set(get_args(Kind))
    for kind in get_args(Kind):
        assert f"function {kind}(paper, data, tell)" in ALL


def test_styles_load_nothing() -> None:
    for name in ("work.css", "material.css"):
        style = (ASSETS / name).read_text(encoding="utf-8")
        assert "url(" not in style
        assert "@import" not in style


def test_every_icon_is_hidden_from_screen_readers_and_every_icon_button_is_named() -> None:
    assert '"aria-hidden": "true", translate: "no", text: name' in SCRIPTS["work.js"]
    assert '"aria-label": label, title: label' in SCRIPTS["work.js"]
