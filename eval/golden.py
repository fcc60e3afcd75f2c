"""Reads the golden files: `<language>.jsonl`, one item a line; every fault is named by file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from eval.items import ITEM, GoldenItem, part_of
from eval.parts import Half, Part
from kb.errors import InputError
from kb.types import Language

QUESTIONS = Path(__file__).parent / "questions"


class GoldenError(InputError):
    """Golden files that can't be used; the message lists every fault with file and line."""


@dataclass(frozen=True, slots=True)
class Golden:
    """One item, its language and the line where it stands."""

    item: GoldenItem
    language: Language
    file: str
    line: int

    @property
    def at(self) -> str:
        """Where to mend it."""
        return f"{self.file}, line {self.line} ({self.item.id})"


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """All items by language and line; `checksum` is that of the files."""

    items: tuple[Golden, ...]
    checksum: str

    def chosen(
        self, half: Half, languages: frozenset[Language] = frozenset(Language), parts: frozenset[Part] = frozenset(Part)
    ) -> tuple[Golden, ...]:
        """The items of one half, in their order."""
        return tuple(
            golden
            for golden in self.items
            if golden.item.half is half and golden.language in languages and part_of(golden.item) in parts
        )


def read_golden(folder: Path = QUESTIONS) -> GoldenSet:
    """The golden set of a folder; raises GoldenError for lines that are no items and for ids that stand twice."""
    found: list[Golden] = []
    faults: list[str] = []
    digest = hashlib.sha256()
    for language in Language:
        path = folder / f"{language}.jsonl"
        if path.exists():
            data = _read(path)
            digest.update(f"{language}\0".encode() + data)
            _parse(path.name, data, language, found, faults)
    if not found and not faults:
        raise GoldenError(f"There are no golden files (zh.jsonl, ko.jsonl, bg.jsonl, en.jsonl) in {folder}.")
    faults.extend(_twice(found))
    if faults:
        raise GoldenError("\n".join(faults))
    return GoldenSet(tuple(found), f"sha256:{digest.hexdigest()}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GoldenError(f"{path} can't be read: {error}") from error


def _parse(name: str, data: bytes, language: Language, found: list[Golden], faults: list[str]) -> None:
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        faults.append(f"{name}: is not UTF-8: {error}")
        return
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(Golden(ITEM.validate_json(line), language, name, number))
        except ValidationError as error:
            faults.extend(f"{name}, line {number}: {reason}" for reason in _reasons(error))


def _reasons(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"][1:])
        yield f"{where}: {one['msg']}" if where else one["msg"]


def _twice(items: list[Golden]) -> Iterator[str]:
    first: dict[str, Golden] = {}
    for golden in items:
        before = first.setdefault(golden.item.id, golden)
        if before is not golden:
            yield f"{golden.at}: the id stands in {before.file}, line {before.line}, too."
