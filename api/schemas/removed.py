"""The bodies of what was removed or replaced and can be put back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue

from api.schemas.common import Body, LanguageCode
from api.schemas.documents import DocumentOut

_VERSION = "sha256:" + "4f" * 32

_DOCUMENT: dict[str, JsonValue] = {
    "id": "leasing-guide.bg",
    "work": "leasing-guide",
    "language": "bg",
    "original_language": "bg",
    "title": "Лизинг на автомобили",
    "version": _VERSION,
    "topics": ["leasing"],
    "readers": ["hr", "admin"],
    "source": ["Internal guide of 2026"],
    "owner": "Ivana",
    "reviewed": "2026-11-20",
    "made_by": "person",
    "licence": "CC-BY-4.0",
    "added": "2026-11-20T09:12:44+00:00",
    "encoding": "windows-1251",
    "checksum": "9a" * 32,
    "passages": 14,
    "questions": 5,
    "origin": "uploads",
    "path": "leasing-guide.txt",
}
_TIMES: dict[str, JsonValue] = {"removed": "2026-11-22T16:40:02Z", "until": "2026-12-22T16:40:02Z"}


class RemovedOut(DocumentOut):
    """A removed text as it was. `until`: when the last of it is dropped; before that it can be put back."""

    removed: datetime
    until: datetime


class RemovedListOut(Body):
    """Removed texts that can be put back, the last removed first."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"examples": [{"texts": [_DOCUMENT | _TIMES]}]})

    texts: tuple[RemovedOut, ...]


class EarlierOut(Body):
    """An earlier version of an upload. `replaced`: when another took its place; `until`: how long it is kept."""

    version: str
    title: str
    language: LanguageCode
    owner: str | None = None
    replaced: datetime
    until: datetime


class EarlierListOut(Body):
    """The versions that can be put back, the last replaced first; none for a text of a folder."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "document": "leasing-guide.bg",
                    "versions": [
                        {
                            "version": _VERSION,
                            "title": "Лизинг на автомобили",
                            "language": "bg",
                            "owner": "Ivana",
                            "replaced": "2026-11-22T16:40:02Z",
                            "until": "2026-12-22T16:40:02Z",
                        }
                    ],
                }
            ]
        },
    )

    document: str
    versions: tuple[EarlierOut, ...]


class PutBackIn(Body):
    """Which earlier version is to be put back."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"examples": [{"version": _VERSION}]})

    version: Annotated[str, Field(min_length=1, max_length=100, description="`sha256:…`, as in the list.")]
