from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from ingest.run_lock import run_lock
from kb.errors import Busy


def _hold(home: Path, ready: Connection) -> None:
    with run_lock(home):
        ready.send(os.getpid())
        signal.pause()


@pytest.mark.integration
def test_a_second_run_is_told_who_is_at_work_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_hold, args=(tmp_path, there))
    process.start()
    assert here.poll(30)
    holder = here.recv()
    with pytest.raises(Busy, match=str(holder)), run_lock(tmp_path):
        pass
    process.kill()
    process.join(10)
    with run_lock(tmp_path):
        pass
