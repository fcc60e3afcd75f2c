"""Plain text and Markdown."""

from __future__ import annotations

from dataclasses import replace

from ingest.readers.encodings import decode
from ingest.types import RawText


def read(data: bytes, name: str, encoding: str | None, _seconds: float, _memory: int) -> RawText:
    """A .txt or .md file; raises UnreadableFile."""
    return replace(decode(data, name, encoding), markdown=name.casefold().endswith(".md"))
