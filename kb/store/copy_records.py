"""Copies of what was removed or replaced: what they hold, and how a catalogue keeps them, as a protocol."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kb.store.vectors import Vector
from kb.types import DocumentInfo

if TYPE_CHECKING:
    from kb.store.records import DocumentRecord


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it was, by its name: an upload's copy, its sidecar, its questions."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Keeping:
    """That a copy is to be kept: `at` is now (ISO 8601, UTC, seconds), `files` what goes with the document."""

    at: str
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy without its words: `info` is the document as it was, `removed` whether it went or was replaced."""

    number: int
    info: DocumentInfo
    removed: bool
    at: str


@dataclass(frozen=True, slots=True)
class CopyContent:
    """A copy's words: the document, what it was read under, and (version, text) of those before it, oldest first."""

    record: DocumentRecord
    rules: str
    earlier: tuple[tuple[str, str], ...]
    files: tuple[KeptFile, ...]


class CopyKeeper(Protocol):
    """The part of kb.store.records.Catalog that keeps copies; nothing of them is ever searched."""

    def keep_copy(self, document: str, keeping: Keeping) -> int:
        """Copy a document that is about to be replaced; returns the copy's number. Raises NotFound or Gone."""
        ...

    def copies(self) -> list[KeptCopy]:
        """All, the newest first."""
        ...

    def copy_content(self, number: int) -> CopyContent:
        """What a copy holds; raises NotFound where there is none of this number."""
        ...

    def put_back(self, number: int, fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """Store a copy in place of what bears its id or came from its file, with its older versions; the copy goes.

        Raises NotFound where there is no such copy, StoreError where a vector is missing.
        """
        ...

    def drop_copies(self, numbers: Collection[int]) -> int:
        """Delete copies and wipe their words from the file; returns how many there were."""
        ...

    def removed_audience(self, document: str) -> int:
        """Who could read a document that was removed (kb.store.vectors.audience_of); 0 where none of this id was."""
        ...
