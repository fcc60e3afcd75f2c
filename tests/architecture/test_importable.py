"""Every module can be imported alone, and the light ones stay light: a command must not wait for torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "sentence_transformers", "transformers", "chromadb", "markitdown", "streamlit", "langdetect")

# What a one-shot command imports before it knows whether a running service can answer.
LIGHT = (
    "kb.types",
    "kb.settings",
    "kb.languages",
    "kb.text",
    "kb.fingerprint",
    "kb.store.records",
    "api.client",
    "api.cli.main",
)


def loaded(module: str, names: tuple[str, ...]) -> str:
    code = (
        f"import sys, importlib; importlib.import_module({module!r}); print([n for n in {names!r} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.integration
@pytest.mark.parametrize("module", LIGHT)
def test_light_modules_load_nothing_heavy(module: str) -> None:
    assert loaded(module, (*HEAVY, "llama_index", "fastapi")) == "[]"


@pytest.mark.integration
@pytest.mark.parametrize("module", ["kb.assembly", "ingest.assembly", "api.app", "kb.embedding.base", "kb.coach"])
def test_nothing_heavy_is_imported_before_it_is_used(module: str) -> None:
    assert loaded(module, HEAVY) == "[]"


@pytest.mark.integration
@pytest.mark.long
def test_every_module_imports_alone_without_side_effects(tmp_path: Path) -> None:
    """One process for all, each module imported from an empty cache of ours; nothing may be written or printed."""
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in ("kb", "ingest", "api", "eval")
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.name != "__main__.py"
    ]
    code = (
        "import sys, importlib\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        f"for name in {names!r}:\n"
        "    for key in [k for k in sys.modules if k.split('.')[0] in ('kb', 'ingest', 'api', 'eval')]:\n"
        "        del sys.modules[key]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []
