"""Chance that can be repeated: the same seed gives the same order on every machine and in every run."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_T = TypeVar("_T")


def chance(*parts: object) -> Random:
    """A source of chance for what the parts name; seeded by their text, since `hash` differs from run to run."""
    return Random("\x1f".join(str(part) for part in parts))  # noqa: S311 - it shuffles a quiz, it guards nothing


def shuffled(items: Sequence[_T], rng: Random) -> list[_T]:
    """The items in another order."""
    return rng.sample(items, len(items))


def in_turn(ways: Iterable[Iterator[_T]]) -> Iterator[_T]:
    """One of each way in turn, until all are through."""
    left = list(ways)
    while left:
        for way in tuple(left):
            try:
                found = next(way)
            except StopIteration:
                left.remove(way)
            else:
                yield found
