"""Chroma behind the same contract; its files are not written by reading; recall against exact search."""

from __future__ import annotations

import gc
import hashlib
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from kb.errors import StoreError
from kb.store import chroma_building
from kb.store.chroma import ChromaIndex, is_readable
from kb.store.chroma_building import try_index, write_index
from kb.store.exact import ExactIndex
from kb.store.generations import build_generation, remove_stale
from kb.store.vectors import Lane, LaneVectors, Matrix, VectorIndex
from tests.contracts.vector_index import BG, EAST, KO, LANES, LONE, NORTH, VectorIndexContract, vector

pytestmark = pytest.mark.integration


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("chroma")
    build_generation(home, 1, LANES)
    return home / "chroma" / "gen-1"


class TestChromaIndex(VectorIndexContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self._home = tmp_path

    def make(self, lanes: Mapping[Lane, LaneVectors]) -> VectorIndex:
        write_index(self._home / "index", {lane: vectors for lane, vectors in lanes.items() if vectors.ids})
        return ChromaIndex(self._home / "index")

    @pytest.fixture
    def index(self, built: Path) -> Iterator[VectorIndex]:
        index = ChromaIndex(built)
        yield index
        index.close()


def clustered(count: int, seed: int) -> Matrix:
    """Vectors as an encoder gives them: near each other in groups."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(count // 12, 384))
    matrix = centres[rng.integers(0, len(centres), count)] + 0.6 * rng.normal(size=(count, 384))
    unit: Matrix = (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_it_finds_what_exact_search_finds(tmp_path: Path) -> None:
    """The recall that the settings promise: at least .99 of the best fifty among 3,000."""
    matrix = clustered(3000, seed=1)
    lanes = {KO: LaneVectors(tuple(f"p{row:04}" for row in range(3000)), matrix)}
    build_generation(tmp_path, 1, lanes)
    index, exact = ChromaIndex(tmp_path / "chroma" / "gen-1"), ExactIndex(lanes)
    rng = np.random.default_rng(2)
    found = 0
    for row in rng.integers(0, 3000, 50):
        question = matrix[row] + 0.3 / 20 * rng.normal(size=384)
        question = (question / np.linalg.norm(question)).astype(np.float32)
        best = {neighbour.id for neighbour in exact.nearest(KO, question, 50)}
        found += len(best & {neighbour.id for neighbour in index.nearest(KO, question, 50)})
    assert found / 2500 >= 0.99
    index.close()


def fingerprints(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_reading_does_not_write_its_vectors(built: Path) -> None:
    """Opening touches Chroma's own note of who began to write, never the HNSW files: others read them too."""
    before = fingerprints(built)
    index = ChromaIndex(built)
    for lane in index.lanes():
        assert index.nearest(lane, vector(*NORTH), 3)
    index.close()
    after = fingerprints(built)
    assert {name for name in after if after[name] != before.get(name)} <= {
        f"{lane.language}/chroma.sqlite3" for lane in LANES
    }


def test_every_lane_was_written_out(built: Path) -> None:
    """A lane that isn't would be built up again, and written, by everyone who opens it."""
    assert len(list(built.rglob("index_metadata.pickle"))) == len(LANES)


@pytest.mark.parametrize("how", ["closed", "forgotten"])
def test_its_folder_stays_while_it_is_read(built: Path, tmp_path: Path, how: str) -> None:
    """Whoever still searches an old generation is not cut off; the folder goes once the last one let go."""
    folder = tmp_path / "chroma" / "gen-1"
    shutil.copytree(built, folder)
    one, two = ChromaIndex(folder), ChromaIndex(folder)
    remove_stale(tmp_path, 2)
    assert [neighbour.id for neighbour in one.nearest(KO, vector(*EAST), 1)] == ["east"]
    one.close()
    remove_stale(tmp_path, 2)
    assert (folder / "ko" / "chroma.sqlite3").exists()
    assert [neighbour.id for neighbour in two.nearest(LONE, vector(*NORTH), 1)] == ["alone"]
    if how == "closed":
        two.close()
    else:
        del two
        gc.collect()
    remove_stale(tmp_path, 2)
    assert not folder.exists()


def open_files(folder: Path) -> list[str]:
    found = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            target = str(link.readlink())
        except OSError:
            continue
        if target.startswith(str(folder)):
            found.append(target)
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are listed by Linux only")
@pytest.mark.parametrize("how", ["closed", "forgotten"])
def test_it_lets_go_of_its_files(built: Path, tmp_path: Path, how: str) -> None:
    folder = tmp_path / "gen-1"
    shutil.copytree(built, folder)
    index = ChromaIndex(folder)
    assert open_files(folder)
    if how == "closed":
        index.close()
    else:
        del index
        gc.collect()
    # Chroma's own threads close its SQLite connections a moment later.
    deadline = time.monotonic() + 60
    while open_files(folder):
        assert time.monotonic() < deadline, open_files(folder)
        time.sleep(0.02)


def test_two_may_read_it_and_one_may_close(built: Path) -> None:
    one, two = ChromaIndex(built), ChromaIndex(built)
    one.close()
    assert [neighbour.id for neighbour in two.nearest(KO, vector(*EAST), 1)] == ["east"]
    two.close()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="gen-9"):
        ChromaIndex(tmp_path / "gen-9")
    assert not (tmp_path / "gen-9").exists()


