"""`coach doctor`: what this machine has and lacks, with a sentence each on what to do."""

from __future__ import annotations

import sys

import typer

from api.cli.options import FAILED, JsonFlag, print_body

_MARKS = {"ok": "✓", "warning": "!", "problem": "✗"}
_COLOURS = {"ok": "green", "warning": "yellow", "problem": "red"}


def doctor(as_json: JsonFlag = False) -> None:
    """Check Python, platform, packages, model, disk, ports and index."""
    from api.cli.checks import all_checks
    from api.schemas.housekeeping import DoctorOut
    from kb.settings import load_settings

    found = all_checks(load_settings())
    if as_json:
        print_body(DoctorOut(checks=tuple(found)))
    else:
        for check in found:
            mark = typer.style(_MARKS[check.state], fg=_COLOURS[check.state]) if sys.stdout.isatty() else ""
            typer.echo(f"{mark or _MARKS[check.state]} {check.name}: {check.sentence}")
    if any(check.state == "problem" for check in found):
        raise typer.Exit(FAILED)
