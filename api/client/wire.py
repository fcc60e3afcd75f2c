"""What every call has in common: one connection pool, typed bodies, typed failures."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Self, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from api.schemas.common import LanguageCode, Problem
from kb.errors import ServiceError

# An answer takes milliseconds; a preview converts a file, which may take the pipeline a minute.
SECONDS = 90.0
CONNECT_SECONDS = 3.0
_NOT_THERE = 404

_Out = TypeVar("_Out", bound=BaseModel)


class Unreachable(ServiceError):
    """Nothing answers at the service's address, or not in time."""


class TooSlow(Unreachable):
    """The service was reached and did not answer in time."""


class ProblemAnswer(ServiceError):
    """The service answered with a problem body; `problem.code` is stable, the message is `problem.detail`.

    The reason stands behind it, except where it would only say again that something is not there.
    """

    def __init__(self, problem: Problem) -> None:
        tell = problem.reason and problem.status != _NOT_THERE
        super().__init__(f"{problem.detail} ({problem.reason})" if tell else problem.detail)
        self.problem = problem


class Wire:
    """The connection to one service; every call raises Unreachable or ProblemAnswer, both ServiceError."""

    def __init__(
        self,
        address: str,
        token: str | None = None,
        *,
        language: LanguageCode = "en",
        seconds: float = SECONDS,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """`language` is that of problem details; `token` a key or the local token."""
        headers = {"Accept-Language": language, "User-Agent": "fieldcoach"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._address = address
        self._http = httpx.Client(
            base_url=address,
            headers=headers,
            timeout=httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
            transport=transport,
            # Reading the world's certificates costs 20 to 30 ms, more than an answer; plain http needs none.
            verify=not address.startswith("http://"),
            trust_env=False,
        )

    @property
    def address(self) -> str:
        """Where the service is."""
        return self._address

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def _get(self, path: str, kind: type[_Out], params: Mapping[str, str] | None = None) -> _Out:
        return parsed(self._send(self._http.build_request("GET", path, params=params)), kind)

    def _post(self, path: str, body: Mapping[str, object], kind: type[_Out]) -> _Out:
        return parsed(self._send(self._http.build_request("POST", path, json=body)), kind)

    def _patch(self, path: str, body: Mapping[str, object], kind: type[_Out]) -> _Out:
        return parsed(self._send(self._http.build_request("PATCH", path, json=body)), kind)

    def _send(self, request: httpx.Request) -> httpx.Response:
        try:
            response = self._http.send(request)
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        if response.is_error:
            raise problem_of(response)
        return response

    def _unreachable(self, error: httpx.HTTPError) -> Unreachable:
        if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
            return TooSlow(f"The service at {self._address} did not answer in time. Try again.")
        return Unreachable(f"The service at {self._address} can't be reached: {error}. Start it with `coach up`.")


def parsed(response: httpx.Response, kind: type[_Out]) -> _Out:
    """The body of an answer; raises ServiceError where it is none of ours."""
    try:
        return kind.model_validate_json(response.content)
    except ValidationError as error:
        raise ServiceError(f"{response.url} answered something else than expected.") from error


def problem_of(response: httpx.Response) -> ServiceError:
    """What an answer with an error status is raised as; its content must have been read."""
    try:
        return ProblemAnswer(Problem.model_validate_json(response.content))
    except ValidationError:
        return ServiceError(f"{response.url} answered with status {response.status_code}.")
