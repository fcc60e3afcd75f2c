"""No file over 300 lines, no function over 60; tests may be as long as they need to be, within 600 lines."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
FILE, FUNCTION = 300, 60
SOURCES = [path for package in ("kb", "ingest", "api", "ui", "eval") for path in (ROOT / package).rglob("*.py")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_junk_drawers(path: Path) -> None:
    assert not {"utils", "helpers", "misc", "common_utils", "manager"} & set(
        path.relative_to(ROOT).with_suffix("").parts
    )
