"""A visitor's tab in a real headless browser: what it shows, what must stay empty, what is in somebody's way."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, ViewportSize, expect

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP evil.example 127.0.0.1",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
LOCALES = {"zh": "zh-CN", "ko": "ko-KR", "bg": "bg-BG", "en": "en-US"}

# For a machine that does other work beside the tests: what passes is not slower for it.
PATIENCE_SECONDS = 90.0

# What has an end has come to it: fades, slides, colours that change; in our sheets' shadow roots, too.
_COMES_TO_REST = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const roots = () => [document, ...[...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)];
    const moving = () => roots().flatMap(root => root.getAnimations())
        .filter(one => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity);
    let still = 0;
    for (const begun = performance.now(); still < 3 && performance.now() - begun < 10000; ) {
        await frame();
        still = moving().length ? 0 : still + 1;
    }
}"""
# Where the page is scrolled to, once it stays there: for longer than a glide of Streamlit's takes to begin.
_STAYS = """() => new Promise(done => {
    const all = () => [...document.querySelectorAll("[data-testid=stApp] *")];
    const place = () => all().reduce((sum, one) => sum + one.scrollTop, 0);
    let [top, since] = [place(), performance.now()];
    const look = () => {
        if (Math.abs(place() - top) > 2) [top, since] = [place(), performance.now()];
        if (performance.now() - since > 900) done();
        else requestAnimationFrame(look);
    };
    look();
})"""

# Streamlit looks for itself below the address of a view before it looks at the root.
_LOOKS_FOR_ITSELF = re.compile(r"/[a-z-]+/_stcore/")


@contextmanager
def page_over(service: str, **environment: str) -> Iterator[str]:
    """The page, as Streamlit serves it, over a service; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "ui/server.py", "--server.port", str(port)]
    told = os.environ | {"FIELDCOACH_API": service} | environment
    server = subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/"
    try:
        _wait(url + "_stcore/health", server)
        yield url
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("Streamlit did not start")


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Visit:
    """A visitor's tab, and what must stay empty: console errors, and requests to anywhere else."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Start listening."""
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if message.type == "error" and not _LOOKS_FOR_ITSELF.search(where):
            self.complaints.append(f"{message.text} {where}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def open(self, path: str = "") -> None:
        """Go to a view."""
        self.page.goto(self.address + path)

    def ask(self, question: str) -> None:
        """Type a question and send it."""
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")

    def drawer(self) -> Locator:
        """The drawer that is open, moved in."""
        drawer = self.page.get_by_role("dialog")
        expect(drawer).to_be_visible()
        return drawer

    def still(self) -> None:
        """Wait until the page has drawn what it was asked to, and nothing moves."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.evaluate(_COMES_TO_REST)

    def stays(self) -> None:
        """Wait until nothing is drawn and nothing scrolls any more."""
        self.still()
        self.page.evaluate(_STAYS)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what no locator can see, as what the service was told."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < deadline, "it did not come to pass"
            self.page.wait_for_timeout(100)

    def fits(self) -> bool:
        """Nothing runs out of the screen sideways; the folded menu of a phone has no width at all."""
        script = """() => {
            const inner = document.querySelectorAll('section:not(.stSidebar), [data-testid=stDialog] > *');
            const wide = [document.documentElement, ...inner];
            return wide.every(e => e.scrollWidth <= e.clientWidth + 1);
        }"""
        return bool(self.page.evaluate(script))

    def barriers(self) -> list[str]:
        """What axe finds serious or critical: rule, why, and where."""
        self.still()
        self.page.evaluate(_axe())
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:4]}"
            for one in found["violations"]
            if one["impact"] in {"serious", "critical"}
        ]

    def keep(self, name: str) -> None:
        """Keep a picture where FIELDCOACH_TESTS_SHOTS names a folder."""
        folder = os.environ.get("FIELDCOACH_TESTS_SHOTS")
        if folder:
            self.still()
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png")


@contextmanager
def visiting(browser: Browser, address: str, locale: str, size: ViewportSize) -> Iterator[Visit]:
    """A fresh tab; in the end there were no console errors and no requests to elsewhere."""
    context = browser.new_context(viewport=size, locale=locale)
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    tab = Visit(context.new_page(), address)
    tab.watch()
    yield tab
    context.close()
    assert tab.complaints == []
    assert tab.elsewhere == []
