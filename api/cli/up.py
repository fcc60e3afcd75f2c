"""`coach up`: the command; what it does is in api.cli.launcher."""

from __future__ import annotations

from typing import Annotated

import typer


def up(
    host: Annotated[str | None, typer.Option(help="Address of both; FIELDCOACH_HOST.")] = None,
    api_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port of the API; FIELDCOACH_API_PORT.")
    ] = None,
    page_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port of the page; FIELDCOACH_PAGE_PORT.")
    ] = None,
) -> None:
    """Start everything: texts, API and page. One Ctrl-C ends both."""
    from api.cli.launcher import launch
    from kb.settings import load_settings

    settings = load_settings()
    changes = {"host": host, "api_port": api_port, "page_port": page_port}
    wanted = {name: value for name, value in changes.items() if value is not None}
    raise typer.Exit(launch(settings.model_copy(update={**wanted, "home": settings.home.resolve()})))
