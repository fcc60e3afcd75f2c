"""What is learned from: written asked-as questions, the passages that answer them, and decoys, by language."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kb.store.records import AskedSlot, PassageSlot
from kb.store.vectors import Lane, LaneKind, LaneVectors, Matrix
from kb.types import Language

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Grow when learning itself changes, so that every adapter or classifier is learned again.
LEARNING_RULES = 2
TEACHING_RULES = 1


class Place(NamedTuple):
    """What parallel passages share, and what a question points to."""

    work: str
    anchor: str
    place: int


@dataclass(frozen=True, slots=True)
class LanguageLessons:
    """One language's part. Vectors are centred unit vectors; rows of one array belong to rows of the others.

    `passages` (p, dimension) and `passage_targets` (p,): the index of each passage's Place. `questions` (q, dimension);
    `question_targets` (q,): the Place that a question points to, -1 for a whole section; `question_sections` (q,).
    `decoys` (d, dimension).
    """

    language: Language
    passages: Matrix
    passage_targets: Indices
    questions: Matrix
    question_targets: Indices
    question_sections: Indices
    decoys: Matrix


@dataclass(frozen=True, slots=True)
class Lessons:
    """All languages' parts. `sections` (places,): the section of each Place; `works` (sections,): the work of each.

    `names`: each section's work and anchor.
    """

    name: str
    languages: tuple[LanguageLessons, ...]
    sections: Indices
    works: Indices
    names: tuple[tuple[str, str], ...]

    @property
    def questions(self) -> int:
        """How many questions there are to learn from."""
        return sum(len(part.questions) for part in self.languages)


def lessons_name(asked: Sequence[AskedSlot], fingerprint: str) -> str:
    """A name for what would be learned: equal as long as the written questions, the encoder and the rules are."""
    return _name(f"{LEARNING_RULES} {fingerprint}", [slot.id for slot in written(asked)])


def teaching_name(asked: Sequence[AskedSlot], decoys: Collection[str], fingerprint: str) -> str:
    """The same for the question classifier, which learns from decoys too; `decoys` by id."""
    return _name(f"{TEACHING_RULES} {fingerprint}", [*(slot.id for slot in written(asked)), *decoys])


def _name(rules: str, ids: Sequence[str]) -> str:
    said = "\n".join([rules, *sorted(ids)])
    return "sha256:" + hashlib.sha256(said.encode()).hexdigest()


def written(asked: Sequence[AskedSlot]) -> list[AskedSlot]:
    """The questions of documents that somebody wrote questions for; the others have only their headings."""
    documents = {slot.document for slot in asked if slot.place is not None}
    return [slot for slot in asked if slot.document in documents]


def lessons_of(
    name: str,
    passages: Sequence[PassageSlot],
    asked: Sequence[AskedSlot],
    lanes: Mapping[Lane, LaneVectors],
    answered: Collection[str] = (),
) -> Lessons:
    """Lessons from what is stored; `lanes` hold centred vectors (kb.store.centring.centre_lanes).

    `answered`: decoys that a text answers, by id; nobody learns from those.
    """
    place_of = {slot.id: Place(slot.work, slot.anchor, slot.place) for slot in passages}
    places = {place: index for index, place in enumerate(sorted(set(place_of.values())))}
    section_names = sorted({place[:2] for place in places})
    sections = {section: index for index, section in enumerate(section_names)}
    works = {work: index for index, work in enumerate(sorted({work for work, _ in section_names}))}
    passage_rows, question_rows = _rows(lanes, LaneKind.PASSAGE), _rows(lanes, LaneKind.ASKED)
    questions = [slot for slot in written(asked) if (slot.work, slot.anchor) in sections]
    parts = []
    for language in Language:
        own = [slot for slot in passages if slot.language is language and slot.id in passage_rows]
        ask = [slot for slot in questions if slot.language is language and slot.id in question_rows]
        if not own or not ask:
            continue
        parts.append(
            LanguageLessons(
                language,
                np.stack([passage_rows[slot.id] for slot in own]),
                np.array([places[place_of[slot.id]] for slot in own]),
                np.stack([question_rows[slot.id] for slot in ask]),
                np.array([_target(slot, places) for slot in ask]),
                np.array([sections[slot.work, slot.anchor] for slot in ask]),
                _decoys(lanes, language, answered),
            )
        )
    return Lessons(
        name,
        tuple(parts),
        np.array([sections[place[:2]] for place in places]),
        np.array([works[work] for work, _ in section_names]),
        tuple(section_names),
    )


def _target(slot: AskedSlot, places: Mapping[Place, int]) -> int:
    return -1 if slot.place is None else places.get(Place(slot.work, slot.anchor, slot.place), -1)


def _decoys(lanes: Mapping[Lane, LaneVectors], language: Language, answered: Collection[str]) -> Matrix:
    found = [
        vectors.matrix[[name not in answered for name in vectors.ids]]
        for lane, vectors in sorted(lanes.items())
        if lane.kind is LaneKind.DECOY and lane.language is language
    ]
    dimension = next(iter(lanes.values())).matrix.shape[1]
    return np.concatenate([np.empty((0, dimension), np.float32), *found])


def _rows(lanes: Mapping[Lane, LaneVectors], kind: LaneKind) -> dict[str, NDArray[np.float32]]:
    rows: dict[str, NDArray[np.float32]] = {}
    for lane, vectors in lanes.items():
        if lane.kind is kind:
            rows.update(zip(vectors.ids, vectors.matrix, strict=True))
    return rows
