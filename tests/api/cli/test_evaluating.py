"""`coach eval` over a small library with an encoder that can be computed by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import application
from eval import extra
from eval.gate import Floors
from kb.assembly import Parts
from kb.settings import Settings
from tests.eval.conftest import QUESTION, UNANSWERABLE, write_golden
from tests.libraries import SmallLibrary, small_library, write_editions

pytestmark = pytest.mark.unit

Run = Callable[..., Result]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SmallLibrary]:
    held = small_library(tmp_path)
    write_editions(held)
    held.pipeline.run_folder(held.corpus)
    yield held
    held.catalog.close()


@pytest.fixture
def run(library: SmallLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command over that library, with two golden items unless `--questions` says otherwise."""
    write_golden(tmp_path / "golden", QUESTION, UNANSWERABLE)
    monkeypatch.setenv("FIELDCOACH_HOME", str(library.home))
    monkeypatch.setenv("FIELDCOACH_VECTORS", "exact")
    monkeypatch.setenv("COLUMNS", "120")

    def open_parts(settings: Settings) -> Parts:
        return Parts(library.catalog, library.embedder, library.embedder.fingerprint(0, 0).vectors, None)

    monkeypatch.setattr("kb.assembly.open_parts", open_parts)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(application(), ["eval", "--questions", str(tmp_path / "golden"), *arguments])

    return invoke


@pytest.mark.long
def test_a_table_a_report_and_a_page(run: Run, library: SmallLibrary) -> None:
    done = run()
    assert done.exit_code == 0, done.output
    assert "sections.first" in done.output and "2 items, dev half" in done.output
    page = library.home / "eval" / "dev.html"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    report = json.loads((library.home / "eval" / "dev.json").read_text(encoding="utf-8"))
    assert report["figures"]["en"]["sections.first"]["value"] == 1.0
    assert not (library.home / "journal.sqlite").exists()


def test_json_is_the_report(run: Run, tmp_path: Path) -> None:
    done = run("--json", "--only", "questions", "--language", "en", "--output", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == json.loads((tmp_path / "out" / "dev.json").read_text(encoding="utf-8"))
    assert json.loads(done.stdout)["items"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only", "riddles"), "questions, unanswerable"),
        (("--language", "ko"), "No golden questions"),
        (("--half", "test"), "No golden questions"),
        (("--floors", "--half", "test"), "whole development half"),
        (("--floors", "--only", "questions"), "whole development half"),
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())


@pytest.mark.parametrize(("floor", "code"), [(1.0, 0), (1.5, 1)])
def test_below_a_floor_is_exit_code_1(run: Run, monkeypatch: pytest.MonkeyPatch, floor: float, code: int) -> None:
    floors = Floors(tolerance=0.0, floors={"en": {"sections.first": floor}})
    monkeypatch.setattr("eval.gate.read_floors", lambda: floors)
    done = run("--floors")
    assert done.exit_code == code
    assert ("below its floor of 1.500" in done.output) == bool(code)


def test_an_exam_over_other_texts_is_said(run: Run, tmp_path: Path) -> None:
    write_golden(tmp_path / "golden", {**QUESTION, "sections": ["other#tools"], "passages": ["other#tools/1"]})
    done = run()
    assert done.exit_code == 2
    assert "there is no section other#tools" in done.output


def test_an_empty_library_is_said(run: Run, library: SmallLibrary) -> None:
    for info in library.catalog.documents():
        library.pipeline.remove(info.id)
    done = run()
    assert done.exit_code == 1
    assert "coach ingest" in done.output


def test_a_missing_extra_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "LIBRARIES", ("ir_measures", "not_installed_at_all"))
    done = run()
    assert done.exit_code == 1
    assert "needs not_installed_at_all" in done.output and "[eval]" in done.output


def test_latency_needs_a_running_service(run: Run) -> None:
    done = run("--latency")
    assert done.exit_code == 1
    assert "coach up" in done.output
