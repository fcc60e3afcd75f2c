"""Reads the public sets, each a folder.

`passages.jsonl` has {id, lang, text} a line, `queries.jsonl` {q, lang, positive_ids}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kb.errors import InputError
from kb.types import Language

_Row = TypeVar("_Row", bound=BaseModel)


class BenchPassage(BaseModel):
    """A passage of a set."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    id: str
    language: Language = Field(alias="lang")
    text: str


class BenchQuery(BaseModel):
    """A question, and the right passage's id in every language that has it."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    text: str = Field(alias="q")
    language: Language = Field(alias="lang")
    positives: tuple[str, ...] = Field(alias="positive_ids", min_length=1)


@dataclass(frozen=True, slots=True)
class BenchSet:
    """One set."""

    name: str
    passages: tuple[BenchPassage, ...]
    queries: tuple[BenchQuery, ...]

    def of(self, language: Language) -> list[BenchPassage]:
        """The passages in a language."""
        return [passage for passage in self.passages if passage.language is language]


def read_sets(folder: Path) -> list[BenchSet]:
    """Every set of a folder, by name; raises InputError where there is none or one is broken."""
    found = [_read_set(path.parent) for path in sorted(folder.glob("*/queries.jsonl"))]
    if not found:
        raise InputError(f"There are no sets (<set>/passages.jsonl, <set>/queries.jsonl) in {folder}.")
    return found


def every(members: Sequence[BenchQuery], most: int) -> list[BenchQuery]:
    """At most `most` of them, spread evenly; always the same ones. 0: all."""
    if not most or len(members) <= most:
        return list(members)
    return [members[number * len(members) // most] for number in range(most)]


def thinned(sets: Iterable[BenchSet], most: int) -> list[BenchSet]:
    """The same sets with at most `most` questions of each language."""
    return [
        BenchSet(
            one.name,
            one.passages,
            tuple(
                query
                for language in Language
                for query in every([query for query in one.queries if query.language is language], most)
            ),
        )
        for one in sets
    ]


def _read_set(folder: Path) -> BenchSet:
    passages = tuple(_rows(folder / "passages.jsonl", BenchPassage))
    queries = tuple(_rows(folder / "queries.jsonl", BenchQuery))
    known = {passage.id for passage in passages}
    if len(known) != len(passages):
        raise InputError(f"{folder / 'passages.jsonl'}: an id stands there twice.")
    for query in queries:
        if absent := set(query.positives) - known:
            raise InputError(f"{folder / 'queries.jsonl'}: there is no passage {min(absent)}.")
    return BenchSet(folder.name, passages, queries)


def _rows(path: Path, kind: type[_Row]) -> Iterator[_Row]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} can't be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield kind.model_validate_json(line)
            except ValidationError as error:
                raise InputError(f"{path}, line {number}: {error.errors()[0]['msg']}") from error
