"""How every route gets its result: timed, counted, and with the body that goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from api.dependencies import Service
from api.doors import Coach
from api.presenters import result_out
from api.schemas.results import ResultOut
from kb.types import Material, Refusal


@dataclass(frozen=True, slots=True)
class Made:
    """A result and the time that it took."""

    result: Material | Refusal
    milliseconds: float

    @property
    def body(self) -> ResultOut:
        """What goes out."""
        return result_out(self.result, self.milliseconds)


def make(service: Service, asked: Callable[[Coach], Material | Refusal]) -> Made:
    """Ask the coach; raises what it raises."""
    begun = perf_counter()
    result = asked(service.coach)
    milliseconds = (perf_counter() - begun) * 1000
    service.metrics.count(result)
    return Made(result, milliseconds)
