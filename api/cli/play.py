"""`coach play`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.materials import Delivery, deliver
from api.cli.options import JsonFlag
from api.cli.output import ChecklistOutput, ForceFlag
from kb.types import FunnelStage, Language, MaterialKind, VisitType

if TYPE_CHECKING:
    from api.schemas.materials import PlayIn


def play(
    visit: Annotated[VisitType, typer.Argument(metavar="VISIT", help=f"One of: {', '.join(VisitType)}.")],
    stage: Annotated[FunnelStage, typer.Argument(metavar="STAGE", help=f"One of: {', '.join(FunnelStage)}.")],
    language: Annotated[Language, typer.Option("--language", "-l", help="Language of the play.")] = Language.EN,
    output: ChecklistOutput = None,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """What to prepare, ask, show and do at a visit, by where the customer stands in the funnel."""

    def order() -> PlayIn:
        from api.schemas.materials import PlayIn

        return PlayIn(visit=visit.value, stage=stage.value, language=language.value)

    deliver(MaterialKind.CHECKLIST, order, Delivery(output, force, as_json))
