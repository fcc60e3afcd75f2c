"""`--output FILE`: which form its suffix means, whether it may be written, and writing it whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import messages
from api.cli.options import FAILED

if TYPE_CHECKING:
    from kb.renderers import FileForm
    from kb.types import MaterialKind


def _option(ends: str) -> Any:  # noqa: ANN401 - typer's own
    return typer.Option(
        "--output", "-o", metavar="FILE", dir_okay=False, help=f"Write a file instead; its end says which: {ends}."
    )


# What each kind comes in is `kb.renderers.forms_of`, which is slow to import; a test compares.
ChecklistOutput = Annotated[Path | None, _option(".md .html .docx .pptx .pdf")]
RoleOutput = Annotated[Path | None, _option(".md .html .docx .pdf")]
TrainingOutput = Annotated[Path | None, _option(".md .html .docx .pptx .pdf .gift")]
ForceFlag = Annotated[bool, typer.Option("--force", help="Overwrite the file without asking.")]


def form_of(path: Path, kind: MaterialKind) -> FileForm:
    """The form that a file's name means; raises BadParameter that names the possible ones."""
    from kb.renderers import FileForm, forms_of

    possible = forms_of(kind)
    form = FileForm.of_suffix(path.suffix)
    if form is None or form not in possible:
        suffixes = " ".join(one.suffix for one in possible)
        raise typer.BadParameter(
            messages.OUTPUT_SUFFIX.format(name=path.name, suffixes=suffixes), param_hint="--output"
        )
    return form


def check_target(path: Path, *, force: bool) -> None:
    """Before any work is done: raise BadParameter where nothing can be written, Exit where nothing should be."""
    if not path.parent.is_dir():
        raise typer.BadParameter(messages.OUTPUT_FOLDER.format(folder=path.parent), param_hint="--output")
    if path.exists() and not force and not _may_overwrite(path):
        typer.echo(messages.NOTHING_WRITTEN, err=True)
        raise typer.Exit(FAILED)


def _may_overwrite(path: Path) -> bool:
    try:
        return typer.confirm(messages.OUTPUT_SURE.format(path=path), default=False, err=True)
    except typer.Abort:
        # Nobody is there to be asked.
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that under its name there is never half of one; raises OSError."""
    # A link stays a link: what it points to is replaced.
    target = path.resolve()
    # The name's own length is left out: it may be at the file system's limit already.
    beside = target.with_name(f".fieldcoach-{secrets.token_hex(6)}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
