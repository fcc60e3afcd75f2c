"""Uploads: looked at before they are kept, then copied into the library's own folder and read like any file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document_language import settle
from ingest.front_matter import SIDECAR, meta_of, to_yaml
from ingest.preparing import Preparer, title_of
from ingest.readers.registry import check_file
from ingest.report import Report
from ingest.sources import Uploads, safe_name
from ingest.types import Meta
from kb.errors import HeadError, TooLarge, Why
from kb.types import Language

HeadValues = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class PreviewSection:
    """A section that an upload would get; `heading` is empty above the first heading."""

    heading: str
    passages: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an upload would become; `language` is None where it can't be told or is none of the four."""

    encoding: str
    language: Language | None
    title: str
    sections: tuple[PreviewSection, ...]
    warnings: tuple[str, ...]


def check_upload(name: str, data: bytes, head: HeadValues, max_bytes: int) -> Meta:
    """The head of an upload, and an error for all that can be told before it is read.

    Raises UnreadableFile (unknown suffix, empty), HeadError or TooLarge.
    """
    check_file(name, len(data))
    if len(data) > max_bytes:
        raise TooLarge(
            f"{name} has {len(data) / 1e6:.1f} MB; at most {max_bytes / 1e6:.1f} MB are taken. "
            "Split it, or raise FIELDCOACH_MAX_FILE_BYTES.",
            Why("file_too_large", name, f"{max_bytes / 1e6:.1f} MB"),
        )
    return meta_of(head, name)


def preview(preparer: Preparer, name: str, data: bytes, head: HeadValues, max_bytes: int) -> Preview:
    """Read an upload without keeping anything; raises UnreadableFile, HeadError or TooLarge."""
    meta = check_upload(name, data, head, max_bytes)
    with tempfile.TemporaryDirectory(prefix="fieldcoach-preview-") as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(data)
        path.with_name(path.name + SIDECAR).write_text(to_yaml(meta), encoding="utf-8")
        text = preparer.text(path, name)
    warnings = list(text.warnings)
    language: Language | None = None
    try:
        language = settle(text.meta, text.braced.text, name)
    except HeadError as error:
        warnings.append(str(error))
    sections = tuple(
        PreviewSection(section.path[-1] if section.path else "", len(section.units))
        for section in text.document.sections
    )
    title = text.meta.title or title_of(text.document, name)
    return Preview(text.encoding, language, title, sections, tuple(warnings))


def take_upload(
    uploads: Uploads,
    name: str,
    data: bytes,
    head: HeadValues,
    seen: Preview,
    run: Callable[[Path], Report],
) -> Report:
    """Keep an upload that was looked at and let `run` take it in; what fails is put back as it was before."""
    path = uploads.folder / safe_name(name)
    sidecar = path.with_name(path.name + SIDECAR)
    before = {part: part.read_bytes() for part in (sidecar, path) if part.is_file()}
    meta = meta_of(head, name)
    # The copy bears a name of our own: what its owner called it lives on as its title.
    uploads.keep(name, data, meta if meta.title else replace(meta, title=seen.title))
    done = False
    try:
        report = run(path)
        done = not report.failed
    finally:
        if not done:
            uploads.discard(path.name)
            for part, content in before.items():
                part.write_bytes(content)
    return report
