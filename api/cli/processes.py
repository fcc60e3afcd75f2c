"""Processes that live together: started, watched, ended as one."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from api.cli import messages
from kb.errors import ServiceError

_POLL_SECONDS = 0.1
_LAST_WORDS = 12
# uvicorn gives open requests 5 seconds; what has not ended then is killed.
_GRACE_SECONDS = 8.0

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Child:
    """A started process and the file that takes what it says."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self) -> str:
        """The end of what it said."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.rstrip().splitlines()[-_LAST_WORDS:])


class Died(ServiceError):
    """A child ended although nobody asked it to, or never came up."""


def start(name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> Child:
    """Start a child in a session of its own, so that Ctrl-C reaches only the launcher."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Child(name, process, log)


def wait_until(child: Child, up: Callable[[], bool], seconds: float, others: Sequence[Child] = ()) -> None:
    """Wait for a child to come up; raises Died where it, or one of the others, ends or takes too long."""
    end = time.monotonic() + seconds
    while not up():
        _look(child, *others)
        if time.monotonic() > end:
            raise Died(
                messages.SLOW.format(name=child.name, seconds=seconds, log=child.log) + f"\n{child.last_words()}"
            )
        time.sleep(_POLL_SECONDS)


def watch(children: Sequence[Child]) -> None:
    """Watch until one of them ends, which raises Died; Ctrl-C is a KeyboardInterrupt as ever."""
    while True:
        _look(*children)
        time.sleep(_POLL_SECONDS)


def _look(*children: Child) -> None:
    for child in children:
        code = child.process.poll()
        if code is not None:
            raise Died(messages.DIED.format(name=child.name, code=code, log=child.log) + f"\n{child.last_words()}")


def end(children: Sequence[Child]) -> None:
    """End all of them together: asked first, killed after the grace."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + _GRACE_SECONDS
    for child in children:
        try:
            child.process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


@contextmanager
def signals_as_interrupt() -> Iterator[None]:
    """Within, a closed terminal (SIGHUP) and SIGTERM are what Ctrl-C is: a KeyboardInterrupt."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within, further signals wait for nothing: ending is short and must not be cut off halfway."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def our_module(kind: str, parent: int, *arguments: str) -> list[str]:
    """The command line of one of our own children."""
    return [sys.executable, "-P", "-m", "api.cli.child", kind, str(parent), *arguments]
