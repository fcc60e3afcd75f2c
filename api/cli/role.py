"""`coach role`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.materials import Delivery, deliver
from api.cli.options import JsonFlag, LanguageOption, sound
from api.cli.output import ForceFlag, RoleOutput
from kb.types import Level, MaterialKind

if TYPE_CHECKING:
    from api.schemas.materials import RoleIn


def role(
    title: Annotated[list[str], typer.Argument(metavar="TITLE", help="What the post is called.")],
    level: Annotated[
        Level | None, typer.Option(help="Default: what the title says. A regional manager is senior.")
    ] = None,
    industry: Annotated[str | None, typer.Option(help="In your own words.")] = None,
    focus: Annotated[str | None, typer.Option(help="What the post is about most of all.")] = None,
    language: LanguageOption = None,
    output: RoleOutput = None,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """A role description: purpose, responsibilities, requirements, measures. Exit code 3: the texts do not cover it."""

    def order() -> RoleIn:
        from api.schemas.materials import RoleIn

        return RoleIn(
            title=sound(" ".join(title)),
            level=level.value if level else None,
            industry=sound(industry) if industry is not None else None,
            focus=sound(focus) if focus is not None else None,
            language=language.value if language else "auto",
        )

    deliver(MaterialKind.ROLE_DESCRIPTION, order, Delivery(output, force, as_json))
