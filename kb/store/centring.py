"""The languages' means: frozen in a generation, removed from its vectors and from every question that it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kb.scoring import centred
from kb.store.records import Generation
from kb.store.vectors import Lane, LaneKind, LaneVectors, Matrix, Vector
from kb.types import Language

LANGUAGES = tuple(Language)

# Below this many vectors of a language the means that ship with the encoder are steadier than its own.
ENOUGH_FOR_MEANS = 200

# An encoder without shipped means takes its own from this many on; below, nothing is removed.
ENOUGH_WITHOUT_SHIPPED = 30


@dataclass(frozen=True, slots=True)
class Means:
    """Mean vectors of questions and of passages: one row a language in the order of Language, shape (4, dimension)."""

    questions: Matrix
    passages: Matrix


def blank_generation(fingerprint: str, dimension: int, shipped: Means | None) -> Generation:
    """What serves before anything was built: everything is searched exactly, with the shipped means or none."""
    nothing = np.zeros((len(LANGUAGES), dimension), dtype=np.float32)
    means = shipped or Means(nothing, nothing)
    return Generation(0, fingerprint, 0, means.questions, means.passages)


def library_means(lanes: Mapping[Lane, LaneVectors], dimension: int, shipped: Means | None) -> Means:
    """The means of what the library holds (raw vectors by lane), the shipped ones where it holds too little."""
    return Means(
        questions=_means(lanes, LaneKind.ASKED, dimension, shipped.questions if shipped else None),
        passages=_means(lanes, LaneKind.PASSAGE, dimension, shipped.passages if shipped else None),
    )


def _means(lanes: Mapping[Lane, LaneVectors], kind: LaneKind, dimension: int, shipped: Matrix | None) -> Matrix:
    means = np.zeros((len(LANGUAGES), dimension), dtype=np.float32)
    enough = ENOUGH_WITHOUT_SHIPPED if shipped is None else ENOUGH_FOR_MEANS
    for row, language in enumerate(LANGUAGES):
        found = [lanes[lane].matrix for lane in sorted(lanes) if lane.kind is kind and lane.language is language]
        if sum(len(matrix) for matrix in found) >= enough:
            means[row] = np.concatenate(found).mean(axis=0)
        elif shipped is not None:
            means[row] = shipped[row]
    return means


def centre_question(vector: Vector, language: Language, generation: Generation) -> Vector:
    """A question's raw unit vector, shape (dimension,), with its language's mean removed."""
    return centred(vector, generation.question_means[LANGUAGES.index(language)])


def centre_lanes(lanes: Mapping[Lane, LaneVectors], generation: Generation) -> dict[Lane, LaneVectors]:
    """Raw unit vectors, centred by the generation's means: passages by theirs, questions and decoys by theirs."""
    result = {}
    for lane, vectors in lanes.items():
        means = generation.passage_means if lane.kind is LaneKind.PASSAGE else generation.question_means
        mean = means[LANGUAGES.index(lane.language)]
        result[lane] = LaneVectors(vectors.ids, centred(vectors.matrix, mean))
    return result
