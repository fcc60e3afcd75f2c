"""The client of our own API, without torch or FastAPI: for the command line and the page.

One client may be used from several threads. Proxies of the environment are not used: the service is ours. The calls
stand in one module a family; a new family is a class over `wire.Wire` and one more base of `Client`.
"""

from __future__ import annotations

from api.client.asking import Asking
from api.client.insights import Insights
from api.client.library import Head, Shelf
from api.client.materials import MaterialFile, Materials
from api.client.progress import Progress
from api.client.wire import CONNECT_SECONDS, SECONDS, ProblemAnswer, TooSlow, Unreachable
from api.schemas.common import CallerOut, Health

__all__ = [
    "CONNECT_SECONDS",
    "SECONDS",
    "Client",
    "Head",
    "MaterialFile",
    "ProblemAnswer",
    "TooSlow",
    "Unreachable",
]


class Client(Asking, Materials, Insights, Progress, Shelf):
    """A typed client of one service; every method raises Unreachable or ProblemAnswer, both ServiceError."""

    def health(self) -> Health:
        """Who answers; needs no key."""
        return self._get("/healthz", Health)

    def me(self) -> CallerOut:
        """Who the key or token makes the caller."""
        return self._get("/v1/me", CallerOut)

    def not_ready(self) -> str | None:
        """None when questions are answered, else the reason why not."""
        try:
            self._send(self._http.build_request("GET", "/readyz"))
        except ProblemAnswer as error:
            return error.problem.reason or error.problem.detail
        return None
