"""Streamlit puts `ui/` first on the path: no file there may bear the name of something to import."""

from __future__ import annotations

import importlib.machinery
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

UI = Path(__file__).parents[2] / "ui"
NAMES = sorted({path.stem for path in UI.glob("*.py")} | {path.name for path in UI.iterdir() if path.is_dir()})


@pytest.mark.parametrize("name", [name for name in NAMES if name.isidentifier() and not name.startswith("__")])
def test_no_file_hides_an_installed_module(name: str) -> None:
    elsewhere = [place for place in sys.path if Path(place or ".").resolve() not in {UI.resolve(), UI.parent.resolve()}]
    assert name not in sys.stdlib_module_names
    found = importlib.machinery.PathFinder.find_spec(name, elsewhere)
    assert found is None, f"ui/{name} hides {found.origin}"
