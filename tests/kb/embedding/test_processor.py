from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from kb.embedding.processor import (
    available_cores,
    has_bfloat16,
    offline_environment,
    step_back,
    thread_environment,
)

pytestmark = pytest.mark.unit


def cpuinfo(folder: Path, *cores: str) -> Path:
    path = folder / "cpuinfo"
    path.write_text("".join(f"processor\t: {n}\nflags\t\t: {f}\n\n" for n, f in enumerate(cores)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("cores", "expected"),
    [
        (["fpu avx2 avx512_bf16", "fpu avx2 avx512_bf16"], True),
        (["fpu amx_bf16"], True),
        (["fpu avx2 avx512_bf16", "fpu avx2"], False),
        (["fpu avx2 avx512f avx512_vnni"], False),
        (["fpu avx512_bf16x"], False),
        ([], False),
    ],
)
def test_bfloat16_only_where_every_core_says_so(tmp_path: Path, cores: list[str], expected: bool) -> None:
    assert has_bfloat16(cpuinfo(tmp_path, *cores)) is expected


def test_no_bfloat16_where_nothing_can_be_read(tmp_path: Path) -> None:
    assert has_bfloat16(tmp_path / "missing") is False


@pytest.mark.parametrize(
    ("quota", "cores"),
    [("100000 100000", 1), ("150000 100000", 2), ("1000 100000", 1), ("900000 100000", 8), ("max 100000", 8), ("", 8)],
)
@pytest.mark.skipif(sys.platform != "linux", reason="there are no such containers here")
def test_a_container_s_share_limits_the_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quota: str, cores: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    path = tmp_path / "cpu.max"
    path.write_text(quota, encoding="ascii")
    assert available_cores(path) == cores
    assert available_cores(tmp_path / "missing") == 8


def test_the_environment_stops_spinning_threads_and_the_network() -> None:
    assert thread_environment()["OMP_WAIT_POLICY"] == "PASSIVE"
    assert offline_environment()["HF_HUB_OFFLINE"] == "1"
    assert offline_environment()["HF_HUB_DISABLE_TELEMETRY"] == "1"


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own here")
def test_only_the_thread_that_steps_back_does() -> None:
    seen: list[int] = []

    def work() -> None:
        step_back()
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen[0] >= max(before, 10)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
