"""No orphans: a child ends once its parent is gone, even if the parent was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]

# A parent that starts the page's child (over a Streamlit script of one line) and then does nothing.
PARENT = """
import os, subprocess, sys, time
command = [sys.executable, "-c", sys.argv[1], "stub", str(os.getpid())]
child = subprocess.Popen(command, start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""
CHILD = """
import sys, time
from api.cli import child
child._page = lambda rest: time.sleep(60) or 0
sys.exit(child.main(["page", sys.argv[2]]))
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")


def test_a_killed_launcher_leaves_nobody_behind() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, CHILD],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(1)
    assert alive(pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 5
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.1)
    assert not alive(pid)


def test_an_error_of_ours_is_a_sentence() -> None:
    code = (
        "import sys; from api.cli import child; from kb.errors import SettingsError\n"
        "def fails(rest): raise SettingsError('HOST is wrong')\n"
        "child._service = fails; sys.exit(child.main(['service', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(os.getpid())], cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, done.stderr) == (1, "HOST is wrong\n")
