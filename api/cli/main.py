"""The command `coach`. Starts in a fraction of a second: commands import what is heavy themselves."""

from __future__ import annotations

import io
import os
import sys

import typer

from api.cli import messages
from api.cli.asking import ask, search
from api.cli.backup import backup, restore
from api.cli.checklist import checklist
from api.cli.doctor import doctor
from api.cli.documents import documents
from api.cli.evaluating import evaluate
from api.cli.failures import CoachGroup, one_line
from api.cli.ingesting import ingest, verify
from api.cli.keys import keys
from api.cli.play import play
from api.cli.role import role
from api.cli.training import training
from api.cli.up import up


def application() -> typer.Typer:
    """All commands."""
    app = typer.Typer(
        cls=CoachGroup,
        help=messages.APP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    for command in (up, ingest, ask, search, checklist, play, role, training, verify, backup, restore, doctor):
        app.command(command.__name__)(command)
    app.command("eval")(evaluate)
    app.add_typer(documents(), name="documents")
    app.add_typer(keys(), name="keys")
    return app


def main() -> None:
    """The entry of the console script."""
    if not os.environ.get("FIELDCOACH_DEBUG"):
        sys.excepthook = one_line
    for stream in (sys.stdout, sys.stderr):
        # A terminal that can't show a character gets a question mark instead of an error.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # Not `application()()`: Typer would put a hook of its own, with a trace, in place of ours.
    typer.main.get_command(application())()


if __name__ == "__main__":
    main()
