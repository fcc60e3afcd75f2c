"""Environments of peers: made once in a cache folder, made again when what they need changes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.errors import ServiceError

Run = Callable[[Sequence[str]], None]

_STAMP = "peer.json"


@dataclass(frozen=True, slots=True)
class Environments:
    """Virtual environments below `cache`; `run` carries out a command."""

    cache: Path
    run: Run

    def python(self, name: str, requirements: Sequence[str]) -> Path:
        """The interpreter of an environment that holds exactly what was asked; raises ServiceError.

        A half-made environment has no stamp and is made again.
        """
        folder = self.cache / name
        stamp = folder / _STAMP
        wanted = json.dumps({"python": sys.version, "requirements": list(requirements)}, indent=1)
        if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted):
            shutil.rmtree(folder, ignore_errors=True)
            self.cache.mkdir(parents=True, exist_ok=True)
            python = str(self.interpreter(name))
            self.run([sys.executable, "-m", "venv", str(folder)])
            self.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements])
            stamp.write_text(wanted, encoding="utf-8")
        return self.interpreter(name)

    def interpreter(self, name: str) -> Path:
        """Where the interpreter of an environment stands, whether or not it is made."""
        return self.cache / name / "bin" / "python"


def run_command(command: Sequence[str]) -> None:
    """Carry a command out, its output on standard error; raises ServiceError where it fails."""
    done = subprocess.run(command, stdout=sys.stderr, check=False)  # noqa: S603 - our own words and pinned names
    if done.returncode:
        raise ServiceError(f"`{' '.join(command)}` ended with {done.returncode}.")
