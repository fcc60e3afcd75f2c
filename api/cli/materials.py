"""What `coach checklist`, `play`, `role` and `training` have in common: make it, show it or write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.cli import messages
from api.cli.options import FAILED, REFUSED, print_body, wrong_usage
from api.cli.output import check_target, form_of, write_whole

if TYPE_CHECKING:
    from api.cli.making import Making
    from api.client import MaterialFile
    from api.schemas.materials import Order
    from api.schemas.results import ResultOut
    from kb.types import MaterialKind


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a material goes: to the terminal, as JSON, or into a file."""

    output: Path | None
    force: bool
    as_json: bool


def deliver(kind: MaterialKind, order_of: Callable[[], Order], delivery: Delivery) -> None:
    """Make what `order_of` describes and hand it out; raises BadParameter for wrong usage, Exit 3 for a refusal."""
    from pydantic import ValidationError

    from api.cli.backend import open_backend
    from kb.settings import load_settings

    try:
        order = order_of()
    except ValidationError as error:
        raise wrong_usage(error) from error
    output = delivery.output
    form = form_of(output, kind) if output is not None else None
    if output is not None:
        check_target(output, force=delivery.force)
    with open_backend(load_settings(), hint=not delivery.as_json) as backend:
        made = _made(backend, order, form.value if form is not None else None)
    refused = _hand_out(made, delivery)
    if refused:
        raise typer.Exit(REFUSED)


def _made(backend: Making, order: Order, form: str | None) -> ResultOut | MaterialFile:
    if form is None:
        return backend.make(order)
    from typing import cast

    from api.schemas.materials import FileFormatName

    return backend.make_file(cast("FileFormatName", form), order)


def _hand_out(made: ResultOut | MaterialFile, delivery: Delivery) -> bool:
    """Show or write it; whether it is a refusal."""
    from api.client import MaterialFile

    if isinstance(made, MaterialFile):
        _write(made, delivery)
        return False
    if delivery.as_json:
        print_body(made)
    else:
        from api.cli.answers import show_result

        show_result(made)
    return made.refusal is not None


def _write(file: MaterialFile, delivery: Delivery) -> None:
    if delivery.output is None:
        raise ValueError("A file was made that nobody asked for.")
    try:
        write_whole(delivery.output, file.data)
    except OSError as error:
        why = error.strerror or error
        typer.echo(messages.OUTPUT_UNWRITABLE.format(path=delivery.output, why=why), err=True)
        raise typer.Exit(FAILED) from error
    if delivery.as_json:
        from api.schemas.housekeeping import WrittenOut

        print_body(WrittenOut(file=str(delivery.output), media_type=file.media_type, bytes=len(file.data)))
    else:
        typer.echo(messages.WRITTEN.format(path=delivery.output))
