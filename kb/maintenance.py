"""Backups of FIELDCOACH_HOME: one archive with checksums, taken while the service runs, checked before it is restored.

What is derived stays out: the catalogue holds every vector, so the Chroma index is built again from it without
embedding anything, and until then everything is searched exactly.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from kb.errors import InputError, NotFound, StoreError, UnreadableFile

SUFFIX = ".tar.gz"
FORMAT = 1

DATABASES = ("library.sqlite", "journal.sqlite", "progress.sqlite", "keys.sqlite3")
UPLOADS = "uploads"
_DERIVED = "chroma"
_MANIFEST = "manifest.json"
_MANIFEST_BYTES = 10_000_000
_BLOCK = 1 << 20

# Vectors, most of a library, are random to any compressor: 47.5 MB become 30.7 in 3.0 s, at level 9 30.5 in 4.4 s.
_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Moved:
    """How many files an archive holds, and their bytes; `aside` is where what was there before is kept."""

    files: int
    bytes: int
    aside: Path | None = None


@dataclass(frozen=True, slots=True)
class _Listed:
    size: int
    sha256: str


def back_up(home: Path, target: Path, *, force: bool = False) -> Moved:
    """Write a consistent archive of a home, readable by its user only; nothing is there before it is whole.

    Hold the ingest lock, so that uploads and catalogue agree. Raises InputError where the name is not *.tar.gz or the
    file is there and not `force`, NotFound where there is no library, StoreError where something can't be read.
    """
    if not target.name.endswith(SUFFIX):
        raise InputError(f"{target.name}: name the archive *{SUFFIX}.")
    if target.exists() and not force:
        raise InputError(f"{target} is already there. Choose another name, or use --force.")
    if not (home / DATABASES[0]).is_file():
        raise NotFound(f"There is no library in {home}.")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
            stage = Path(folder)
            for name in DATABASES:
                if (home / name).is_file():
                    _copy_database(home / name, stage / name)
            files = {name: stage / name for name in DATABASES if (stage / name).is_file()} | _uploads(home)
            listed = {name: _listed(path) for name, path in files.items()}
            _write(stage / "archive", files, listed)
            (stage / "archive").replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"The backup could not be written to {target}: {_why(error)}") from error
    return Moved(len(listed), sum(one.size for one in listed.values()))


def restore(archive: Path, home: Path, *, force: bool = False) -> Moved:
    """Put an archive's files in place of a home's, once all of them have been checked; what was there is set aside.

    Stop the service and hold the ingest lock. Raises InputError where something is there and not `force`,
    UnreadableFile where the archive is damaged or none of ours, StoreError.
    """
    if holds_anything(home) and not force:
        raise InputError(f"{home} already holds a library. Use --force: it is set aside there, not deleted.")
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
            stage = Path(folder)
            listed = _unpack(archive, stage)
            aside = _set_aside(home)
            for name in {PurePosixPath(name).parts[0] for name in listed}:
                (stage / name).replace(home / name)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{archive} could not be restored to {home}: {error}") from error
    return Moved(len(listed), sum(one.size for one in listed.values()), aside)


def holds_anything(home: Path) -> bool:
    """Whether there is anything in a home that a restore would replace."""
    return any((home / name).exists() for name in (*DATABASES, UPLOADS))


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own backup: one consistent state, also while others write."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def _uploads(home: Path) -> dict[str, Path]:
    folder = home / UPLOADS
    return {
        path.relative_to(home).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _why(error: Exception) -> str:
    # Without the name of the file that was being written beside the target: nobody knows that one.
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _listed(path: Path) -> _Listed:
    with path.open("rb") as stream:
        return _Listed(path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _write(archive: Path, files: Mapping[str, Path], listed: Mapping[str, _Listed]) -> None:
    manifest = {
        "fieldcoach": FORMAT,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": {name: {"size": one.size, "sha256": one.sha256} for name, one in listed.items()},
    }
    # It holds what people asked and the hashes of keys.
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=_LEVEL, format=tarfile.PAX_FORMAT) as tar:
            text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            tar.addfile(_member(_MANIFEST, len(text)), io.BytesIO(text))
            for name, path in files.items():
                with path.open("rb") as content:
                    tar.addfile(_member(name, listed[name].size), content)
        stream.flush()
        os.fsync(stream.fileno())


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _unpack(archive: Path, stage: Path) -> dict[str, _Listed]:
    """Every file that the manifest lists, and nothing else, each checked as it is written."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            members = iter(tar)
            listed = _manifest(tar, next(members, None), archive)
            for member in members:
                _unpack_one(tar, member, listed, stage)
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise UnreadableFile(f"{archive.name} can't be read as a backup: {error}") from error
    missing = [name for name in listed if not (stage / name).is_file()]
    if missing:
        raise UnreadableFile(f"{archive.name} is cut short: {missing[0]} is missing.")
    for name in DATABASES:
        if name in listed:
            _check_database(stage / name)
    return listed


