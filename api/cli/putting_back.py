"""`coach documents removed|versions|put-back|drop`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import messages
from api.cli.options import FAILED, DocumentArgument, JsonFlag, YesFlag, document_id, print_body

if TYPE_CHECKING:
    from datetime import datetime

VersionOption = Annotated[
    str | None,
    typer.Option("--version", help="An upload's earlier version, or how it begins (see `versions`)."),
]


def removed(as_json: JsonFlag = False) -> None:
    """Removed texts that can be put back."""
    from api.cli.backend import open_backend
    from kb.settings import load_settings

    with open_backend(load_settings()) as backend:
        found = backend.removed()
    if as_json:
        print_body(found)
    elif not found.texts:
        typer.echo(messages.NONE_REMOVED)
    else:
        _show(("Document", "Title", "Removed", "Kept until"), ((one.id, one.title, _day(one.removed), _day(one.until))
              for one in found.texts))  # fmt: skip


def versions(document: DocumentArgument, as_json: JsonFlag = False) -> None:
    """Earlier versions of an upload that can be put back."""
    from api.cli.backend import open_backend
    from kb.settings import load_settings

    with open_backend(load_settings()) as backend:
        found = backend.earlier(document_id(document))
    if as_json:
        print_body(found)
    elif not found.versions:
        typer.echo(messages.NONE_EARLIER.format(document=document_id(document)))
    else:
        _show(("Version", "Title", "Replaced", "Kept until"), ((one.version[:19], one.title, _day(one.replaced),
              _day(one.until)) for one in found.versions))  # fmt: skip


def put_back(document: DocumentArgument, version: VersionOption = None, as_json: JsonFlag = False) -> None:
    """Put a removed text back as it was, or an earlier version of an upload."""
    from api.cli.backend import open_backend
    from kb.settings import load_settings

    with open_backend(load_settings()) as backend:
        name = document_id(document)
        if version is None:
            found = backend.put_back(name)
        else:
            known = [one.version for one in backend.earlier(name).versions if one.version.startswith(version)]
            found = backend.put_version_back(name, known[0] if len(known) == 1 else version)
    if as_json:
        print_body(found)
    else:
        typer.echo(messages.PUT_BACK.format(document=found.id))


def drop(document: DocumentArgument, yes: YesFlag = False) -> None:
    """Drop a removed text for good, before its 30 days are over."""
    from api.cli.backend import open_backend
    from kb.settings import load_settings

    with open_backend(load_settings()) as backend:
        name = document_id(document)
        if not yes and not typer.confirm(messages.DROP_SURE.format(document=name), default=False, err=True):
            typer.echo(messages.NOTHING_DROPPED, err=True)
            raise typer.Exit(FAILED)
        backend.drop_removed(name)
    typer.echo(messages.DROPPED.format(document=name))


def _show(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False).print(table)


def _day(at: datetime) -> str:
    return at.date().isoformat()
