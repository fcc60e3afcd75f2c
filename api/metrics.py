"""The figures of one running service, in Prometheus' text format; nothing in them says what was asked."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kb.errors import FieldcoachError
from kb.types import DocumentInfo, Material, Refusal

MEDIA_TYPE = CONTENT_TYPE_LATEST

# An answer takes 10 to 40 ms, a file up to 2 s, a preview up to a minute.
_BUCKETS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.0, 2.0, 5.0, 15.0, 60.0)

# Others come from scanners; each would be a series of its own.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
_NO_ROUTE = "none"


class Metrics:
    """Counts requests and results in a registry of its own."""

    def __init__(self, documents: Callable[[], Sequence[DocumentInfo]]) -> None:
        """`documents` gives the whole library; it is called at each scrape."""
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "fieldcoach_requests",
            "Requests by method, route and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "fieldcoach_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._results = Counter(
            "fieldcoach_results",
            "Results by kind and language.",
            ("kind", "language"),
            registry=self._registry,
        )
        self._refusals = Counter(
            "fieldcoach_refusals",
            "Refusals by reason and language.",
            ("reason", "language"),
            registry=self._registry,
        )
        self._registry.register(_LibrarySize(documents))
        ProcessCollector(registry=self._registry)

    def count(self, result: Material | Refusal) -> None:
        """Count a result."""
        language = result.language.value
        if isinstance(result, Refusal):
            self._refusals.labels(result.reason.value, language).inc()
            self._results.labels("refusal", language).inc()
        else:
            self._results.labels(result.kind.value, language).inc()

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def exposition(self) -> bytes:
        """All figures as text of MEDIA_TYPE."""
        return generate_latest(self._registry)


class _LibrarySize(Collector):
    """How much the library holds, counted when somebody looks."""

    def __init__(self, documents: Callable[[], Sequence[DocumentInfo]]) -> None:
        self._documents = documents

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Documents, passages and asked-as questions by language; nothing while the library can't be read."""
        try:
            found = self._documents()
        except FieldcoachError:
            return
        for name, of in (
            ("documents", lambda info: 1),
            ("passages", lambda info: info.passages),
            ("questions", lambda info: info.questions),
        ):
            tally: Tally[str] = Tally()
            for info in found:
                tally[info.language.value] += of(info)
            family = GaugeMetricFamily(f"fieldcoach_library_{name}", f"The library's {name}.", labels=("language",))
            for language, size in sorted(tally.items()):
                family.add_metric([language], size)
            yield family

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing: registering must not read the library."""
        return ()


class Measured:
    """A pure ASGI layer that counts every request, also those that the layers below refuse."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; count when the answer has ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = perf_counter()
        try:
            await self._app(scope, receive, send_noted)
        finally:
            # The pattern, never the path: ids would make a series each.
            route = getattr(scope.get("route"), "path", _NO_ROUTE)
            self._metrics.observe(scope["method"], route, status, perf_counter() - begun)