def _manifest(tar: tarfile.TarFile, first: tarfile.TarInfo | None, archive: Path) -> dict[str, _Listed]:
    content = tar.extractfile(first) if first is not None and first.name == _MANIFEST and first.isreg() else None
    if content is None:
        raise UnreadableFile(f"{archive.name} is no backup of Fieldcoach: it does not begin with a manifest.")
    try:
        manifest = json.loads(content.read(_MANIFEST_BYTES))
        if manifest["fieldcoach"] != FORMAT:
            raise UnreadableFile(f"{archive.name} was written by another version (format {manifest['fieldcoach']}).")
        listed = {name: _Listed(int(one["size"]), str(one["sha256"])) for name, one in manifest["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFile(f"{archive.name}: its manifest can't be read ({error}).") from error
    strangers = [name for name in listed if not _is_ours(name)]
    if strangers or DATABASES[0] not in listed:
        raise UnreadableFile(f"{archive.name} does not hold a library of ours ({(strangers or DATABASES)[0]}).")
    return listed


def _is_ours(name: str) -> bool:
    """Whether a name stays inside a home, and is of what a backup holds."""
    parts = name.split("/")
    plain = all(part not in {"", ".", ".."} and "\\" not in part and "\0" not in part for part in parts)
    return plain and (name in DATABASES or (parts[0] == UPLOADS and len(parts) > 1))


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, listed: Mapping[str, _Listed], stage: Path) -> None:
    expected = listed.get(member.name)
    content = tar.extractfile(member) if expected is not None and member.isreg() else None
    if expected is None or content is None:
        raise UnreadableFile(f"The archive holds {member.name!r}, which its manifest does not list as a file.")
    path = stage / member.name
    path.parent.mkdir(parents=True, exist_ok=True)
    found, size = hashlib.sha256(), 0
    with path.open("xb") as stream:
        for block in _blocks(content, expected.size):
            found.update(block)
            size += len(block)
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    path.chmod(0o600)
    if (size, found.hexdigest()) != (expected.size, expected.sha256):
        raise UnreadableFile(f"{member.name} in the archive is damaged: its checksum is another.")


def _blocks(content: IO[bytes], most: int) -> Iterator[bytes]:
    """At most one byte more than is expected: a lying archive must not fill the disk."""
    left = most + 1
    while left > 0 and (block := content.read(min(_BLOCK, left))):
        left -= len(block)
        yield block


def _check_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        try:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            raise UnreadableFile(f"{path.name} in the archive is no sound database: {error}") from error
    if said != "ok":
        raise UnreadableFile(f"{path.name} in the archive is damaged: {said}")


def _set_aside(home: Path) -> Path | None:
    """Move what a home holds into a folder of its own; the index goes along, since it is that of another library."""
    names = [name + tail for name in DATABASES for tail in ("", "-wal", "-shm")] + [UPLOADS, _DERIVED]
    present = [home / name for name in names if (home / name).exists()]
    if not present:
        return None
    aside = home / f"before-restore-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S')}"
    while aside.exists():
        aside = aside.with_name(aside.name + "+")
    aside.mkdir(mode=0o700)
    for path in present:
        shutil.move(path, aside / path.name)
    return aside
