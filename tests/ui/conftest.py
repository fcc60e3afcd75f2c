"""The page against a stand-in of the service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.ui.standin import Running, Standin
from tests.ui.visiting import FLAGS, PATIENCE_SECONDS, Visit, page_over, visiting


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


@pytest.fixture(scope="session")
def address(running: Standin) -> Iterator[str]:
    """The page over the stand-in."""
    with page_over(running.url) as url:
        yield url


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Headless Chromium; its loop must not run on in tests of other modules."""
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str, service: Standin, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A tab with the locale and size of the test's parameter."""
    locale, size = request.param
    with visiting(browser, address, locale, size) as tab:
        yield tab
