"""A small library in four languages with an encoder that can be computed by hand, and golden lines over it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from eval.golden import GoldenSet, read_golden
from tests.libraries import SmallLibrary, small_library, write_editions

QUESTION: Mapping[str, Any] = {
    "type": "question",
    "id": "en-q01",
    "half": "dev",
    "kind": "list",
    "noisy": False,
    "question": "Tools to bring?",
    "sections": ["visit#tools"],
    "passages": ["visit#tools/2", "visit#tools/3"],
    "contains": [["samples"], ["business card"]],
}
UNANSWERABLE: Mapping[str, Any] = {
    "type": "unanswerable",
    "id": "en-u01",
    "half": "dev",
    "kind": "out_of_scope",
    "noisy": False,
    "question": "Qzx jkw?",
    "corrected_by": [],
    "contains": [],
}
CHECKLIST: Mapping[str, Any] = {
    "type": "checklist",
    "id": "en-c01",
    "half": "dev",
    "task": "Pack for a visit",
    "context": None,
    "expected": ["visit#tools/2", "visit#tools/3"],
    "belongs": ["visit#tools"],
    "uncovered": False,
}


def write_golden(folder: Path, *items: Mapping[str, Any], language: str = "en") -> GoldenSet:
    """Golden files with these lines, read back."""
    folder.mkdir(exist_ok=True)
    lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    (folder / f"{language}.jsonl").write_text(lines, encoding="utf-8")
    return read_golden(folder)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SmallLibrary]:
    """One work, `visit`, in four editions: a paragraph and two items at #tools."""
    held = small_library(tmp_path)
    write_editions(held)
    held.pipeline.run_folder(held.corpus)
    yield held
    held.catalog.close()
