"""The conversation of a worker with the runner, in JSON lines. Standard library only: it runs in every environment."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol


@dataclass(frozen=True)
class Text:
    """A document as every system gets it."""

    id: str
    language: str
    text: str


class Chunk(NamedTuple):
    """What a system found: `text[start:end]` of a document."""

    document: str
    start: int
    end: int


class Engine(Protocol):
    """What a system must do to be compared."""

    def load(self) -> None:
        """Load the encoder."""
        ...

    def build(self, documents: list[Text]) -> int:
        """Cut, embed and store; returns how many chunks there are."""
        ...

    def ask(self, question: str, count: int) -> list[Chunk]:
        """The best `count` chunks, best first."""
        ...

    def embed(self, question: str) -> None:
        """Embed a question and do nothing with it."""
        ...

    def leave_out(self, language: str | None) -> None:
        """Take a language's documents out of the index, and put back what was out before; None: all are in."""
        ...


class Locator:
    """Finds a document's chunks in it, in their order; a system may have changed their white space."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._places = [place for place, character in enumerate(text) if not character.isspace()]
        self._letters = "".join(text[place] for place in self._places)
        self._from = 0

    def span(self, chunk: str) -> tuple[int, int]:
        """(start, end) of the next occurrence that begins after the one before; ValueError where there is none.

        Chunks may overlap: one begins after the beginning of the one before it, not after its end.
        """
        letters = "".join(chunk.split())
        if not letters:
            raise ValueError("a chunk without a letter")
        at = self._letters.find(letters, self._from)
        if at < 0:
            at = self._letters.index(letters)
        self._from = at + 1
        return self._places[at], self._places[at + len(letters) - 1] + 1


def serve(engine: Engine) -> None:
    """Answer requests from standard input until it ends; whatever else prints goes to standard error."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    actions: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "load": lambda _: _timed(lambda: engine.load()),
        "build": lambda said: _timed(lambda: engine.build([Text(**one) for one in said["documents"]])),
        "ask": lambda said: _timed(lambda: engine.ask(said["question"], said["count"])),
        "embed": lambda said: _timed(lambda: engine.embed(said["question"])),
        "leave_out": lambda said: _timed(lambda: engine.leave_out(said["language"])),
        "memory": lambda _: {"megabytes": peak_megabytes()},
    }
    for line in sys.stdin:
        said = json.loads(line)
        replies.write(json.dumps(actions[said["do"]](said)) + "\n")
        replies.flush()


def peak_megabytes() -> tuple[float, float]:
    """The most that this process ever held in memory, and that the largest of its ended children did."""
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own / 1024, child / 1024


def _timed(work: Callable[[], object]) -> dict[str, Any]:
    begun = time.perf_counter()
    result = work()
    return {"seconds": time.perf_counter() - begun, "result": result}
