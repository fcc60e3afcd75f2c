"""`coach training`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.materials import Delivery, deliver
from api.cli.options import JsonFlag, LanguageOption, sound
from api.cli.output import ForceFlag, TrainingOutput
from kb.types import MaterialKind

if TYPE_CHECKING:
    from api.schemas.materials import TrainingIn


def training(
    topic: Annotated[list[str], typer.Argument(metavar="TOPIC", help="What is to be learnt.")],
    learners: Annotated[str | None, typer.Option(help="For whom: new reps, experienced managers …")] = None,
    minutes: Annotated[int, typer.Option("--minutes", "-m", help="How long it takes.")] = 60,
    seed: Annotated[int, typer.Option(help="Another number gives another quiz.")] = 0,
    language: LanguageOption = None,
    output: TrainingOutput = None,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """A training module: objectives, agenda, key points, exercise, role-play, quiz with its key."""

    def order() -> TrainingIn:
        from api.schemas.materials import TrainingIn

        return TrainingIn(
            topic=sound(" ".join(topic)),
            learners=sound(learners) if learners is not None else None,
            minutes=minutes,
            language=language.value if language else "auto",
            seed=seed,
        )

    deliver(MaterialKind.TRAINING_MODULE, order, Delivery(output, force, as_json))
