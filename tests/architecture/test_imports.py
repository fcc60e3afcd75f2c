"""Imports flow one way, and each library has its doors: two tables, and a test that fails on anything else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
OURS = ("kb", "ingest", "api", "ui", "eval")
BASE = ("kb.types", "kb.errors", "kb.languages", "kb.text", "kb.fingerprint")

# Longest prefix wins. What a module may import beside its own package and BASE (for kb.* below BASE: only the list).
ALLOWED: dict[str, tuple[str, ...]] = {
    "kb.types": (),
    "kb.errors": (),
    "kb.settings": ("kb.errors",),
    "kb.text": ("kb.types", "kb.errors"),
    "kb.languages": ("kb.types", "kb.errors", "kb.text"),
    "kb.fingerprint": ("kb.types", "kb.errors", "kb.text"),
    "kb.llama_bridge": BASE,
    "kb.wording": BASE,
    "kb.scoring": BASE,
    "kb.embedding": (*BASE, "kb.llama_bridge"),
    "kb.classifier": (*BASE, "kb.scoring"),
    "kb.store": (*BASE, "kb.classifier", "kb.scoring"),
    "kb.library": (*BASE, "kb.store"),
    "kb.journal": (*BASE, "kb.store"),
    "kb.progress": (*BASE, "kb.store"),
    "kb.insights": (*BASE, "kb.store", "kb.journal"),
    "kb.maintenance": (*BASE, "kb.store"),
    "kb.retrieval": (
        *BASE,
        "kb.classifier",
        "kb.embedding.base",
        "kb.store",
        "kb.library",
        "kb.scoring",
        "kb.llama_bridge",
    ),
    "kb.evidence": (*BASE, "kb.library", "kb.scoring"),
    "kb.renderers": ("kb.types", "kb.errors", "kb.languages", "kb.text", "kb.wording"),
    "kb.generators": (*BASE, "kb.evidence", "kb.library", "kb.wording"),
    "kb.coach": (
        *BASE,
        "kb.retrieval",
        "kb.evidence",
        "kb.generators",
        "kb.library",
        "kb.journal",
        "kb.wording",
        "kb.llama_bridge",
    ),
    "kb.assembly": ("kb",),
    "ingest": (*BASE, "kb.classifier", "kb.embedding.base", "kb.store", "kb.scoring", "kb.llama_bridge"),
    "ingest.assembly": ("ingest", "kb"),
    "eval": (*BASE, "kb", "ingest"),
    "api": (
        *BASE,
        "kb.coach",
        "kb.library",
        "kb.journal",
        "kb.progress",
        "kb.insights",
        "kb.wording",
        "kb.renderers",
        "kb.store",
        "ingest",
    ),
    "api.schemas": (),
    "api.client": ("api.schemas", "kb.errors"),
    "api.app": ("api", "kb", "ingest"),
    "api.cli": ("api", "kb", "ingest", "eval"),
    "api.cli.preflight": (),
    "ui": ("api.schemas", "api.client", "kb.errors"),
}

# Library → the modules that may import it.
DOORS: dict[str, tuple[str, ...]] = {
    "llama_index": (
        "kb.embedding.base",
        "kb.retrieval.hybrid",
        "kb.llama_bridge",
        "kb.coach",
        "ingest.structure.parser",
        "ingest.preparing",
        "eval.peers.workers",
    ),
    "chromadb": ("kb.store.chroma", "eval.peers.workers"),
    "haystack": ("eval.peers.workers",),
    "txtai": ("eval.peers.workers",),
    "sentence_transformers": ("kb.embedding.sentence_transformer", "kb.embedding.bundled"),
    "torch": (
        "kb.embedding.sentence_transformer",
        "kb.embedding.bundled",
        "ingest.adapter_learning",
        "ingest.adapter_training",
        "ingest.classifier_learning",
        "ingest.classifier_training",
    ),
    "tokenizers": ("kb.embedding",),
    "langdetect": ("kb.languages",),
    "markitdown": ("ingest.readers.office",),
    "pypdfium2": ("ingest.readers.pdf",),
    "openpyxl": ("ingest.readers.tables",),
    "charset_normalizer": ("ingest.readers.encodings",),
    "pypandoc": ("kb.renderers.word",),
    "docx": ("kb.renderers.word",),
    "typst": ("kb.renderers.pdf",),
    "pptx": ("kb.renderers.slides",),
    "jinja2": ("kb.renderers.html", "eval.page"),
    "sqlite3": ("kb.store", "kb.progress", "kb.maintenance", "api.keys"),
    "fsrs": ("kb.progress",),
    "streamlit": ("ui",),
    "ir_measures": ("eval.metrics",),
    "scipy": ("eval.metrics",),
    "sklearn": ("eval.calibration",),
    "matplotlib": ("eval.plots",),
    "fastapi": ("api",),
    "mcp": ("api.mcp",),
    "mcp_types": ("api.mcp",),
    "prometheus_client": ("api.metrics",),
    "httpx": ("api.client", "api.cli"),
}


def modules() -> dict[str, Path]:
    found = {}
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return found


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every import, in functions and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            for alias in node.names:
                joined = f"{module}.{alias.name}"
                yield node.lineno, joined if joined in modules() else module


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def rule_of(module: str) -> str:
    return max((prefix for prefix in ALLOWED if within(module, prefix)), key=len)


def violations(module: str, path: Path) -> list[str]:
    rule = rule_of(module) if module.count(".") or module in ALLOWED else module
    allowed = ALLOWED.get(rule, ())
    found = []
    for line, name in imported(path):
        top = name.split(".")[0]
        if top in OURS and not within(name, rule) and not any(within(name, prefix) for prefix in allowed):
            found.append(f"{module}:{line} may not import {name}")
        doors = DOORS.get(top)
        if doors is not None and not any(within(module, door) for door in doors):
            found.append(f"{module}:{line} is no door of {top}")
    return found


@pytest.mark.parametrize("module", sorted(modules()))
def test_imports_flow_one_way(module: str) -> None:
    assert violations(module, modules()[module]) == []


def test_a_forbidden_import_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "scoring.py"
    path.write_text("def f():\n    import ingest.types\n    import chromadb\n", encoding="utf-8")
    assert violations("kb.scoring", path) == [
        "kb.scoring:2 may not import ingest.types",
        "kb.scoring:3 is no door of chromadb",
    ]


def test_eval_is_never_imported_under_the_name_of_the_builtin() -> None:
    for path in modules().values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(within(alias.name, "eval") and alias.asname is None for alias in node.names), path
