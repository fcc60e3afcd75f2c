from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import preflight

pytestmark = pytest.mark.unit

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on for the length of a test."""
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def problems(tmp_path: Path, ports: list[int] | None = None) -> list[str]:
    return preflight.problems(tmp_path / "venv", "127.0.0.1", ports or [free(), free()], install_only=False)


def test_a_machine_that_has_everything_has_no_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, 50_000_000_000))
    assert problems(tmp_path) == []


def test_a_taken_port_is_named_with_another_to_choose(tmp_path: Path, taken: int) -> None:
    (found,) = [line for line in problems(tmp_path, [free(), taken]) if "taken" in line]
    assert str(taken) in found
    assert "make up PAGE_PORT=" in found


def test_one_port_for_both_is_refused(tmp_path: Path) -> None:
    port = free()
    assert any("same" in line for line in problems(tmp_path, [port, port]))


def test_too_little_disk_matters_only_before_the_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, 1_000_000_000))
    assert any("1.0 GB are free" in line for line in problems(tmp_path))
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / ".installed").touch()
    assert problems(tmp_path) == []


def test_a_missing_venv_says_which_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight.importlib.util, "find_spec", lambda name: None)
    assert any("apt install python3-venv" in line for line in problems(tmp_path))


@pytest.mark.parametrize(("system", "machine", "says"), [("Windows", "AMD64", "WSL"), ("Linux", "riscv64", "riscv64")])
def test_a_platform_that_cannot_work_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, machine: str, says: str
) -> None:
    monkeypatch.setattr(preflight.platform, "system", lambda: system)
    monkeypatch.setattr(preflight.platform, "machine", lambda: machine)
    assert any(says in line for line in problems(tmp_path))
    assert preflight.warnings() == []


def test_one_that_was_not_tried_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight.platform, "system", lambda: "Darwin")
    monkeypatch.setattr(preflight.platform, "machine", lambda: "arm64")
    assert any("Not tried" in line for line in preflight.warnings())


def test_it_runs_on_a_bare_python_and_says_what_it_will_download(tmp_path: Path) -> None:
    """`-I -S`: no site-packages, nothing of ours on the path."""
    command = [sys.executable, "-I", "-S", preflight.__file__, "--venv", str(tmp_path / "venv"), "--ports"]
    done = subprocess.run([*command, str(free()), str(free())], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    assert "Download" in done.stdout
    assert "minutes" in done.stdout
