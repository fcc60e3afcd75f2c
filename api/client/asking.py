"""Questions and searches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import httpx
from pydantic import ValidationError

from api.client.wire import Wire, problem_of
from api.schemas.ask import AskedLanguage
from api.schemas.common import LanguageCode
from api.schemas.results import LineEvent, ResultOut
from api.schemas.search import SearchOut
from kb.errors import ServiceError


class Asking(Wire):
    """Answers and hits."""

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
                    raise problem_of(response)
                yield from _events(response.iter_lines())
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error

    def search(self, text: str, language: LanguageCode | None = None, limit: int = 10) -> SearchOut:
        """The nearest passages."""
        return self._post("/v1/search", {"text": text, "language": language, "limit": limit}, SearchOut)


def _asked(question: str, language: AskedLanguage, history: Sequence[str]) -> dict[str, object]:
    return {"question": question, "language": language, "history": list(history)}


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
