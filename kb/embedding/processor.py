"""What the machine offers, and the environment that its libraries need before they are loaded: torch-free."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

# Emulated on AVX2, bfloat16 is ten times slower than float32 (embedding.md, section 4).
_BFLOAT16_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
_CPUINFO = Path("/proc/cpuinfo")
_INGEST_NICENESS = 10


def thread_environment() -> dict[str, str]:
    """What the launcher sets before any of the libraries is loaded, so that questions don't wait for spinning threads.

    OpenMP's default lets idle threads spin: with 2 threads on busy cores the p95 of a question was 254 to 880 ms
    and 19 ms with PASSIVE (embedding.md, section 2). One BLAS thread makes exact search over 100,000 vectors
    4.6 ms instead of 8.0 (stack.md, section 3). The tokenizer's own threads would warn after every fork.
    """
    return {"OMP_WAIT_POLICY": "PASSIVE", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


def offline_environment() -> dict[str, str]:
    """What keeps Hugging Face's libraries from the network and from reporting use; read by them when imported."""
    return {
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "TRANSFORMERS_OFFLINE": "1",
    }


def available_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def has_bfloat16(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether every core computes in bfloat16 itself; False where that can't be read."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    cores = [set(line.partition(":")[2].split()) for line in lines if line.startswith("flags")]
    return bool(cores) and all(_BFLOAT16_FLAGS & flags for flags in cores)


def step_back() -> None:
    """Let the calling thread give way to others: questions come before ingest. Linux only; elsewhere nothing."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _INGEST_NICENESS)
