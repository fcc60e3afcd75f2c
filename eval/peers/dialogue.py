"""The runner's side of the conversation with a worker."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kb.embedding.processor import offline_environment, thread_environment
from kb.errors import ServiceError

ROOT = Path(__file__).parents[2]
# Embedding the whole corpus in float32 on two busy cores takes some minutes.
_SECONDS = 3600.0
_TELEMETRY = {"ANONYMIZED_TELEMETRY": "False", "HAYSTACK_TELEMETRY_ENABLED": "False", "DO_NOT_TRACK": "1"}


class Worker:
    """A running worker. A context manager: it ends with its block, however that ends."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        """`command` speaks eval.peers.workers.serving; what else it says goes to `log`."""
        self._name, self._log = name, log
        with log.open("w", encoding="utf-8") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own modules
                command, cwd=ROOT, env=_environment(), text=True, encoding="utf-8",
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def load(self) -> float:
        """Load the encoder; seconds."""
        return float(self._say(do="load")["seconds"])

    def build(self, documents: Sequence[Mapping[str, str]]) -> tuple[float, int]:
        """(seconds, chunks)."""
        said = self._say(do="build", documents=documents)
        return float(said["seconds"]), int(said["result"])

    def ask(self, question: str, count: int) -> tuple[float, list[tuple[str, int, int]]]:
        """(seconds, chunks)."""
        said = self._say(do="ask", question=question, count=count)
        return float(said["seconds"]), [(str(name), int(start), int(end)) for name, start, end in said["result"]]

    def embed(self, question: str) -> float:
        """Seconds of the encoder alone."""
        return float(self._say(do="embed", question=question)["seconds"])

    def leave_out(self, language: str | None) -> None:
        """Take a language's texts out, or put all back."""
        self._say(do="leave_out", language=language)

    def memory(self) -> tuple[float, float]:
        """The most that it ever held, and that a process started by it did, in megabytes."""
        own, child = self._say(do="memory")["megabytes"]
        return float(own), float(child)

    def _say(self, **request: object) -> dict[str, Any]:
        wants, gives = self._process.stdin, self._process.stdout
        if wants is None or gives is None:
            raise ServiceError(f"{self._name} has no pipes.")
        watch = threading.Timer(_SECONDS, self._process.kill)
        watch.start()
        try:
            wants.write(json.dumps(request, ensure_ascii=False) + "\n")
            wants.flush()
            line = gives.readline()
        except BrokenPipeError:
            line = ""
        finally:
            watch.cancel()
        if not line:
            raise ServiceError(f"{self._name} ended while it was to {request['do']}: {self._last_words()}")
        said: dict[str, Any] = json.loads(line)
        return said

    def _last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else f"it said nothing; see {self._log}"


def _environment() -> dict[str, str]:
    """The same for all: no network, no telemetry, no threads that spin, none of our settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("FIELDCOACH_")}
    return {**own, **offline_environment(), **thread_environment(), **_TELEMETRY, "PYTHONPATH": str(ROOT)}
