"""The console script itself: never a trace, whatever the terminal's encoding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

BREAKS = """
import sys
from api.cli import backend, main
def breaks(settings): raise ZeroDivisionError("by zero")
backend.coach_of = breaks
sys.argv = ["coach", "ask", "x"]
main.main()
"""
SHOWS = """
import sys
from api.cli import backend, main
from tests.api.fakes import FakeCoach
backend.coach_of = lambda settings: FakeCoach()
sys.argv = ["coach", "ask", "x", "-l", "ko", *sys.argv[1:]]
main.main()
"""


def python(code: str, home: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FIELDCOACH_HOME": str(home), **extra}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=60)


@pytest.mark.integration
def test_what_nobody_foresaw_is_one_line(home: Path) -> None:
    done = python(BREAKS, home)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "Something unexpected happened: ZeroDivisionError: by zero. Set FIELDCOACH_DEBUG=1 to see where."
    ]
    assert b"Traceback" in python(BREAKS, home, FIELDCOACH_DEBUG="1").stderr


@pytest.mark.integration
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1251"])
def test_any_terminal_s_encoding(home: Path, encoding: str) -> None:
    done = python(SHOWS, home, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "stock.ko#check" in done.stdout.decode(encoding)


@pytest.mark.integration
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_json_loses_nothing_in_any_encoding(home: Path, encoding: str) -> None:
    done = python(SHOWS, home, "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert json.loads(done.stdout)["citations"][0]["title"] == "재고 확인"


@pytest.mark.integration
def test_a_reader_that_has_seen_enough_is_no_error(home: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FIELDCOACH_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", SHOWS], cwd=home, env=environment, stdout=write, stderr=subprocess.PIPE, timeout=60
    )
    os.close(write)
    assert b"Traceback" not in done.stderr
