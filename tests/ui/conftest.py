"""The page against a stand-in of the service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.standin import Running, Standin


@pytest.fixture(scope="session")
def running() -> Iterator[Standin]:
    """One stand-in for all tests."""
    server = Running()
    state = server.start()
    yield state
    server.stop()


@pytest.fixture
def service(running: Standin, monkeypatch: pytest.MonkeyPatch) -> Standin:
    """The stand-in with its knobs at rest, and the page's settings pointing to it."""
    running.rest()
    monkeypatch.setenv("FIELDCOACH_API", running.url)
    return running
