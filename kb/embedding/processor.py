"""What the machine offers, and the environment that libraries need before they are loaded: torch-free."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from math import ceil
from pathlib import Path

# Emulated on AVX2, bfloat16 is ten times slower than float32 (embedding.md, section 4).
_BFLOAT16_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
_CPUINFO = Path("/proc/cpuinfo")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_INGEST_NICENESS = 10


def thread_environment() -> dict[str, str]:
    """What the launcher sets before any library is loaded, so that no question waits for threads that spin.

    OpenMP lets idle threads spin: on busy cores the p95 of a question was 254 to 880 ms with two threads, and
    19 ms with PASSIVE (embedding.md, section 2). One BLAS thread makes exact search over 100,000 vectors take
    4.6 ms instead of 8.0 (stack.md, section 3). The tokenizer's own threads would warn after every fork.
    """
    return {"OMP_WAIT_POLICY": "PASSIVE", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


def offline_environment() -> dict[str, str]:
    """What keeps Hugging Face's libraries from the network and from reports; they read it when imported."""
    return {
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "TRANSFORMERS_OFFLINE": "1",
    }


def available_cores(quota: Path = _QUOTA) -> int:
    """How many cores this process may use: of the machine, of its affinity, of its container."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    with suppress(OSError, ValueError):  # no container, or no limit ("max")
        allowed, period = quota.read_text(encoding="ascii").split()
        cores = min(cores, ceil(int(allowed) / int(period)))
    return max(cores, 1)


def has_bfloat16(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether every core computes in bfloat16 itself; False where that can't be read."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    cores = [set(line.partition(":")[2].split()) for line in lines if line.startswith("flags")]
    return bool(cores) and all(_BFLOAT16_FLAGS & flags for flags in cores)


def step_back() -> None:
    """Let the calling thread give way to others: questions come before ingest.

    A question that comes while two threads embed passages on two cores takes 12 ms at the median instead of 28.
    Only on Linux has a thread a priority of its own; elsewhere, and where it is forbidden, nothing happens.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _INGEST_NICENESS)
