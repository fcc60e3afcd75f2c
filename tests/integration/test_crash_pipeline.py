"""SIGKILL and Ctrl-C at any point of an ingest lose nothing: the next run ends where the first would have."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.types import Role
from tests.libraries import small_library, write_editions

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
WORKS = 5

CHILD = """
import sys
from pathlib import Path
from tests.libraries import small_library
library = small_library(Path(sys.argv[1]), vectors="chroma")
print("ready", flush=True)
library.pipeline.run_folder(library.corpus, progress=lambda *step: print(*step, flush=True))
print("done", flush=True)
"""


@pytest.mark.parametrize(
    "by",
    [pytest.param(signal.SIGKILL, id="killed"), pytest.param(signal.SIGINT, id="ctrl-c", marks=pytest.mark.long)],
)
def test_an_ingest_that_is_ended_anywhere_is_carried_on(tmp_path: Path, by: signal.Signals) -> None:
    library = small_library(tmp_path, vectors="chroma")
    for number in range(WORKS):
        write_editions(library, f"visit-{number}")
    library.catalog.close()
    chance = random.Random(7)
    acknowledged = 0
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            lines = chance.randint(1, 40)
            for line in child.stdout:
                lines -= 1
                if lines == 0 or line == "done\n":
                    break
            time.sleep(chance.random() * 0.1)
            child.send_signal(by)
        opened = small_library(tmp_path, vectors="chroma")
        assert opened.pipeline.verify() == []
        assert len(opened.catalog.documents()) >= acknowledged
        acknowledged = len(opened.catalog.documents())
        opened.catalog.close()
    last = small_library(tmp_path, vectors="chroma")
    last.pipeline.run_folder(last.corpus)
    assert len(last.catalog.documents()) == 4 * WORKS
    assert last.pipeline.verify() == []
    assert last.pipeline.run_folder(last.corpus).embedded == 0
    assert len(last.coach.search("samples", None, 50, Role.ADMIN).hits) > WORKS
    assert not list((last.home / "chroma").glob(".build-*"))
