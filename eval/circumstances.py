"""Under what circumstances figures were measured: code, model, texts, exam, machine, day."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from kb.library import Library
from kb.types import Role

_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`commit` None: not run from a checkout; it ends in `+` where files differ from it.

    `fingerprint` names model, prompts and rules of the library; `corpus` and `golden` are checksums of what was read.
    """

    commit: str | None
    fingerprint: str
    corpus: str
    golden: str
    machine: str
    python: str
    at: str


class Surroundings(TypedDict):
    """Code, machine and day, under the names that Circumstances has for them."""

    commit: str | None
    machine: str
    python: str
    at: str


def circumstances(library: Library, fingerprint: str, golden: str) -> Circumstances:
    """Those of now."""
    return Circumstances(**surroundings(), fingerprint=fingerprint, corpus=corpus_checksum(library), golden=golden)


def surroundings() -> Surroundings:
    """What does not depend on a library."""
    return Surroundings(
        commit=_commit(),
        machine=f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores",
        python=platform.python_version(),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def corpus_checksum(library: Library) -> str:
    """Over every document's id, version (a checksum of its text) and number of asked-as questions."""
    digest = hashlib.sha256()
    for info in sorted(library.documents(Role.ADMIN), key=lambda info: info.id):
        digest.update(f"{info.id}\0{info.version}\0{info.questions}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def _commit() -> str | None:
    root = Path(__file__).parents[1]
    git = shutil.which("git")
    # An installed copy may lie inside somebody else's checkout.
    if git is None or not (root / ".git").exists():
        return None
    head = _git(git, root, "rev-parse", "--short=12", "HEAD")
    # Documentation, tests and the page do not change what is measured.
    changed = _git(git, root, "status", "--porcelain", "--", "kb", "ingest", "eval", "corpus")
    return head and (f"{head}+" if changed else head)


def _git(git: str, root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603
            [git, "-C", str(root), *words], capture_output=True, text=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _processor() -> str:
    """The processor's name where the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except (OSError, UnicodeDecodeError):
        pass
    return platform.processor() or "unknown processor"
