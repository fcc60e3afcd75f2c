"""Runs the real `coach up` with stub children: `python driver.py [ARGUMENT…]`."""

from __future__ import annotations

import sys
from pathlib import Path

from api.cli import launcher, main


def stub(kind: str, parent: int, *arguments: str) -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("stub.py")), kind, str(parent), *arguments]


if __name__ == "__main__":
    vars(launcher)["our_module"] = stub
    sys.argv = ["coach", "up", *sys.argv[1:]]
    main.main()
