"""`coach documents list|show|remove`; putting back what was removed stands in api.cli.putting_back."""

from __future__ import annotations

import typer

from api.cli import messages, putting_back
from api.cli.options import FAILED, DocumentArgument, JsonFlag, YesFlag, document_id, print_body


def documents() -> typer.Typer:
    """The family of commands; without a command, the list."""
    app = typer.Typer(help="List, show, remove and put back documents.", invoke_without_command=True)
    app.callback()(_default)
    app.command("list")(list_all)
    app.command("show")(show)
    app.command("remove")(remove)
    app.command("removed")(putting_back.removed)
    app.command("versions")(putting_back.versions)
    app.command("put-back")(putting_back.put_back)
    app.command("drop")(putting_back.drop)
    return app


def _default(context: typer.Context, as_json: JsonFlag = False) -> None:
    """List, show, remove and put back documents."""
    if context.invoked_subcommand is None:
        list_all(as_json)


def list_all(as_json: JsonFlag = False) -> None:
    """All documents, by id."""
    from api.cli.backend import open_backend
    from kb.settings import load_settings

    with open_backend(load_settings()) as backend:
        found = backend.documents()
    if as_json:
        print_body(found)
    else:
        from api.cli.library import show_documents

        show_documents(found)


def show(document: DocumentArgument, as_json: JsonFlag = False) -> None:
    """One document: its head, its editions, its sections."""
    from api.cli.backend import open_backend
    from kb.settings import load_settings

    with open_backend(load_settings()) as backend:
        found = backend.document(document_id(document))
        sections = None if as_json else backend.sections(document_id(document))
    if sections is None:
        print_body(found)
    else:
        from api.cli.library import show_document

        show_document(found, sections)


def remove(document: DocumentArgument, yes: YesFlag = False, as_json: JsonFlag = False) -> None:
    """Remove a document and every trace of it in any search."""
    from api.cli.backend import open_backend
    from kb.settings import load_settings

    with open_backend(load_settings()) as backend:
        found = backend.document(document_id(document))
        question = messages.REMOVE_SURE.format(document=found.id, title=found.title)
        if not yes and not typer.confirm(question, default=False, err=True):
            typer.echo(messages.NOTHING_REMOVED, err=True)
            raise typer.Exit(FAILED)
        backend.remove(found.id)
    if as_json:
        print_body(found)
    else:
        typer.echo(messages.REMOVED.format(document=found.id))
