"""`coach backup` and `coach restore`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import Result

from ingest.run_lock import run_lock
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.live import serving

pytestmark = pytest.mark.unit

Run = Callable[..., Result]


@pytest.fixture
def filled(home: Path) -> Path:
    with closing(sqlite3.connect(home / "library.sqlite")) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.commit()
    return home


def test_there_and_back(run: Run, filled: Path, tmp_path: Path) -> None:
    archive = str(tmp_path / "копие.tar.gz")
    done = run("backup", archive)
    assert done.exit_code == 0
    assert "1 files" in done.stdout
    assert run("backup", archive).exit_code == 2
    assert json.loads(run("backup", archive, "--force", "--json").stdout)["files"] == 1
    assert run("restore", archive).exit_code == 2
    restored = json.loads(run("restore", archive, "--force", "--json").stdout)
    assert Path(restored["aside"]).parent == filled
    assert (filled / "library.sqlite").is_file()


def test_what_is_not_there_or_no_archive(run: Run, home: Path, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "b.tar.gz")).exit_code == 1
    assert run("restore", str(tmp_path / "b.tar.gz")).exit_code == 2
    (tmp_path / "b.tar.gz").write_text("hello", encoding="utf-8")
    done = run("restore", str(tmp_path / "b.tar.gz"))
    assert done.exit_code == 2
    assert "can't be read as a backup" in done.stderr
    assert not list(home.glob("library*"))


def test_a_place_that_cannot_be_written_is_named_and_nothing_else(run: Run, filled: Path, tmp_path: Path) -> None:
    done = run("backup", str(tmp_path / "none" / "b.tar.gz"))
    assert done.exit_code == 2
    assert done.stderr == f"There is no folder {tmp_path / 'none'}.\n"
    assert "directory" in run("backup", str(tmp_path)).stderr
    assert "FILE" in run("restore", "--help").stdout.splitlines()[1]


def test_not_while_an_ingest_runs(run: Run, filled: Path, tmp_path: Path) -> None:
    with run_lock(filled):
        assert "process" in run("backup", str(tmp_path / "b.tar.gz")).stderr


@pytest.mark.integration
def test_not_into_a_running_service(
    run: Run, filled: Path, tmp_path: Path, coach: FakeCoach, pipeline: FakePipeline
) -> None:
    archive = str(tmp_path / "b.tar.gz")
    with serving(filled, coach, pipeline):
        assert run("backup", archive).exit_code == 0
        done = run("restore", archive, "--force")
        assert done.exit_code == 1
        assert "Stop it first" in done.stderr
    assert run("restore", archive, "--force").exit_code == 0
