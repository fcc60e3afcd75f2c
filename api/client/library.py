"""The library: documents, their text and sections, uploads and jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from api.client.wire import Wire, parsed
from api.schemas.documents import (
    DocumentDetailOut,
    DocumentsOut,
    JobOut,
    JobStarted,
    PreviewOut,
    SectionsOut,
    TextOut,
    VersionsOut,
)
from api.schemas.removed import EarlierListOut, RemovedListOut

Head = Mapping[str, str | list[str]]

_Out = TypeVar("_Out", bound=BaseModel)


class Shelf(Wire):
    """Reading and changing the library."""

    def documents(self) -> DocumentsOut:
        """All that the caller may read."""
        return self._get("/v1/documents", DocumentsOut)

    def document(self, document: str) -> DocumentDetailOut:
        """One document, with its editions."""
        return self._get(_path(document), DocumentDetailOut)

    def text(self, document: str, version: str | None = None) -> TextOut:
        """The stored text of a version, the newest where none is named."""
        return self._get(_path(document) + "/text", TextOut, {"version": version} if version else None)

    def versions(self, document: str) -> VersionsOut:
        """The versions whose text can be read, newest first."""
        return self._get(_path(document) + "/versions", VersionsOut)

    def sections(self, document: str) -> SectionsOut:
        """A document's sections with their passages."""
        return self._get(_path(document) + "/sections", SectionsOut)

    def remove(self, document: str) -> None:
        """Remove a document."""
        self._send(self._http.build_request("DELETE", _path(document)))

    def removed(self) -> RemovedListOut:
        """Removed texts that can be put back."""
        return self._get("/v1/removed", RemovedListOut)

    def put_back(self, document: str) -> DocumentDetailOut:
        """Put a removed text back."""
        return self._post(_removed(document) + "/restore", {}, DocumentDetailOut)

    def drop_removed(self, document: str) -> None:
        """Drop a removed text for good."""
        self._send(self._http.build_request("DELETE", _removed(document)))

    def earlier(self, document: str) -> EarlierListOut:
        """The versions of an upload that can be put back."""
        return self._get(_path(document) + "/earlier", EarlierListOut)

    def put_version_back(self, document: str, version: str) -> DocumentDetailOut:
        """Put an earlier version in the place of the newest."""
        return self._post(_path(document) + "/earlier/restore", {"version": version}, DocumentDetailOut)

    def preview(self, name: str, data: bytes, head: Head | None = None) -> PreviewOut:
        """What an upload would become; saves nothing."""
        return self._send_file({"preview": "true"}, name, data, head, PreviewOut)

    def upload(self, name: str, data: bytes, head: Head | None = None) -> JobStarted:
        """Start taking in a file; `job` says how far it is."""
        return self._send_file({}, name, data, head, JobStarted)

    def job(self, job: str) -> JobOut:
        """How far an upload is."""
        return self._get("/v1/jobs/" + quote(job, safe=""), JobOut)

    def _send_file(self, params: dict[str, str], name: str, data: bytes, head: Head | None, kind: type[_Out]) -> _Out:
        request = self._http.build_request(
            "POST", "/v1/documents", params=params, files={"file": (name, data)}, data=dict(head or {})
        )
        return parsed(self._send(request), kind)


def _removed(document: str) -> str:
    return "/v1/removed/" + quote(document, safe="")


def _path(document: str) -> str:
    return "/v1/documents/" + quote(document, safe="")
