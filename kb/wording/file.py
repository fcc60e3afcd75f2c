"""The fixed words of exported files."""

from __future__ import annotations

from enum import StrEnum


class FilePhrase(StrEnum):
    """The ids of the catalogue `file`."""
