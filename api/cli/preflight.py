"""What `make up` checks before it installs anything. Standard library only: it runs before there is an environment.

Says how much will be downloaded and how long it takes, and for each thing that is missing what to do about it.
"""

from __future__ import annotations

import argparse
import errno
import importlib.util
import platform
import shutil
import socket
import sys
from pathlib import Path

# Installed size and time were measured on 2 cores with the CPU build of torch; the downloads are added up from the
# sizes of the largest packages. The default build for Linux brings its CUDA libraries along.
DOWNLOAD_CPU = "about 0.7 GB"
DOWNLOAD_CUDA = "about 3.5 GB"
INSTALLED_CPU = "2.4 GB"
NEEDED_BYTES = 6_000_000_000
PYTHONS = ((3, 11), (3, 12))
TRIED = ("Linux", "x86_64")
POSSIBLE = (TRIED, ("Linux", "aarch64"), ("Darwin", "arm64"))


def problems(venv: Path, host: str, ports: list[int], *, install_only: bool) -> list[str]:
    """A sentence for each thing that stands in the way; none when all is well."""
    found = [*_platform_problems()]
    if not installed(venv):
        found += [*_venv_problems(), *_disk_problems(venv)]
    if not install_only:
        found += [*_port_problems(host, ports)]
    return found


def installed(venv: Path) -> bool:
    """Whether an earlier run finished installing."""
    return (venv / ".installed").exists()


def _platform_problems() -> list[str]:
    found = []
    if sys.version_info[:2] not in PYTHONS:
        found.append(
            f"Python {platform.python_version()} is not supported; 3.11 and 3.12 are. "
            "Install one and run: make up PYTHON=python3.11"
        )
    if (platform.system(), platform.machine()) not in POSSIBLE:
        found.append(
            f"{platform.system()} on {platform.machine()} is not supported: the packages come for Linux "
            "(x86-64, arm64) and macOS (Apple silicon). On Windows, use WSL 2."
        )
    return found


def _venv_problems() -> list[str]:
    if importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None:
        return []
    return ["Python's venv module is incomplete. On Debian or Ubuntu: sudo apt install python3-venv"]


def _disk_problems(venv: Path) -> list[str]:
    free = shutil.disk_usage(venv.resolve().parent).free
    if free >= NEEDED_BYTES:
        return []
    return [
        f"Only {free / 1e9:.1f} GB are free where {venv} goes; {NEEDED_BYTES / 1e9:.0f} GB are needed. "
        "Free some, or put the environment elsewhere: make up VENV=/path/with/space"
    ]


def _port_problems(host: str, ports: list[int]) -> list[str]:
    found = []
    for port, name in zip(ports, ("API_PORT", "PAGE_PORT"), strict=False):
        try:
            with socket.create_server((host, port)):
                pass
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                advice = f"Stop the program that uses it, or choose another: make up {name}={port + 10}"
                found.append(f"Port {port} on {host} is taken. {advice}")
            else:
                found.append(
                    f"Port {port} on {host} can't be opened ({error.strerror}). Choose another {name} or HOST."
                )
    if len(set(ports)) < len(ports):
        found.append("API_PORT and PAGE_PORT are the same; choose two different ports.")
    return found


def warnings() -> list[str]:
    """A sentence for each thing that may go wrong but need not."""
    here = (platform.system(), platform.machine())
    if here in POSSIBLE and here != TRIED:
        return [
            f"Not tried on {here[0]} {here[1]}: the package with the encoder's weights is built from source there; "
            "have a C compiler ready."
        ]
    return []


def announcement() -> str:
    """What the first run is going to do."""
    return (
        "First start: making a Python environment and installing.\n"
        f"  Download: {DOWNLOAD_CPU} with torch's CPU build, {DOWNLOAD_CUDA} with the default build for Linux\n"
        "  (README, 'Installation', says how to choose the CPU build).\n"
        f"  On disk afterwards: about {INSTALLED_CPU} (CPU build). Time: 2 to 5 minutes on a fast line.\n"
        "  Then the texts are read and embedded once: about two minutes on two cores with bfloat16, three without.\n"
        "  After that nothing is downloaded any more, and a start takes seconds."
    )


def main() -> int:
    """Print what is going to happen, or what is in the way; 0 when all is well, 1 otherwise."""
    parser = argparse.ArgumentParser(description="Checks before the installation.")
    parser.add_argument("--venv", type=Path, default=Path(".venv"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--ports", type=int, nargs=2, default=[8000, 8501])
    parser.add_argument("--install-only", action="store_true")
    arguments = parser.parse_args()
    found = problems(arguments.venv, arguments.host, arguments.ports, install_only=arguments.install_only)
    for problem in found:
        print(f"✗ {problem}", file=sys.stderr)
    if not found and not installed(arguments.venv) and not arguments.install_only:
        print("\n".join([announcement(), *warnings()]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
