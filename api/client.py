"""The client of our own API, without torch or FastAPI: for the command line and the page.

One client may be used from several threads. Proxies of the environment are not used: the service is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from api.schemas.ask import AskedLanguage
from api.schemas.common import Health, LanguageCode, Problem
from api.schemas.documents import (
    DocumentDetailOut,
    DocumentsOut,
    JobOut,
    JobStarted,
    PreviewOut,
    SectionsOut,
    TextOut,
)
from api.schemas.results import LineEvent, ResultOut
from api.schemas.search import SearchOut
from kb.errors import ServiceError

# An answer takes milliseconds; a preview converts a file, which may take the pipeline a minute.
SECONDS = 90.0
CONNECT_SECONDS = 3.0

Head = Mapping[str, str | list[str]]

_Out = TypeVar("_Out", bound=BaseModel)


class Unreachable(ServiceError):
    """Nothing answers at the service's address, or not in time."""


class TooSlow(Unreachable):
    """The service was reached and did not answer in time."""


class ProblemAnswer(ServiceError):
    """The service answered with a problem body; `problem.code` is stable, the message is `problem.detail`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.detail} ({problem.reason})" if problem.reason else problem.detail)
        self.problem = problem


class Client:
    """A typed client of one service; every method raises Unreachable or ProblemAnswer, both ServiceError."""

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

    # -- asking ------------------------------------------------------------------------------------
    def ask(self, question: str, language: AskedLanguage = "auto", history: Sequence[str] = ()) -> ResultOut:
        """An answer or a refusal."""
        return self._post("/v1/ask", _asked(question, language, history), ResultOut)

    def ask_stream(
        self, question: str, language: AskedLanguage = "auto", history: Sequence[str] = ()
    ) -> Iterator[LineEvent | ResultOut]:
        """The lines as they come, then the whole result."""
        body = _asked(question, language, history)
        try:
            with self._http.stream("POST", "/v1/ask/stream", json=body) as response:
                if response.is_error:
                    response.read()
                    raise _problem(response)
                yield from _events(response.iter_lines())
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error

    def search(self, text: str, language: LanguageCode | None = None, limit: int = 10) -> SearchOut:
        """The nearest passages."""
        return self._post("/v1/search", {"text": text, "language": language, "limit": limit}, SearchOut)

    # -- the library -------------------------------------------------------------------------------
    def documents(self) -> DocumentsOut:
        """All that the caller may read."""
        return self._get("/v1/documents", DocumentsOut)

    def document(self, document: str) -> DocumentDetailOut:
        """One document, with its editions."""
        return self._get(_path(document), DocumentDetailOut)

    def text(self, document: str, version: str | None = None) -> TextOut:
        """The stored text of a version, the newest where none is named."""
        return self._get(_path(document) + "/text", TextOut, {"version": version} if version else None)

    def sections(self, document: str) -> SectionsOut:
        """A document's sections with their passages."""
        return self._get(_path(document) + "/sections", SectionsOut)

    def remove(self, document: str) -> None:
        """Remove a document."""
        self._send(self._http.build_request("DELETE", _path(document)))

    def preview(self, name: str, data: bytes, head: Head | None = None) -> PreviewOut:
        """What an upload would become; saves nothing."""
        return self._send_file({"preview": "true"}, name, data, head, PreviewOut)

    def upload(self, name: str, data: bytes, head: Head | None = None) -> JobStarted:
        """Start taking in a file; `job` says how far it is."""
        return self._send_file({}, name, data, head, JobStarted)

    def job(self, job: str) -> JobOut:
        """How far an upload is."""
        return self._get("/v1/jobs/" + quote(job, safe=""), JobOut)

    # -- health ------------------------------------------------------------------------------------
    def health(self) -> Health:
        """Who answers; needs no key."""
        return self._get("/healthz", Health)

    def not_ready(self) -> str | None:
        """None when questions are answered, else the reason why not."""
        try:
            self._send(self._http.build_request("GET", "/readyz"))
        except ProblemAnswer as error:
            return error.problem.reason or error.problem.detail
        return None

    # -- the wire ----------------------------------------------------------------------------------
    def _get(self, path: str, kind: type[_Out], params: Mapping[str, str] | None = None) -> _Out:
        return _parsed(self._send(self._http.build_request("GET", path, params=params)), kind)

    def _post(self, path: str, body: Mapping[str, object], kind: type[_Out]) -> _Out:
        return _parsed(self._send(self._http.build_request("POST", path, json=body)), kind)

    def _send_file(self, params: dict[str, str], name: str, data: bytes, head: Head | None, kind: type[_Out]) -> _Out:
        request = self._http.build_request(
            "POST", "/v1/documents", params=params, files={"file": (name, data)}, data=dict(head or {})
        )
        return _parsed(self._send(request), kind)

    def _send(self, request: httpx.Request) -> httpx.Response:
        try:
            response = self._http.send(request)
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        if response.is_error:
            raise _problem(response)
        return response

    def _unreachable(self, error: httpx.HTTPError) -> Unreachable:
        if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
            return TooSlow(f"The service at {self._address} did not answer in time. Try again.")
        return Unreachable(f"The service at {self._address} can't be reached: {error}. Start it with `coach up`.")


def _asked(question: str, language: AskedLanguage, history: Sequence[str]) -> dict[str, object]:
    return {"question": question, "language": language, "history": list(history)}


def _path(document: str) -> str:
    return "/v1/documents/" + quote(document, safe="")


def _parsed(response: httpx.Response, kind: type[_Out]) -> _Out:
    try:
        return kind.model_validate_json(response.content)
    except ValidationError as error:
        raise ServiceError(f"{response.url} answered something else than expected.") from error


def _problem(response: httpx.Response) -> ServiceError:
    try:
        return ProblemAnswer(Problem.model_validate_json(response.content))
    except ValidationError:
        return ServiceError(f"{response.url} answered with status {response.status_code}.")


def _events(lines: Iterator[str]) -> Iterator[LineEvent | ResultOut]:
    name, data = "", ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data = line.removeprefix("data: ")
        elif not line and data:
            yield _event(name, data)
            name, data = "", ""


def _event(name: str, data: str) -> LineEvent | ResultOut:
    try:
        return ResultOut.model_validate_json(data) if name == "result" else LineEvent.model_validate_json(data)
    except ValidationError as error:
        raise ServiceError("The service sent an event that can't be read.") from error
