"""`coach up` as its user meets it: real encoder, texts, service, page and browser, in four languages."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from ingest.report import Report
from kb.languages import detect
from kb.settings import Settings
from tests.integration.conftest import ROOT

pytestmark = [pytest.mark.long, pytest.mark.integration, pytest.mark.model, pytest.mark.browser]

# A question, and words of the quotation that its first source must show.
QUESTIONS = {
    "zh": ("什么是客户漏斗？", "客户漏斗"),
    "ko": ("고객 깔때기가 뭐예요?", "고객 깔때기"),
    "bg": ("Какво е клиентска фуния?", "Клиентската фуния"),
    "en": ("What is the customer funnel?", "customer funnel"),
}
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 850}}


@dataclass(frozen=True, slots=True)
class Running:
    """A started service and page."""

    process: subprocess.Popen[str]
    api: str
    page: str
    seconds: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, corpus_settings: Settings, corpus_report: Report) -> Path:
    """A copy of the library over the shipped corpus."""
    assert corpus_report.failed == ()
    # Its own parent, so that the folder of texts keeps the name that the library knows it by.
    folder = tmp_path_factory.mktemp("up") / "home"
    shutil.copytree(corpus_settings.home, folder)
    return folder


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[Running]:
    api, page = free_port(), free_port()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("FIELDCOACH_")},
        "FIELDCOACH_HOME": str(home),
        "FIELDCOACH_CORPUS": str(ROOT / "corpus"),
        "FIELDCOACH_API_PORT": str(api),
        "FIELDCOACH_PAGE_PORT": str(page),
    }
    command = [str(Path(sys.executable).with_name("coach")), "up"]
    begun = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        yield Running(process, f"http://127.0.0.1:{api}", f"http://127.0.0.1:{page}", time.monotonic() - begun)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in {0, 130}
    for port in (api, page):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0, "a child outlived the launcher"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
        flags += ["--disable-background-networking", "--disable-component-update"]
        opened = driver.chromium.launch(executable_path=chromium, headless=True, args=flags)
        yield opened
        opened.close()


@pytest.mark.parametrize("language", list(QUESTIONS))
def test_the_service_answers_and_every_quote_is_at_its_offsets(running: Running, language: str) -> None:
    question, words = QUESTIONS[language]
    with httpx.Client(base_url=running.api, trust_env=False, timeout=30) as client:
        answer = client.post("/v1/ask", json={"question": question}).json()
        assert (answer["kind"], answer["language"]) == ("answer", language)
        for citation in answer["citations"]:
            text = client.get(
                f"/v1/documents/{citation['document']}/text", params={"version": citation["version"]}
            ).json()["text"]
            assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert words in answer["citations"][0]["quote"]
        refusal = client.post("/v1/ask", json={"question": "🙂"}).json()
        assert refusal["refusal"]["reason"] == "not_a_question"
        problem = client.post("/v1/ask", json={"question": " "}, headers={"Accept-Language": language})
        assert problem.status_code == 422
        assert detect(problem.json()["detail"]).language == language


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("language", list(QUESTIONS))
def test_the_page_answers_opens_a_source_and_refuses(
    running: Running, browser: Browser, language: str, size: str
) -> None:
    question, words = QUESTIONS[language]
    locale = {"zh": "zh-CN", "ko": "ko-KR", "bg": "bg-BG", "en": "en-GB"}[language]
    context = browser.new_context(viewport=SIZES[size], locale=locale)  # type: ignore[arg-type]
    page = context.new_page()
    errors: list[str] = []
    outside: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if "127.0.0.1" in request.url else outside.append(request.url))
    page.goto(running.page)
    box = page.locator("textarea").first
    expect(box).to_be_visible(timeout=30_000)
    box.fill(question)
    box.press("Enter")
    chip = page.locator("a", has_text="1").first
    expect(chip).to_be_visible(timeout=30_000)
    chip.click()
    mark = page.locator("mark").first
    expect(mark).to_contain_text(words, timeout=30_000)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, "the page is wider than the screen"
    assert [url for url in outside if not url.startswith(("data:", "blob:"))] == []
    assert errors == []
    context.close()
