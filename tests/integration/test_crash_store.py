"""SIGKILL at any point: nothing acknowledged is lost, nothing is half there, the old generation serves on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import Gone
from kb.store.catalog import SqliteCatalog
from kb.store.generations import ChromaOpener, build_generation, remove_stale
from kb.store.records import Generation
from tests.integration.endless_ingest import MEANS
from tests.kb.store.handmade import FINGERPRINT

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]


def killed_after(what: str, home: Path, seed: int, seconds: float) -> list[list[str]]:
    """What an ingest had acknowledged when it was killed; the clock starts with its first line."""
    command = [sys.executable, "-m", "tests.integration.endless_ingest", what, str(home), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        said = first + child.stdout.read()
        assert child.wait(30) == -signal.SIGKILL
    # A line that was cut was not acknowledged.
    return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


def state(catalog: SqliteCatalog, document: str) -> str:
    try:
        return catalog.document(document).version
    except Gone:
        return "gone"


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(home: Path) -> None:
    chance = random.Random(7)
    expected: dict[str, str] = {}
    for trial in range(20):
        acknowledged = killed_after("documents", home, trial, chance.uniform(0.0, 0.25))
        assert acknowledged
        for action, document, *version in acknowledged:
            expected[document] = version[0] if action == "put" else "gone"
        catalog = SqliteCatalog(home / "catalog.sqlite3")
        assert catalog.verify() == [], f"trial {trial}"
        actual = {document: state(catalog, document) for document in expected}
        # One more may have been committed without the time to say so.
        others = [document for document in expected if actual[document] != expected[document]]
        assert len(others) <= 1, f"trial {trial}: {others}"
        newer = {info.id: info.version for info in catalog.documents() if info.id not in expected}
        assert len(newer) + len(others) <= 1
        expected = actual | newer
        catalog.close()


@pytest.fixture
def no_orphans(home: Path) -> Iterator[None]:
    """The children that build an index end with the run that started them."""
    yield
    deadline = time.monotonic() + 60
    while alive := [path for path in Path("/proc").glob("[0-9]*/cmdline") if mentions(path, str(home))]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.1)


def mentions(path: Path, text: str) -> bool:
    try:
        return text.encode() in path.read_bytes()
    except OSError:
        return False


@pytest.mark.long
@pytest.mark.usefixtures("no_orphans")
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are listed by Linux only")
def test_a_killed_build_leaves_the_old_generation_serving(home: Path) -> None:
    chance = random.Random(3)
    for trial in range(6):
        killed_after("generations", home, trial, chance.uniform(0.1, 4.0))
        catalog = SqliteCatalog(home / "catalog.sqlite3")
        assert catalog.verify() == []
        everything_is_found(catalog, home)
        catalog.close()
    finish(home)


def everything_is_found(catalog: SqliteCatalog, home: Path) -> None:
    """By the generation that is served under what is newer, each passage by its own vector."""
    served = catalog.generation() or Generation(0, FINGERPRINT, 0, MEANS, MEANS)
    everything = catalog.lane_vectors(FINGERPRINT)
    live = {lane: frozenset(vectors.ids) for lane, vectors in everything.items()}
    delta = catalog.lane_vectors(FINGERPRINT, served.revision)
    index = ChromaOpener(home)(served, delta, live)
    assert {lane: index.ids(lane) for lane in index.lanes()} == live
    for lane, vectors in everything.items():
        for vector in vectors.matrix[:5]:
            assert index.nearest(lane, vector, 1)[0].cosine > 0.999


def finish(home: Path) -> None:
    """What the next run does: removes what was begun, builds, switches."""
    catalog = SqliteCatalog(home / "catalog.sqlite3")
    served = catalog.generation()
    number = served.number if served else 0
    remove_stale(home, number or None)
    build_generation(home, number + 1, catalog.lane_vectors(FINGERPRINT))
    catalog.switch(Generation(number + 1, FINGERPRINT, catalog.revision(), MEANS, MEANS))
    remove_stale(home, number + 1)
    assert [path.name for path in (home / "chroma").iterdir()] == [f"gen-{number + 1}"]
    everything_is_found(catalog, home)
    catalog.close()
