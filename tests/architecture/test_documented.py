"""The README's commands, settings and exit codes are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.settings import Settings

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_with_its_sentence() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, f"{name} has no description"
        assert f"`FIELDCOACH_{name.upper()}`" in README, name


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"^make ([a-z-]+)", README, re.MULTILINE):
        assert re.search(rf"^{command}:", makefile, re.MULTILINE), command
    assert {"up", "test"} <= set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE))


def test_every_file_is_opened_with_an_encoding() -> None:
    """PLW1514 is a preview rule: this keeps it switched on."""
    assert '"PLW1514"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_project_names_no_machine_path_and_no_host() -> None:
    pattern = re.compile(r"/work/|/root/|files\.pythonhosted|pypi\.org|download\.pytorch\.org|huggingface\.co")
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix not in {".py", ".md", ".toml", ".txt", ".yaml", ".sh", ""} or not path.is_file():
            continue
        if parts[0] in {".venv", ".git", ".fieldcoach", "build"} or (parts[0].startswith(".") and parts[0] != ".ci"):
            continue
        if path == Path(__file__):
            continue
        assert not pattern.search(path.read_text(encoding="utf-8")), path
