"""`coach up` as a process: what its children are given, what it says, and that they all end together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.cli.launcher import page_environment, service_environment
from api.keys import KeyStore
from kb.settings import Settings
from kb.types import Role
from tests.api.live import free_port

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]
DRIVER = Path(__file__).with_name("driver.py")


class Launched:
    """A running `coach up` over stub children."""

    def __init__(self, folder: Path, **extra: str) -> None:
        self.folder = folder
        self.api_port, self.page_port = free_port(), free_port()
        (folder / "corpus").mkdir(exist_ok=True)
        self.output = folder / "output.txt"
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "FIELDCOACH_HOME": str(folder / "home"),
            "FIELDCOACH_SERVICE_TOKEN": "inherited",
            "STUB_FOLDER": str(folder),
            **extra,
        }
        command = [sys.executable, str(DRIVER), "--api-port", str(self.api_port)]
        command += ["--page-port", str(self.page_port)]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
            )

    def text(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + 20
        while words not in self.text():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < end, self.text()
            time.sleep(0.05)

    def pid(self, kind: str) -> int:
        end = time.monotonic() + 20
        path = self.folder / f"{kind}.pid"
        while not (path.exists() and path.read_text(encoding="utf-8")):
            assert time.monotonic() < end, self.text()
            time.sleep(0.05)
        return int(path.read_text(encoding="utf-8"))

    def ended(self, kind: str) -> bool:
        """The child is gone. One that was ended before it could say its number has two seconds to prove otherwise."""
        end = time.monotonic() + 2
        path = self.folder / f"{kind}.pid"
        while not (path.exists() and path.read_text(encoding="utf-8")):
            if time.monotonic() > end:
                return True
            time.sleep(0.05)
        return not alive(int(path.read_text(encoding="utf-8")))

    def environment(self, kind: str) -> dict[str, str]:
        lines = (self.folder / f"{kind}.environment").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


Launch = Callable[..., Launched]


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    """Launch with these variables; whatever a test leaves running is ended."""
    running: list[Launched] = []

    def start(**extra: str) -> Launched:
        running.append(Launched(tmp_path, **extra))
        return running[-1]

    yield start
    for launched in running:
        launched.process.kill()
        launched.process.wait()
    for path in tmp_path.glob("*.pid"):
        pid = int(path.read_text(encoding="utf-8"))
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def started(launch: Launch) -> Launched:
    return launch()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_ends_everything(started: Launched, number: signal.Signals) -> None:
    started.wait_for("Ctrl-C ends both.")
    children = [started.pid("service"), started.pid("page")]
    assert all(map(alive, children))
    started.process.send_signal(number)
    assert started.process.wait(10) == 0
    assert not any(map(alive, children))
    said = started.text()
    for words in (
        f"http://127.0.0.1:{started.api_port}",
        f"http://127.0.0.1:{started.page_port}",
        "去拜访经销商要带什么？",
        "M-A-N 법칙이란 무엇인가요?",
        "Как се работи с клиентската фуния?",
        "Both have ended.",
    ):
        assert words in said


def test_what_the_children_are_given(started: Launched) -> None:
    started.wait_for("Ctrl-C ends both.")
    service, page = started.environment("service"), started.environment("page")
    assert page["FIELDCOACH_API"] == f"http://127.0.0.1:{started.api_port}"
    token = service["FIELDCOACH_SERVICE_TOKEN"]
    assert page["FIELDCOACH_SERVICE_TOKEN"] == token
    assert service["FIELDCOACH_PAGE_ADDRESS"] == f"http://127.0.0.1:{started.page_port}"
    assert token != "inherited"
    assert len(token) >= 32
    for environment in (service, page, started.environment("ingest")):
        assert environment["ANONYMIZED_TELEMETRY"] == "False"
        assert environment["HF_HUB_OFFLINE"] == "1"
        assert environment["OMP_WAIT_POLICY"] == "PASSIVE"
        assert environment["FIELDCOACH_HOME"] == str(started.folder / "home")
    started.process.send_signal(signal.SIGINT)
    started.process.wait(10)


@pytest.mark.parametrize("kind", ["service", "page"])
def test_a_child_that_is_killed_ends_the_other(started: Launched, kind: str) -> None:
    started.wait_for("Ctrl-C ends both.")
    children = [started.pid("service"), started.pid("page")]
    os.kill(started.pid(kind), signal.SIGKILL)
    assert started.process.wait(10) == 1
    assert f"The {kind} ended by itself (exit code -9)" in started.text()
    assert not any(map(alive, children))


@pytest.mark.parametrize("kind", ["service", "page"])
def test_a_child_that_never_comes_up_says_why(launch: Launch, kind: str) -> None:
    launched = launch(STUB_DIES=kind)
    assert launched.process.wait(20) == 1
    assert "last words: ой" in launched.text()
    assert "Traceback" not in launched.text()
    assert launched.ended("page")


def test_texts_that_fail_do_not_keep_the_rest_from_starting(launch: Launch) -> None:
    launched = launch(STUB_INGEST_CODE="1")
    launched.wait_for("Ctrl-C ends both.")
    assert "Not all texts could be taken in" in launched.text()
    launched.process.send_signal(signal.SIGTERM)
    assert launched.process.wait(10) == 0


def test_an_empty_library_is_served_and_said(launch: Launch) -> None:
    launched = launch(STUB_REASON="The library is empty.")
    launched.wait_for("Ctrl-C ends both.")
    assert "Not ready yet: The library is empty." in launched.text()
    launched.process.send_signal(signal.SIGTERM)
    assert launched.process.wait(10) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_reading_ends_the_reading(launch: Launch, tmp_path: Path, number: signal.Signals) -> None:
    launched = launch(STUB_INGEST_SECONDS="60")
    ingest = launched.pid("ingest")
    launched.process.send_signal(number)
    assert launched.process.wait(10) == 0
    assert not alive(ingest)
    assert not (tmp_path / "service.pid").exists()


def test_with_keys_the_page_gets_no_token(launch: Launch, tmp_path: Path) -> None:
    keys = KeyStore(tmp_path / "home")
    keys.issue("someone", Role.REP)
    keys.close()
    launched = launch()
    launched.wait_for("Ctrl-C ends both.")
    assert "FIELDCOACH_SERVICE_TOKEN" not in launched.environment("page")
    assert "asks for a key" in launched.text()
    launched.process.send_signal(signal.SIGINT)
    launched.process.wait(10)


def test_off_loopback_without_keys_nothing_starts(launch: Launch, tmp_path: Path) -> None:
    launched = launch(FIELDCOACH_HOST="0.0.0.0")
    assert launched.process.wait(20) == 1
    assert "coach keys issue" in launched.text()
    assert not (tmp_path / "ingest.pid").exists()


@pytest.mark.unit
def test_a_page_without_a_token_inherits_none() -> None:
    inherited = {"FIELDCOACH_SERVICE_TOKEN": "t", "PATH": "/bin"}
    assert page_environment(inherited, "http://x", None) == {"PATH": "/bin", "FIELDCOACH_API": "http://x"}
    assert page_environment(inherited, "http://x", "u")["FIELDCOACH_SERVICE_TOKEN"] == "u"


@pytest.mark.parametrize(
    ("host", "address", "told"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:8501"),
        ("0.0.0.0", None, None),
        ("::", None, None),
        ("0.0.0.0", "https://coach.example", None),
        ("127.0.0.1", "https://coach.example", None),
    ],
)
def test_the_service_is_told_where_readers_find_the_page(host: str, address: str | None, told: str | None) -> None:
    """What the one who starts it has set stands in the environment already, and wins."""
    settings = Settings.model_validate({"host": host, "page_address": address})
    environment = service_environment({"PATH": "/bin"}, settings, "http://127.0.0.1:8501")
    assert environment.get("FIELDCOACH_PAGE_ADDRESS") == told
