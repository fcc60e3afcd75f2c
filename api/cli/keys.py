"""`coach keys issue|list|revoke`: always in this process, on the files of FIELDCOACH_HOME."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import messages
from api.cli.options import FAILED, WRONG_USAGE, JsonFlag, YesFlag, print_body, sound
from kb.types import Role

if TYPE_CHECKING:
    from api.keys import KeyStore


def keys() -> typer.Typer:
    """The family of commands; without a command, the list."""
    app = typer.Typer(help="Issue, list and revoke keys.", invoke_without_command=True)
    app.callback()(_default)
    app.command("issue")(issue)
    app.command("list")(list_all)
    app.command("revoke")(revoke)
    return app


def _default(context: typer.Context, as_json: JsonFlag = False) -> None:
    """Issue, list and revoke keys."""
    if context.invoked_subcommand is None:
        list_all(as_json)


def issue(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whom or what it is for.")],
    role: Annotated[Role, typer.Option(help="What it allows.")] = Role.REP,
    as_json: JsonFlag = False,
) -> None:
    """Issue a key; it is shown this once."""
    from api.presenters import issued_key_out

    store = _store()
    first = not store.issued()
    issued = store.issue(sound(name), role)
    if as_json:
        print_body(issued_key_out(issued))
        return
    typer.echo(messages.KEY_ISSUED.format(name=issued.key.name, role=issued.key.role), err=True)
    typer.echo(issued.text)
    if first:
        typer.echo(messages.KEY_FIRST, err=True)


def list_all(as_json: JsonFlag = False) -> None:
    """All keys, oldest first; never the keys themselves."""
    from api.presenters import key_out
    from api.schemas.housekeeping import KeysOut

    found = KeysOut(keys=tuple(key_out(key) for key in _store().all()))
    if as_json:
        print_body(found)
    elif not found.keys:
        typer.echo(messages.NO_KEYS)
    for key in () if as_json else found.keys:
        state = f"revoked {key.revoked}" if key.revoked else "usable"
        typer.echo(f"{key.id}  {key.role:<7}  {key.created}  {state}  {key.name}")


def revoke(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Its name or id.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Remove all keys and their history.")] = False,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Make a key useless at once. With --all, none is needed on this machine any more."""
    from api.presenters import key_out

    store = _store()
    if everything:
        if not yes and not typer.confirm(messages.KEYS_ALL_SURE, default=False, err=True):
            raise typer.Exit(FAILED)
        typer.echo(messages.KEYS_FORGOTTEN.format(count=store.forget_all()), err=True)
        return
    if name is None:
        typer.echo(messages.KEYS_WHICH, err=True)
        raise typer.Exit(WRONG_USAGE)
    revoked = store.revoke(sound(name))
    if as_json:
        print_body(key_out(revoked))
    else:
        typer.echo(messages.KEY_REVOKED.format(name=revoked.name))


def _store() -> KeyStore:
    from api.keys import KeyStore
    from kb.settings import load_settings

    return KeyStore(load_settings().home)
