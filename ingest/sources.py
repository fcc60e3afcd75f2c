"""What there is to read: the files of a folder, in a fixed order, and what is uploaded, under names of our own."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.front_matter import QUESTIONS, SIDECAR, to_yaml
from ingest.readers.registry import readable, unknown
from ingest.report import Failure
from ingest.types import Meta, SourceFile
from kb.errors import NotFound, TooLarge
from kb.store.copy_records import KeptFile

# What stands in a folder of texts and is none; decoys, tasks, glossary and companions are read elsewhere.
_NOT_TEXTS = frozenset({"readme.md", "glossary.yaml", "tasks.yaml", "thumbs.db", "desktop.ini", "__macosx"})
_DECOYS = re.compile(r"decoys\.\w+\.yaml")
_BLOCK = 1 << 20


def scan(folder: Path, origin: str, max_bytes: int) -> tuple[list[SourceFile], list[Failure]]:
    """The texts below a folder by their place, and the files that can't be taken in, with the reason.

    Hidden files, README.md, glossary, tasks, decoys, sidecars and questions are passed over; symbolic links are not
    followed, and one that leads out of the folder is named.
    """
    root = folder.resolve()
    sources: list[SourceFile] = []
    failures: list[Failure] = []
    for path in sorted(_files(root, root, failures), key=lambda path: path.relative_to(root).as_posix()):
        place = path.relative_to(root).as_posix()
        try:
            sources.append(_source(path, origin, place, max_bytes))
        except OSError as error:
            failures.append(Failure(place, f"can't be opened ({error.strerror or error})."))
        except TooLarge as error:
            failures.append(Failure(place, str(error)))
    return sources, failures


def companions(path: Path) -> Iterator[Path]:
    """The sidecar and the questions of a text, where they stand beside it."""
    for beside in (path.with_name(path.name + SIDECAR), path.with_name(path.stem + QUESTIONS)):
        if beside.is_file() and not beside.is_symlink():
            yield beside


def _files(folder: Path, root: Path, failures: list[Failure]) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        failures.append(Failure(folder.relative_to(root).as_posix(), f"can't be opened ({error.strerror})."))
        return
    for path in entries:
        if _passed_over(path.name):
            continue
        if path.is_symlink():
            # What a link inside the folder points to is read at its own place.
            if not path.resolve().is_relative_to(root):
                reason = "is a link out of the folder and is not followed; put a copy there instead."
                failures.append(Failure(path.relative_to(root).as_posix(), reason))
        elif path.is_dir():
            yield from _files(path, root, failures)
        elif readable(path.name):
            yield path
        else:
            failures.append(Failure(path.relative_to(root).as_posix(), unknown(path.name)))


def _passed_over(name: str) -> bool:
    folded = name.casefold()
    return (
        folded.startswith((".", "~$"))
        or folded.endswith((SIDECAR, QUESTIONS, "~"))
        or folded in _NOT_TEXTS
        or _DECOYS.fullmatch(folded) is not None
    )


def _source(path: Path, origin: str, place: str, max_bytes: int) -> SourceFile:
    size = path.stat().st_size
    digest = hashlib.sha256()
    for number, part in enumerate((path, *companions(path))):
        length = part.stat().st_size
        if length > max_bytes:
            raise TooLarge(
                f"{part.name} has {length / 1e6:.1f} MB; at most {max_bytes / 1e6:.1f} MB are read. "
                "Split it, or raise FIELDCOACH_MAX_FILE_BYTES."
            )
        if number:
            digest.update(f"\0{part.name}\0{length}\0".encode())
        with part.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return SourceFile(origin=origin, place=place, path=path, size=size, sha256=digest.hexdigest())


_UNSAFE = re.compile(r"[^\w.-]+")


class Uploads:
    """The folder of uploaded copies: each with a sidecar, under a name that we made."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        """`folder` is made when the first upload comes."""
        self.folder = folder
        self._max_bytes = max_bytes

    def keep(self, name: str, data: bytes, meta: Meta) -> Path:
        """Write a copy and its sidecar; the same name again replaces. Raises TooLarge."""
        if len(data) > self._max_bytes:
            limit = f"{self._max_bytes / 1e6:.1f} MB"
            raise TooLarge(f"{name} has {len(data) / 1e6:.1f} MB; at most {limit} are taken.")
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / safe_name(name)
        sidecar = path.with_name(path.name + SIDECAR)
        said = to_yaml(meta)
        # The sidecar first: between the two writes nobody must find the text without its readers.
        _replace(sidecar, said.encode())
        _replace(path, data)
        return path

    def files(self, place: str) -> tuple[KeptFile, ...]:
        """A copy with its companions as they are now; nothing where it is not there."""
        path = self.folder / place
        if not path.is_file():
            return ()
        return tuple(KeptFile(one.name, one.read_bytes()) for one in (path, *companions(path)))

    def write(self, files: Iterable[KeptFile]) -> None:
        """Put files back as they were."""
        # A sidecar before its text: between the two writes nobody must find the text without its readers.
        for file in sorted(files, key=lambda one: not one.name.endswith(SIDECAR)):
            self.folder.mkdir(parents=True, exist_ok=True)
            _replace(self.folder / Path(file.name).name, file.data)

    def discard(self, place: str) -> None:
        """Remove a copy and its sidecar; raises NotFound for a place that is none of ours."""
        path = self.folder / place
        if Path(place).name != place or _passed_over(place):
            raise NotFound(f"There is no upload {place}.")
        path.unlink(missing_ok=True)
        path.with_name(place + SIDECAR).unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """A file name that is safe in any folder: the last part of what the client said, its letters and digits.

    Two names that differ only in what is left out, or in case, differ in eight digits of their hash.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = last.rpartition(".")
    kept = _UNSAFE.sub("-", stem or suffix).strip("-.")[:60].rstrip("-.")
    ending = dot + _UNSAFE.sub("", suffix).casefold()[:10] if stem else ""
    if kept and kept == stem and kept == kept.casefold() and not _passed_over(kept + ending):
        return kept + ending
    digest = hashlib.sha256(last.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept.casefold() or 'text'}-{digest}{ending}"


def _replace(path: Path, data: bytes) -> None:
    """Write whole or not at all."""
    half = path.with_name(f".{path.name}.part")
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
