"""What a question costs over HTTP beside the bare embedding of the same question, in one run.

Bare embedding and service take turns, so that both meet the same load; each question is new to both.
"""

from __future__ import annotations

import http.client
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urlsplit

from eval.golden import GoldenSet
from eval.items import QuestionItem, UnanswerableItem
from eval.parts import Half
from kb.errors import ServiceError
from kb.types import Language

# The first ones warm both up.
WARMING = 10
_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Spread:
    """Percentiles, in milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Latency:
    """The bare embedding, the whole of /v1/ask over HTTP, and what the service says that it took."""

    questions: int
    embedding: Spread
    http: Spread
    inside: Spread

    @property
    def ratio(self) -> float:
        """How many bare embeddings an answer costs, by the medians."""
        return self.http.p50 / self.embedding.p50


def questions(golden: GoldenSet, count: int) -> list[str]:
    """`count` questions in turn from the four languages, with a running number, so that no cache has seen them."""
    by_language = [
        [
            one.item.question
            for one in golden.chosen(Half.DEV, frozenset({language}))
            if isinstance(one.item, QuestionItem | UnanswerableItem)
        ]
        for language in Language
    ]
    texts = [text for row in zip_longest(*by_language) for text in row if text is not None]
    started = time.time_ns() % 1_000_000
    return [f"{texts[number % len(texts)]} ({started + number})" for number in range(count)]


def measure(address: str, token: str | None, texts: Sequence[str], embed: Callable[[str], object]) -> Latency:
    """Ask every text of a running service; the first WARMING are left out. Raises ServiceError."""
    bare, served, inside = [], [], []
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_SECONDS)
    try:
        for text in texts:
            begin = time.perf_counter()
            embed(text)
            middle = time.perf_counter()
            inside.append(_ask(connection, token, text))
            end = time.perf_counter()
            bare.append(1000 * (middle - begin))
            served.append(1000 * (end - middle))
    finally:
        connection.close()
    return Latency(len(texts) - WARMING, *(spread(found[WARMING:]) for found in (bare, served, inside)))


def spread(milliseconds: Sequence[float]) -> Spread:
    """Median and 95th percentile of at least two."""
    return Spread(statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20, method="inclusive")[-1])


def _ask(connection: http.client.HTTPConnection, token: str | None, text: str) -> float:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        connection.request("POST", "/v1/ask", json.dumps({"question": text}), headers)
        answer = connection.getresponse()
        body = json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ServiceError(f"The service can't be measured: {error}") from error
    if answer.status != http.client.OK:
        raise ServiceError(f"The service answered {answer.status}: {body.get('detail', '')}")
    return float(body["elapsed_ms"])
