"""Floors: what a figure of the development half may not fall below, and ceilings that it may not rise above."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.scores import Figures
from kb.errors import InputError

FLOORS = Path(__file__).parent / "floors.toml"


class FloorsError(InputError):
    """A file of floors that can't be used."""


class Floors(BaseModel):
    """By group (a language, or `all`) and figure. `tolerance` is what two machines may differ by.

    `always` are figures that must be 1 in every group, without tolerance.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    tolerance: Annotated[float, Field(ge=0, lt=1)]
    always: tuple[str, ...] = ()
    floors: Mapping[str, Mapping[str, float]]
    ceilings: Mapping[str, Mapping[str, float]] = {}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure on the wrong side of its floor or ceiling; `value` None: it was not measured."""

    group: str
    name: str
    value: float | None
    limit: float
    ceiling: bool

    def __str__(self) -> str:
        """A sentence for a person."""
        side = "above its ceiling of" if self.ceiling else "below its floor of"
        if self.value is None:
            return f"{self.group}: {self.name} was not measured; its limit is {self.limit:.3f}."
        return f"{self.group}: {self.name} is {self.value:.3f}, {side} {self.limit:.3f}."


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors of a file; raises FloorsError."""
    try:
        return Floors.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise FloorsError(f"{path} can't be used: {error}") from error


def shortfalls(figures: Mapping[str, Figures], floors: Floors) -> list[Shortfall]:
    """Every figure on the wrong side by more than the tolerance; a language that was not asked in is left out."""
    always = {group: dict.fromkeys(floors.always, 1.0) for group in figures}
    return [
        *_beyond(figures, always, 0.0, ceiling=False),
        *_beyond(figures, floors.floors, floors.tolerance, ceiling=False),
        *_beyond(figures, floors.ceilings, floors.tolerance, ceiling=True),
    ]


def _beyond(
    figures: Mapping[str, Figures], limits: Mapping[str, Mapping[str, float]], tolerance: float, *, ceiling: bool
) -> Iterator[Shortfall]:
    for group, wanted in limits.items():
        for name, limit in wanted.items():
            if group not in figures:
                continue
            figure = figures[group].get(name)
            # A ten-thousandth for the rounding of limits that were copied from a table.
            over = 0.0 if figure is None else (figure.value - limit if ceiling else limit - figure.value)
            if figure is None or over > tolerance + 1e-4:
                yield Shortfall(group, name, None if figure is None else figure.value, limit, ceiling)
