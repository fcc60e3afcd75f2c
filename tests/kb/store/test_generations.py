"""Generations: built aside, tried, opened under what is newer, removed; a failure leaves what was there."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from kb.errors import StoreError
from kb.store import generations
from kb.store.generations import ChromaOpener, build_generation, open_exact, remove_stale
from kb.store.layered import LayeredIndex
from kb.store.records import Generation
from kb.store.vectors import Lane, LaneVectors
from tests.contracts.vector_index import EAST, KO, LANES, NORTH, STEEP, lane_vectors, vector

pytestmark = pytest.mark.integration

MEANS = np.zeros((4, 3), dtype=np.float32)


def generation(number: int) -> Generation:
    return Generation(number, "by-hand", 0, MEANS, MEANS)


def live_of(lanes: Mapping[Lane, LaneVectors]) -> dict[Lane, frozenset[str]]:
    return {lane: frozenset(vectors.ids) for lane, vectors in lanes.items()}


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "chroma").iterdir())


def test_a_generation_is_built_and_opened_under_what_is_newer(home: Path) -> None:
    build_generation(home, 1, LANES)
    assert folders(home) == ["gen-1"]
    delta = {KO: lane_vectors(new=STEEP)}
    live = {KO: frozenset({"east", "new"})}
    index = ChromaOpener(home)(generation(1), delta, live)
    assert [neighbour.id for neighbour in index.nearest(KO, vector(*EAST), 5)] == ["east", "new"]
    assert index.lanes() == {KO}


def test_lanes_without_vectors_are_left_out(home: Path) -> None:
    build_generation(home, 1, {KO: LaneVectors((), np.zeros((0, 3), dtype=np.float32))})
    assert ChromaOpener(home)(generation(1), {}, {}).lanes() == frozenset()


def test_before_the_first_everything_is_searched_exactly(home: Path) -> None:
    index = ChromaOpener(home)(generation(0), LANES, live_of(LANES))
    assert [neighbour.id for neighbour in index.nearest(KO, vector(*EAST), 1)] == ["east"]
    assert list(home.iterdir()) == []


def test_exact_search_needs_no_folder() -> None:
    index = open_exact(generation(7), LANES, live_of(LANES))
    assert [neighbour.id for neighbour in index.nearest(KO, vector(*NORTH), 2)] == ["steep", "north_east"]


def test_one_generation_is_opened_once_while_in_use_and_let_go_of_after(home: Path) -> None:
    build_generation(home, 1, LANES)
    opener = ChromaOpener(home)
    one, two = opener(generation(1), {}, live_of(LANES)), opener(generation(1), {}, live_of(LANES))
    assert isinstance(one, LayeredIndex)
    assert isinstance(two, LayeredIndex)
    assert one._base is two._base
    del one
    assert two.nearest(KO, vector(*EAST), 1)
    del two
    gc.collect()
    assert len(opener._opened) == 0


def test_what_was_begun_and_what_is_older_goes(home: Path) -> None:
    for name in ("gen-1", "gen-2", "gen-3", ".build-4-abc"):
        (home / "chroma" / name).mkdir(parents=True)
        (home / "chroma" / name / "file").write_text("x", encoding="utf-8")
    (home / "chroma" / "notes.txt").write_text("not ours", encoding="utf-8")
    remove_stale(home, 2)
    assert folders(home) == ["gen-2", "notes.txt"]
    remove_stale(home, None)
    assert folders(home) == ["notes.txt"]


def test_there_may_be_nothing_to_remove(home: Path) -> None:
    remove_stale(home, 1)
    assert list(home.iterdir()) == []


def test_what_stands_at_its_place_is_replaced(home: Path) -> None:
    """A run that was killed before the switch left a generation of the same number."""
    (home / "chroma" / "gen-1").mkdir(parents=True)
    (home / "chroma" / "gen-1" / "chroma.sqlite3").write_text("rubbish", encoding="utf-8")
    build_generation(home, 1, LANES)
    index = ChromaOpener(home)(generation(1), {}, live_of(LANES))
    assert index.lanes() == frozenset(LANES)


def test_bad_vectors_are_refused_with_their_lane_and_leave_nothing(home: Path) -> None:
    bad = {KO: LaneVectors(("a",), np.array([[2.0, 0.0]], dtype=np.float32))}
    with pytest.raises(StoreError, match="passage-ko-15"):
        build_generation(home, 1, bad)
    assert folders(home) == []


def test_a_home_that_cannot_be_written_is_a_store_error(home: Path) -> None:
    (home / "chroma").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(StoreError, match="generation 1"):
        build_generation(home, 1, LANES)


@pytest.mark.parametrize("task", ["write", "try"])
def test_a_child_that_crashes_is_a_store_error(home: Path, monkeypatch: pytest.MonkeyPatch, task: str) -> None:
    """A segmentation fault in a child is an exit code here, not the end of this process."""
    script = home / "crash.py"
    script.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n", encoding="utf-8")
    python = home / "python"
    lines = (
        f'case "$*" in *" {task} "*) exec {sys.executable} {script};; esac',
        f'exec {sys.executable} "$@"',
    )
    python.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(StoreError, match="exit code -11"):
        build_generation(home, 1, LANES)
    assert folders(home) == []


def test_a_build_ends_with_the_run_that_started_it(home: Path) -> None:
    """However that dies: a child that writes on would disturb the next run."""
    code = (
        "import sys, numpy as np; from pathlib import Path; from kb.types import Language;"
        "from kb.store.generations import build_generation; from kb.store.vectors import *;"
        # So many that writing them takes half a minute.
        "m = np.random.default_rng(1).normal(size=(20000, 384)).astype('f4');"
        "m /= np.linalg.norm(m, axis=1, keepdims=True);"
        "lane = Lane(LaneKind.PASSAGE, Language.KO, 15);"
        "build_generation(Path(sys.argv[1]), 1, {lane: LaneVectors(tuple(map(str, range(20000))), m)})"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=Path(__file__).parents[3]) as run:
        wait_until(lambda: list((home / "chroma").glob(".build-*/index/*/chroma.sqlite3")) != [])
        assert children_at_work(home) != []
        run.kill()
    wait_until(lambda: children_at_work(home) == [])
    remove_stale(home, None)
    assert folders(home) == []


def children_at_work(home: Path) -> list[Path]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            said = path.read_bytes()
            if b"kb.store.chroma" in said and str(home).encode() in said:
                found.append(path)
    return found


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_child_that_hangs_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = home / "python"
    python.write_text("#!/bin/sh\nexec sleep 600\n", encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr(generations, "_SECONDS", 0.2)
    with pytest.raises(StoreError, match="within"):
        build_generation(home, 1, LANES)
    assert folders(home) == []


def test_the_child_runs_our_code_wherever_it_is_started(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a `kb` or `types.py` of its own must not get in the way."""
    elsewhere = home / "elsewhere"
    (elsewhere / "kb").mkdir(parents=True)
    (elsewhere / "kb" / "__init__.py").write_text("raise SystemExit('the wrong kb')", encoding="utf-8")
    (elsewhere / "types.py").write_text("raise SystemExit('the wrong types')", encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    build_generation(home, 1, LANES)
    assert folders(home) == ["gen-1"]
