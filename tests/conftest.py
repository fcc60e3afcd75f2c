"""No network, no environment of whoever runs the tests, no telemetry; programs that are missing are said by name."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the one who runs the tests never reach them."""
    for name in list(os.environ):
        if name.startswith("FIELDCOACH_") and not name.startswith("FIELDCOACH_TESTS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            pytest.fail(f"a test tried to reach {address[0]}", pytrace=True)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def need_program(*names: str) -> str:
    """The path of the first of these programs that is there; skips, or fails where CI installs them."""
    for name in names:
        if path := shutil.which(name):
            return path
    reason = f"{' or '.join(names)} is not installed"
    if os.environ.get("FIELDCOACH_TESTS_NEED_PROGRAMS"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> str:
    """A headless browser."""
    return need_program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The raw seed texts, where they are present."""
    if not SEEDS.is_dir():
        pytest.skip("the raw seed texts are not beside the project")
    return SEEDS


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """An empty FIELDCOACH_HOME."""
    folder = tmp_path / "home"
    folder.mkdir()
    yield folder