def test_a_damaged_file_is_a_store_error(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gen-1"
    shutil.copytree(built, folder)
    (folder / "ko" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="gen-1"):
        ChromaIndex(folder)


@pytest.mark.parametrize("change", ["an id", "a vector", "a lane"])
def test_the_trial_sees_what_is_wrong(built: Path, change: str) -> None:
    lanes = dict(LANES)
    if change == "an id":
        lanes[BG] = LaneVectors((*LANES[BG].ids[:-1], "other"), LANES[BG].matrix)
    elif change == "a vector":
        lanes[LONE] = LaneVectors(LANES[LONE].ids, -LANES[LONE].matrix)
    else:
        del lanes[LONE]
    with pytest.raises(StoreError):
        try_index(built, lanes)
    try_index(built, LANES)


def test_it_asks_nobody_and_tells_nobody(built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A `.env` beside the caller or the environment can't switch telemetry on or point it elsewhere."""
    (tmp_path / ".env").write_text("ANONYMIZED_TELEMETRY=True\nCHROMA_SERVER_HOST=example.org\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHROMA_OTEL_COLLECTION_ENDPOINT", "http://example.org")
    monkeypatch.setenv("CHROMA_API_IMPL", "chromadb.api.fastapi.FastAPI")
    index = ChromaIndex(built)
    assert len(index.nearest(KO, vector(*EAST), 3)) == 3
    index.close()


def test_the_layout_of_an_earlier_version_is_not_read_as_an_empty_one(built: Path, tmp_path: Path) -> None:
    """All languages stood in one database there; the next ingest builds it again."""
    folder = tmp_path / "gen-1"
    shutil.copytree(built / "ko", folder)
    (folder / "in-use.lock").touch()
    assert not is_readable(folder)
    with pytest.raises(StoreError, match="coach ingest"):
        ChromaIndex(folder)


def test_a_language_that_is_as_it_was_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while somebody reads it; what changed is written anew, what can't be copied too."""
    written: list[str] = []
    write = chroma_building._write_database

    def noted(database: Path, lanes: Mapping[Lane, LaneVectors]) -> None:
        written.append(database.name)
        write(database, lanes)

    monkeypatch.setattr(chroma_building, "_write_database", noted)
    first, second, third = tmp_path / "gen-1", tmp_path / "gen-2", tmp_path / "gen-3"
    write_index(first, LANES)
    languages = {lane.language for lane in LANES}
    assert set(written) == set(languages)
    written.clear()
    reading = ChromaIndex(first)
    changed = {**LANES, KO: LaneVectors(LANES[KO].ids, LANES[KO].matrix[::-1].copy())}
    write_index(second, changed, [tmp_path / "gen-0", first])
    reading.close()
    assert written == ["ko"]
    try_index(second, changed)
    written.clear()
    for path in second.rglob("chroma.sqlite3"):
        path.unlink()
    (second / "in-use.lock").unlink()
    write_index(third, changed, [second])
    assert set(written) == set(languages)
    try_index(third, changed)
