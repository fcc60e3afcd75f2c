"""What a vector index must do, whoever does it: lanes of centred unit vectors, built once, then only read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.types import Language, Role

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


class LaneKind(StrEnum):
    """What a lane's vectors stand for."""

    PASSAGE = "passage"
    ASKED = "asked"
    DECOY = "decoy"
    EXAMPLE = "example"


# Searched exactly, never in Chroma: there are a thousand or two a language, all four languages are asked, and whether
# a question is answered hangs on them. 1,100 take .15 ms so; to ask Chroma at all takes 1.3 to 1.8.
# A task is compared with all examples at once (kb.retrieval.example_table), which Chroma takes 4 ms a language for.
EXACT_KINDS = frozenset({LaneKind.DECOY, LaneKind.EXAMPLE})


@dataclass(frozen=True, slots=True, order=True)
class Lane:
    """Vectors of one kind, in one language, for one audience: what is searched in one go, without a filter.

    `audience` is the bit mask of the roles that may read (1 rep, 2 manager, 4 hr, 8 admin), so that a text
    which the asker may not read is in no collection that is asked: access is decided before the search.
    Separate lanes cost 0.7 ms each where a metadata filter costs 7 to 13 ms at 10,000 vectors.
    """

    kind: LaneKind
    language: Language
    audience: int

    @property
    def name(self) -> str:
        """A collection's name: `passage-ko-15`."""
        return f"{self.kind}-{self.language}-{self.audience}"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored id and its cosine with the question."""

    id: str
    cosine: float


@dataclass(frozen=True, slots=True)
class LaneVectors:
    """A lane's ids and its unit vectors, shape (len(ids), dimension), float32."""

    ids: tuple[str, ...]
    matrix: Matrix


class VectorIndex(Protocol):
    """The read side: an opened index. Safe to use from several threads."""

    def lanes(self) -> frozenset[Lane]:
        """The lanes that hold anything."""
        ...

    def nearest(self, lane: Lane, vector: Vector, count: int) -> list[Neighbour]:
        """At most `count` nearest, best first; equal cosines in the order of ids; an unknown lane is empty."""
        ...

    def ids(self, lane: Lane) -> frozenset[str]:
        """Every id in the lane."""
        ...

    def close(self) -> None:
        """Let go of files and memory; a second call does nothing."""
        ...


_BITS = {Role.REP: 1, Role.MANAGER: 2, Role.HR: 4, Role.ADMIN: 8}
ALL_AUDIENCE = sum(_BITS.values())


def audience_of(roles: Iterable[Role]) -> int:
    """The bit mask of some roles; admin is always in it, since admins keep the texts."""
    return sum(_BITS[role] for role in {*roles, Role.ADMIN})


def audience_needed(role: Role | None) -> int:
    """The bits that a text's audience must have for a role to read it; None: only what everyone may read."""
    return ALL_AUDIENCE if role is None else _BITS[role]
