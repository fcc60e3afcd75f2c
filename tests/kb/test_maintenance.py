"""Backups: consistent while others write, checked before anything is replaced, nothing lost."""

from __future__ import annotations

import io
import json
import sqlite3
import stat
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kb.errors import InputError, NotFound, UnreadableFile
from kb.maintenance import back_up, restore

pytestmark = pytest.mark.unit


def database(path: Path, words: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (words TEXT)")
    connection.execute("INSERT INTO t VALUES (?)", (words,))
    connection.commit()
    return connection


def words_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT words FROM t")]


def fill(home: Path, words: str) -> None:
    for name in ("library.sqlite", "journal.sqlite"):
        database(home / name, words).close()
    (home / "uploads").mkdir()
    (home / "uploads" / "拜访 ‘1’.txt").write_text(words, encoding="utf-8")
    (home / "chroma" / "gen-1").mkdir(parents=True)
    (home / "service.json").write_text("{}", encoding="utf-8")


def repacked(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with other contents, its manifest as it was unless that is changed too."""
    with tarfile.open(archive) as tar:
        found = {member.name: stream.read() for member in tar if (stream := tar.extractfile(member)) is not None}
    change(found)
    target = archive.with_name("changed.tar.gz")
    with tarfile.open(target, "w:gz") as tar:
        for name, content in found.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return target


def test_there_and_back_while_the_library_is_open(home: Path, tmp_path: Path) -> None:
    fill(home, "견본")
    live = sqlite3.connect(home / "library.sqlite")
    live.execute("INSERT INTO t VALUES ('committed')")
    live.commit()
    live.execute("INSERT INTO t VALUES ('not committed')")
    archive = tmp_path / "b.tar.gz"
    done = back_up(home, archive)
    live.close()
    assert done.files == 3
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".backup-*"))
    other = tmp_path / "other"
    assert restore(archive, other).aside is None
    assert words_in(other / "library.sqlite") == ["견본", "committed"]
    assert words_in(other / "journal.sqlite") == ["견본"]
    assert (other / "uploads" / "拜访 ‘1’.txt").read_text(encoding="utf-8") == "견본"
    assert sorted(path.name for path in other.iterdir()) == ["journal.sqlite", "library.sqlite", "uploads"]


def test_what_was_there_is_set_aside_with_its_index(home: Path, tmp_path: Path) -> None:
    fill(home, "old")
    archive = tmp_path / "b.tar.gz"
    back_up(home, archive)
    with closing(sqlite3.connect(home / "library.sqlite")) as connection:
        connection.execute("INSERT INTO t VALUES ('newer')")
        connection.commit()
    with pytest.raises(InputError, match="--force"):
        restore(archive, home)
    done = restore(archive, home, force=True)
    assert done.aside is not None
    assert words_in(home / "library.sqlite") == ["old"]
    assert words_in(done.aside / "library.sqlite") == ["old", "newer"]
    assert (done.aside / "chroma" / "gen-1").is_dir()
    assert not (home / "chroma").exists()
    assert (home / "service.json").exists()


def spoil(found: dict[str, bytes]) -> None:
    found["library.sqlite"] = found["library.sqlite"].replace(b"old", b"bad")


def lose(found: dict[str, bytes]) -> None:
    del found["journal.sqlite"]


def add_a_stranger(found: dict[str, bytes]) -> None:
    found["uploads/stranger.txt"] = b"x"


def climb(found: dict[str, bytes]) -> None:
    manifest = json.loads(found["manifest.json"])
    manifest["files"]["uploads/../../evil"] = {"size": 1, "sha256": "0"}
    found["manifest.json"] = json.dumps(manifest).encode()


def grow(found: dict[str, bytes]) -> None:
    found["library.sqlite"] += b"\0" * 5_000_000


def other_format(found: dict[str, bytes]) -> None:
    found["manifest.json"] = found["manifest.json"].replace(b'"fieldcoach": 1', b'"fieldcoach": 2')


def no_manifest(found: dict[str, bytes]) -> None:
    del found["manifest.json"]


def no_json(found: dict[str, bytes]) -> None:
    found["manifest.json"] = b"[]"


@pytest.mark.parametrize("change", [spoil, lose, add_a_stranger, climb, grow, other_format, no_manifest, no_json])
def test_a_damaged_or_foreign_archive_replaces_nothing(
    home: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    fill(home, "old")
    archive = tmp_path / "b.tar.gz"
    back_up(home, archive)
    changed = repacked(archive, change)
    before = sorted(path.name for path in home.iterdir())
    with pytest.raises(UnreadableFile):
        restore(changed, home, force=True)
    assert sorted(path.name for path in home.iterdir()) == before
    assert words_in(home / "library.sqlite") == ["old"]
    assert not (tmp_path / "evil").exists()


def test_links_in_an_archive_are_refused(home: Path, tmp_path: Path) -> None:
    fill(home, "old")
    archive = tmp_path / "b.tar.gz"
    back_up(home, archive)
    changed = tmp_path / "links.tar.gz"
    with tarfile.open(archive) as tar, tarfile.open(changed, "w:gz") as target:
        for member in tar:
            content = tar.extractfile(member)
            if member.name == "library.sqlite":
                member.type, member.linkname, member.size, content = tarfile.SYMTYPE, "/etc/passwd", 0, None
            target.addfile(member, content)
    with pytest.raises(UnreadableFile, match="does not list as a file"):
        restore(changed, tmp_path / "other")


def test_a_truncated_archive_is_refused(home: Path, tmp_path: Path) -> None:
    fill(home, "old")
    archive = tmp_path / "b.tar.gz"
    back_up(home, archive)
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(UnreadableFile):
        restore(archive, tmp_path / "other")
    (tmp_path / "text.tar.gz").write_text("hello", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        restore(tmp_path / "text.tar.gz", tmp_path / "other")


def test_names_and_targets(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        back_up(home, tmp_path / "b.tar.gz")
    fill(home, "x")
    with pytest.raises(InputError, match=r"tar\.gz"):
        back_up(home, tmp_path / "b.zip")
    (tmp_path / "b.tar.gz").write_text("precious", encoding="utf-8")
    with pytest.raises(InputError, match="already there"):
        back_up(home, tmp_path / "b.tar.gz")
    back_up(home, tmp_path / "b.tar.gz", force=True)
    restore(tmp_path / "b.tar.gz", tmp_path / "other")
