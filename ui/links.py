"""The link that opens a citation: `?document=…&start=…&end=…&version=…`, offsets in code points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from api.schemas.results import CitationOut

# An id or a version is far shorter; what is longer is no link of ours and is not sent on.
_LONGEST_NAME = 300
_LONGEST_NUMBER = 9


class BrokenLink(ValueError):
    """A link whose parts are missing or make no sense."""


@dataclass(frozen=True, slots=True)
class CitationLink:
    """A span of one version of a document; without a version, of the newest."""

    document: str
    start: int
    end: int
    version: str | None = None

    def parameters(self) -> dict[str, str]:
        """The query parameters, in the order of the contract."""
        found = {"document": self.document, "start": str(self.start), "end": str(self.end)}
        return found | ({"version": self.version} if self.version else {})

    def href(self) -> str:
        """The link, relative to the page."""
        return "?" + urlencode(self.parameters())


PARAMETERS = ("document", "start", "end", "version")


def to_citation(citation: CitationOut) -> CitationLink:
    """The link of a citation."""
    return CitationLink(citation.document, citation.start, citation.end, citation.version)


def read_link(parameters: Mapping[str, str]) -> CitationLink | None:
    """The citation that the query parameters name, None if they name none; raises BrokenLink."""
    if "document" not in parameters:
        return None
    document, version = parameters["document"].strip(), parameters.get("version", "").strip()
    if not document or max(len(document), len(version)) > _LONGEST_NAME:
        raise BrokenLink("document or version is missing or too long")
    start, end = _offset(parameters.get("start", "")), _offset(parameters.get("end", ""))
    if end <= start:
        raise BrokenLink("the span is empty")
    return CitationLink(document, start, end, version or None)


def _offset(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise BrokenLink("an offset is not a number")
    return int(text)
