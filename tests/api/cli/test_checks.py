"""`coach doctor`: each check can succeed and fail, and says what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from api.cli import checks
from api.cli.checks import check_home, check_model, check_platform, check_python
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.live import free_port, serving

pytestmark = pytest.mark.unit

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def free_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDCOACH_API_PORT", str(free_port()))
    monkeypatch.setenv("FIELDCOACH_PAGE_PORT", str(free_port()))


def test_all_is_well(run: Run) -> None:
    done = run("doctor")
    assert done.exit_code == 0
    assert "✗" not in done.stdout
    assert "✓ Library: answers questions" in done.stdout


def test_a_library_that_is_not_ready_is_a_problem(run: Run, coach: FakeCoach) -> None:
    coach.reason = "It was built with another model; run `coach ingest`."
    done = run("doctor", "--json")
    assert done.exit_code == 1
    (library,) = [one for one in json.loads(done.stdout)["checks"] if one["name"] == "Library"]
    assert (library["state"], library["sentence"]) == ("problem", coach.reason)


@pytest.mark.integration
def test_a_running_service_is_asked(run: Run, home: Path, coach: FakeCoach, pipeline: FakePipeline) -> None:
    there = FakeCoach(reason="The library is empty.")
    with serving(home, there, pipeline) as address:
        done = run("doctor")
    assert done.exit_code == 1
    assert f"runs at {address}" in done.stdout
    assert "✗ Library: The library is empty." in done.stdout


def test_python_and_platform() -> None:
    assert check_python((3, 11)).state == "ok"
    assert check_python((3, 13)).state == "problem"
    assert check_platform("Linux", "x86_64").state == "ok"
    assert check_platform("Windows", "AMD64").state == "warning"


def test_model(tmp_path: Path) -> None:
    assert check_model("bundled").state == "ok"
    assert check_model(str(tmp_path)).state == "ok"
    assert check_model(str(tmp_path / "none")).state == "problem"


def test_home_that_can_t_be_written(tmp_path: Path) -> None:
    assert check_home(tmp_path / "a" / "b").state == "ok"
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert check_home(tmp_path / "file").state == "problem"


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PACKAGES", ("fastapi", "no-such-package"))
    assert [check.state for check in checks.check_packages()] == ["ok", "problem"]
