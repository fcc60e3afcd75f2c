"""Conversion of untrusted files in a process of its own, killed when it takes too long or too much memory."""

from __future__ import annotations

import importlib
import json
import math
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from kb.errors import UnreadableFile, Why

_ROOT = Path(__file__).resolve().parents[2]
# Seconds are counted on the processor, so that a busy machine fails nobody; on the clock there are three times as many.
_PATIENCE = 3
# What a child may be asked to run, each bytes → text.
_CONVERTERS = {
    "docx": ("ingest.readers.office", "convert_docx"),
    "pptx": ("ingest.readers.office", "convert_pptx"),
    "html": ("ingest.readers.office", "convert_html"),
    "xlsx": ("ingest.readers.tables", "convert_xlsx"),
    "pdf": ("ingest.readers.pdf", "convert_pdf"),
}


def convert(kind: str, data: bytes, name: str, seconds: float, memory: int) -> str:
    """The text that a converter makes of a file's bytes; raises UnreadableFile, also when it takes too much."""
    run = "from ingest.readers.child import main; main()"
    command = [sys.executable, "-c", run, kind, str(memory), str(math.ceil(seconds))]
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("FIELDCOACH_")},
        "PYTHONPATH": str(_ROOT),
        "PYTHONWARNINGS": "ignore",
        "OMP_NUM_THREADS": "1",
    }
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, the file comes in by stdin
            command, input=data, capture_output=True, timeout=_PATIENCE * seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(_too_long(name, seconds), Why("too_slow", name)) from error
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise UnreadableFile(_too_long(name, seconds), Why("too_slow", name))
    if done.returncode != 0 or not done.stdout:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        raise UnreadableFile(
            f"{name} could not be converted: it is broken, or needs too much memory ({last or 'killed'}). "
            "Open it, save it anew, and add it again.",
            Why("broken", name),
        )
    said = json.loads(done.stdout)
    if "text" not in said:
        raise UnreadableFile(f"{name} {said['error']}", Why(said["code"], name) if said["code"] else None)
    return str(said["text"])


def _too_long(name: str, seconds: float) -> str:
    return (
        f"{name} took more than {seconds:.0f} seconds to convert and was given up. "
        "Save it in a simpler form (as PDF, or as text), or raise FIELDCOACH_READ_SECONDS."
    )


def main() -> None:
    """The child: limits itself, reads stdin, answers in JSON."""
    kind, memory, seconds = sys.argv[1:4]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Whatever a library prints goes to stderr: stdout is the answer's alone.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, function = _CONVERTERS[kind]
    try:
        said = {"text": getattr(importlib.import_module(module), function)(sys.stdin.buffer.read())}
    except UnreadableFile as error:
        said = {"error": str(error), "code": error.why.code if error.why else ""}
    answer.write(json.dumps(said).encode())
    answer.close()
