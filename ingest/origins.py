"""Where documents come from: a folder, or the uploads that are copied into the library's own folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kb.errors import InputError

UPLOADS = "uploads"


@dataclass(frozen=True, slots=True)
class Origin:
    """`name` is what the catalogue remembers; `folder` is where it is now; `only` limits a run to one file."""

    name: str
    folder: Path
    only: Path | None = None


def origin_of(path: Path, home: Path, known: Iterable[str]) -> Origin:
    """The origin that a path given to `coach ingest` stands for.

    A folder below the library's parent is named relative to it, so that a project can be moved. A single file
    belongs to the known origin whose folder holds it, else to its own folder; only that file is compared then.
    """
    base = home.resolve().parent
    target = path.resolve()
    if target.is_dir():
        return Origin(_name(target, base), target)
    if not target.is_file():
        raise InputError(f"There is no file or folder {path}. Check the path.")
    folders = [Origin(name, (base / name).resolve()) for name in known if name != UPLOADS]
    holding = [origin for origin in folders if target.is_relative_to(origin.folder)]
    if holding:
        nearest = max(holding, key=lambda origin: len(origin.folder.parts))
        return Origin(nearest.name, nearest.folder, only=target)
    return Origin(_name(target.parent, base), target.parent, only=target)


def _name(folder: Path, base: Path) -> str:
    return folder.relative_to(base).as_posix() if folder.is_relative_to(base) else folder.as_posix()
