"""`coach checklist`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.materials import Delivery, deliver
from api.cli.options import JsonFlag, LanguageOption, sound
from api.cli.output import ChecklistOutput, ForceFlag
from kb.types import MaterialKind

if TYPE_CHECKING:
    from api.schemas.materials import ChecklistIn


def checklist(
    task: Annotated[list[str], typer.Argument(metavar="TASK", help="What you have to do, in your own words.")],
    context: Annotated[
        str | None, typer.Option(help="What changes it: new or old customer, new product, who comes along.")
    ] = None,
    language: LanguageOption = None,
    output: ChecklistOutput = None,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """A checklist for a task: before, during, after. Exit code 3: the texts do not cover it."""

    def order() -> ChecklistIn:
        from api.schemas.materials import ChecklistIn

        return ChecklistIn(
            task=sound(" ".join(task)),
            context=sound(context) if context is not None else None,
            language=language.value if language else "auto",
        )

    deliver(MaterialKind.CHECKLIST, order, Delivery(output, force, as_json))
