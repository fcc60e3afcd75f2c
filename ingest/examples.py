"""Tasks and topics as people say them: `tasks.yaml` at the top of a folder of texts, read and kept.

An entry says one task in some of the four languages and names the sections that a checklist for it is made of, and the
lines that it should not lack; with none, it is a task that the texts do not cover.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.embedding_run import EmbeddingRun
from ingest.marked_yaml import Marked, load
from ingest.report import Failure
from kb.errors import HeadError
from kb.store.records import Catalog
from kb.text import normalise, short_digest
from kb.types import Example, Language

NAME = "tasks.yaml"
_SECTIONS, _VISIT, _LINES = "sections", "visit", "lines"
_KEYS = frozenset({_SECTIONS, _VISIT, _LINES, *Language})
_REFERENCE = re.compile(r"([^#\s]+)#([^#\s]+)")
_LINES_OF = re.compile(r"([^#\s]+)#([^#/\s]+)/([1-9]\d{0,3}(?:,[1-9]\d{0,3})*)")


@dataclass(frozen=True, slots=True)
class ExampleStore:
    """Keeps the catalogue's examples as the file says; a folder without one leaves them as they are."""

    catalog: Catalog
    fingerprint: str

    def take_in(self, folder: Path, run: EmbeddingRun, fail: Callable[[Failure], None]) -> None:
        """Replace the examples where the file differs from what is kept; a broken file changes nothing."""
        path = folder / NAME
        if not path.is_file():
            return
        try:
            examples = read_examples(path)
        except HeadError as error:
            fail(Failure(path.name, str(error)))
            return
        if set(examples) != set(self.catalog.examples()):
            vectors = run.vectors("question", (example.text for example in examples), path.name)
            self.catalog.replace_examples(examples, self.fingerprint, vectors)


def read_examples(path: Path) -> tuple[Example, ...]:
    """The examples of a file; raises HeadError with file and line for what can't be used."""
    try:
        root = load(path.read_text(encoding="utf-8-sig"), path.name) or Marked((), 1)
    except (OSError, UnicodeDecodeError) as error:
        raise HeadError(f"{path.name} can't be read as UTF-8: {error}") from error
    if not isinstance(root.value, tuple):
        raise HeadError(f"{path.name}: must hold a list of tasks, each with its sections and its words.")
    seen: dict[tuple[Language, str], int] = {}
    return tuple(example for entry in root.value for example in _of_entry(path.name, entry, seen))


def _of_entry(name: str, entry: Marked, seen: dict[tuple[Language, str], int]) -> Iterator[Example]:
    fields = {key.value: value for key, value in entry.pairs()}
    strange = [str(key) for key in fields if key not in _KEYS]
    if strange or _SECTIONS not in fields:
        said = f"{strange[0]!r} is no key of a task" if strange else "a task names its sections (none: `[]`)"
        raise HeadError(f"{name}, line {entry.line}: {said}; it has sections, visit, lines, {', '.join(Language)}.")
    sections = tuple(_references(name, fields[_SECTIONS]))
    visit = _visit(name, fields.get(_VISIT))
    lines = tuple(_lines(name, fields[_LINES])) if _LINES in fields else ()
    if lines and not sections:
        raise HeadError(f"{name}, line {fields[_LINES].line}: a task without sections is not covered; it has no lines.")
    said_in = {language: list(_words(name, fields[language])) for language in Language if language in fields}
    if not said_in:
        raise HeadError(f"{name}, line {entry.line}: a task is said in at least one language.")
    key = short_digest("\n".join(words for texts in said_in.values() for words, _ in texts))
    for language, texts in said_in.items():
        for words, line in texts:
            first = seen.setdefault((language, words.casefold()), line)
            if first != line:
                raise HeadError(f"{name}, line {line}: the same words stand on line {first}: {words}")
            yield Example(f"example.{language}/{short_digest(words)}", key, language, words, sections, visit, lines)


def _references(name: str, value: Marked) -> Iterator[tuple[str, str]]:
    if not isinstance(value.value, tuple):
        raise HeadError(f"{name}, line {value.line}: sections must be a list of work#anchor.")
    for one in value.value:
        found = _REFERENCE.fullmatch(str(one.value))
        if found is None:
            raise HeadError(f"{name}, line {one.line}: {one.value!r} is no section; write it as work#anchor.")
        yield found[1], found[2]


def _lines(name: str, value: Marked) -> Iterator[tuple[str, str, int]]:
    """The lines in the order of the work; a section may come again."""
    if not isinstance(value.value, tuple):
        raise HeadError(f"{name}, line {value.line}: lines must be a list of work#anchor/place,place.")
    for one in value.value:
        found = _LINES_OF.fullmatch(str(one.value))
        if found is None:
            raise HeadError(
                f"{name}, line {one.line}: {one.value!r} names no lines; write them as work#anchor/2,3: "
                "the first line of a section is 1."
            )
        for place in found[3].split(","):
            yield found[1], found[2], int(place)


def _visit(name: str, value: Marked | None) -> bool:
    if value is not None and not isinstance(value.value, bool):
        raise HeadError(f"{name}, line {value.line}: visit must be true or false, not {value.value!r}.")
    return value is not None and bool(value.value)


def _words(name: str, value: Marked) -> Iterator[tuple[str, int]]:
    """One text, or a list of them, each with its line."""
    for one in value.value if isinstance(value.value, tuple) else (value,):
        words = " ".join(normalise(one.value).split()) if isinstance(one.value, str) else ""
        if not words:
            raise HeadError(f"{name}, line {one.line}: a task must be text; put it in quotes.")
        yield words, one.line
