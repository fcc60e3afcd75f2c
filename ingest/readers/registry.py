"""Which reader reads which file, by suffix, and the limits that all of them keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ingest.readers import office, pdf, plain, tables
from ingest.types import RawText
from kb.errors import TooLarge, UnreadableFile, Why
from kb.text import normalise


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. `memory_bytes` is of the child process that converts office and PDF files."""

    file_bytes: int = 20_000_000
    text_chars: int = 2_000_000
    seconds: float = 60.0
    memory_bytes: int = 3_000_000_000


Reader = Callable[[bytes, str, str | None, float, int], RawText]

_READERS: Mapping[str, Reader] = {
    ".md": plain.read,
    ".txt": plain.read,
    ".csv": tables.read_csv,
    ".xlsx": tables.read_xlsx,
    ".docx": office.read,
    ".pptx": office.read,
    ".html": office.read_html,
    ".htm": office.read_html,
    ".pdf": pdf.read,
}
_OLD = {".doc": ".docx", ".xls": ".xlsx", ".ppt": ".pptx", ".rtf": ".docx", ".odt": ".docx", ".ods": ".xlsx"}


def readable(name: str) -> bool:
    """Whether there is a reader for files of this name."""
    return PurePath(name).suffix.casefold() in _READERS


def unknown(name: str) -> str:
    """Why there is no reader for files of this name, and what to do."""
    suffix = PurePath(name).suffix.casefold()
    if suffix in _OLD:
        return f"{suffix} files can't be read. Save it as {_OLD[suffix]}, then add that."
    said = f"{suffix} files can't be read" if suffix else "its name has no suffix that says what it is"
    return f"{said}. These work: {' '.join(_READERS)}."


def check_file(name: str, size: int) -> None:
    """What can be said of a file unopened: raises UnreadableFile for an unknown suffix or no bytes at all."""
    if not readable(name):
        raise UnreadableFile(f"{name}: {unknown(name)}", Why("unknown_format", name, " ".join(_READERS)))
    if not size:
        raise UnreadableFile(
            f"{name} is empty. Check that it was saved and copied whole, and add it again.", Why("empty", name)
        )


def check_text(text: str, name: str) -> None:
    """Raises UnreadableFile where there is nothing to read."""
    if not any(character.isalnum() for character in text):
        raise UnreadableFile(
            f"{name} holds no text. Write the text into it, save it, and add it again.", Why("no_text", name)
        )


def read(path: Path, name: str, *, encoding: str | None = None, limits: Limits) -> RawText:
    """The text of a file; `name` decides how it is read and stands in messages, `encoding` overrides the guess.

    Raises UnreadableFile (unknown suffix, broken, protected, no text in it) or TooLarge, with advice.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise UnreadableFile(f"{name} can't be opened ({error.strerror or error}).") from error
    if len(data) > limits.file_bytes:
        raise TooLarge(
            f"{name} is larger than {limits.file_bytes / 1e6:.1f} MB. Split it and add the parts.",
            Why("file_too_large", name, f"{limits.file_bytes / 1e6:.1f} MB"),
        )
    check_file(name, len(data))
    raw = _READERS[PurePath(name).suffix.casefold()](data, name, encoding, limits.seconds, limits.memory_bytes)
    if len(raw.text) > limits.text_chars:
        raise TooLarge(
            f"{name} holds more than {limits.text_chars:,} characters. Split it and add the parts.",
            Why("text_too_long", name, f"{limits.text_chars:,}"),
        )
    check_text(raw.text, name)
    return replace(raw, text=normalise(raw.text))
