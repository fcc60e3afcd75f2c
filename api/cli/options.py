"""Options that several commands share, and how a command fails."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated
from unicodedata import normalize

import typer

from api.cli import messages
from api.schemas.materials import LEAST_MINUTES, MOST_MINUTES
from kb.types import Language

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

# What is called by its place, not by an option.
_HINTS = {name: name.upper() for name in ("question", "text", "task", "title", "topic")}

DONE, FAILED, WRONG_USAGE, REFUSED = 0, 1, 2, 3

_JSON = "json"


def _remember(context: typer.Context, value: bool) -> bool:
    # Errors are shown by the outermost group, which sees no options of its commands.
    context.find_root().meta[_JSON] = value
    return value


def wants_json(context: typer.Context) -> bool:
    """Whether the running command was asked for JSON."""
    return bool(context.find_root().meta.get(_JSON))


JsonFlag = Annotated[bool, typer.Option("--json", callback=_remember, help="Print the API's body.")]
LanguageOption = Annotated[
    Language | None, typer.Option("--language", "-l", help="Language of the answer; default: the question's.")
]
DocumentArgument = Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id: visit-technique.ko")]
YesFlag = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def print_body(body: BaseModel) -> None:
    """Print a body as JSON; where the terminal's encoding lacks characters, with escapes."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    typer.echo(body.model_dump_json(indent=2, ensure_ascii=encoding != "utf8"))


def sound(text: str) -> str:
    """`text` without what a terminal in another encoding left behind (lone surrogates)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def document_id(name: str) -> str:
    """A document's id as it is stored, from how it was typed."""
    return normalize("NFC", sound(name))


def wrong_usage(error: ValidationError) -> typer.BadParameter:
    """What the API would answer 422 or 413 to; says which option where a command has several."""
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    bounds = {"least": LEAST_MINUTES, "most": MOST_MINUTES}
    said = messages.MINUTES.format(**bounds) if field == "minutes" else str(first["msg"])
    return typer.BadParameter(said, param_hint=_HINTS.get(field, f"--{field}") if field else None)
