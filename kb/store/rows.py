"""Rows of the catalogue's views to our types, and our types to the columns of its tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from kb.store.classifier_blob import classifier_from_blob
from kb.store.records import AskedSlot, Generation, PassageSlot
from kb.store.vectors import Matrix, audience_of
from kb.types import Decoy, DecoyKind, DocumentInfo, Example, Language, Passage, PassageKind, Role

# What sqlite3 gives: every column is what the table's definition says, which mypy can't know.
Row = Sequence[Any]

_ROLES = tuple(Role)
# Every possible set of roles, at the place of its bit mask.
_READERS = tuple(
    frozenset(role for bit, role in enumerate(_ROLES) if mask >> bit & 1) for mask in range(2 ** len(_ROLES))
)


def reader_bits(readers: Iterable[Role]) -> int:
    """The readers as their head says, as bits; audience_of would add the admins."""
    return _READERS.index(frozenset(readers))


def document_columns(info: DocumentInfo, rules: str) -> tuple[Any, ...]:
    """The columns of `documents` after its number and id, in the table's order."""
    return (
        info.work, info.language, info.original, info.title, info.version, info.origin, info.path,
        info.checksum, info.encoding, json.dumps(info.topics, ensure_ascii=False), reader_bits(info.readers),
        audience_of(info.readers), json.dumps(info.source, ensure_ascii=False), info.owner,
        _day(info.reviewed), info.made_by, info.licence, info.added, rules,
    )  # fmt: skip


def document_from(row: Row) -> DocumentInfo:
    """A row of `document_rows`."""
    return DocumentInfo(
        id=row[0],
        work=row[1],
        language=Language(row[2]),
        original=Language(row[3]),
        title=row[4],
        version=row[5],
        origin=row[6],
        path=row[7],
        checksum=row[8],
        encoding=row[9],
        topics=tuple(json.loads(row[10])),
        readers=_READERS[row[11]],
        source=tuple(json.loads(row[12])),
        owner=row[13],
        reviewed=_date(row[14]),
        made_by=row[15],
        licence=row[16],
        added=row[17],
        passages=row[18],
        questions=row[19],
    )


def passage_columns(passage: Passage, info: DocumentInfo) -> tuple[Any, ...]:
    """The columns of `passages` that a passage itself says: section_path to end, without units."""
    return (
        passage.section, json.dumps(passage.section_path, ensure_ascii=False), passage.anchor, passage.place,
        passage.part, passage.kind, json.dumps(passage.attributes, ensure_ascii=False),
        None if passage.original is info.original else passage.original,
        passage.text, passage.start, passage.end,
    )  # fmt: skip


def passage_from(row: Row) -> Passage:
    """A row of `passage_rows`."""
    return Passage(
        id=row[0],
        document=row[1],
        work=row[2],
        language=Language(row[3]),
        original=Language(row[4]),
        version=row[5],
        title=row[6],
        section=row[7],
        section_path=_path(row[8]),
        anchor=row[9],
        place=row[10],
        part=row[11],
        kind=PassageKind(row[12]),
        attributes=_pairs(row[13]),
        readers=_READERS[row[14]],
        made_by=row[15],
        reviewed=_date(row[16]),
        text=row[17],
        start=row[18],
        end=row[19],
    )


# Passages of a section share their heading path, many share their attributes: parsed anew, they took a third of the
# time in which the 33 passages of an answer are read.
_SHARED = 4_096


@lru_cache(_SHARED)
def _path(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(_SHARED)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in json.loads(text))


def passage_slot_from(row: Row) -> PassageSlot:
    """A row of `passage_slot_rows`."""
    return PassageSlot(row[0], row[1], row[2], Language(row[3]), row[4], row[5], row[6], row[7], row[8])


def asked_slot_from(row: Row) -> AskedSlot:
    """A row of `asked_slot_rows`."""
    return AskedSlot(row[0], row[1], row[2], Language(row[3]), row[4], row[5], row[6])


def decoy_from(row: Row) -> Decoy:
    """The columns id, language, kind and text of `decoys`."""
    return Decoy(row[0], Language(row[1]), DecoyKind(row[2]), row[3])


def example_from(row: Row) -> Example:
    """The columns id, entry, language, text, sections, visit and lines of `examples`."""
    sections = tuple((work, anchor) for work, anchor in json.loads(row[4]))
    lines = tuple((work, anchor, place) for work, anchor, place in json.loads(row[6]))
    return Example(row[0], row[1], Language(row[2]), row[3], sections, bool(row[5]), lines)


def generation_from(row: Row) -> Generation:
    """A row of `generations`."""
    means = _means(row[3])
    adapter = None if row[5] is None else to_matrix([row[5]], means.shape[1])
    answered = tuple((decoy, document) for decoy, document in json.loads(row[7]))
    classifier = None if row[8] is None else classifier_from_blob(row[8])
    return Generation(row[0], row[1], row[2], means, _means(row[4]), adapter, row[6], answered, classifier, row[9])


def to_blob(array: Matrix) -> bytes:
    """float32, little endian, row by row."""
    return np.ascontiguousarray(array, dtype="<f4").tobytes()


def to_matrix(blobs: Iterable[bytes], rows: int) -> Matrix:
    """Blobs of equal length as one float32 matrix, shape (rows, length); it may be written to."""
    values = np.frombuffer(bytearray().join(blobs), dtype="<f4").astype(np.float32, copy=False)
    return values.reshape(rows, -1)


def _means(blob: bytes) -> Matrix:
    return to_matrix([blob], len(Language))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
