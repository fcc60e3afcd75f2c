"""The YAML head of a text, or its sidecar `<file>.meta.yaml`: known keys, checked types, errors by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from pathlib import Path, PurePath
from typing import Any

import yaml

from ingest.marked_yaml import Marked, load
from ingest.types import Meta
from kb.errors import HeadError
from kb.types import EVERYONE, Language, Role

SIDECAR = ".meta.yaml"
QUESTIONS = ".questions.yaml"
_KEYS = tuple(field.name for field in fields(Meta))
_SAID = ", ".join(_KEYS)
_RULE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_MOST = 64_000
_WORK = re.compile(r"\w[\w.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Parted:
    """A text taken apart: its meta, its body, the line on which that begins (from 1), and what was odd."""

    meta: Meta
    body: str
    first_line: int = 1
    warnings: tuple[str, ...] = ()


def split(text: str, name: str, *, strict: bool) -> Parted:
    """Take the head off a text; raises HeadError, with the line, for a broken one.

    Strict (the corpus): unknown keys are errors; else warnings. A rule of dashes that opens no head stays text.
    """
    opening = _RULE.match(text)
    closing = _END.search(text, opening.end()) if opening else None
    if opening is None or closing is None or closing.start() > _MOST:
        return Parted(Meta(), text)
    inside = text[opening.end() : closing.start()]
    pairs = _pairs(inside, name, 2)
    if pairs is None or not (strict or any(key in _KEYS for key, _, _ in pairs)):
        return Parted(Meta(), text)
    meta, warnings = _meta(pairs, name, strict=strict)
    body = text[closing.end() :]
    line = text.count("\n", 0, closing.end()) + 1
    blank = len(body) - len(body.lstrip("\n"))
    return Parted(meta, body[blank:], line + blank, warnings)


def read_sidecar(path: Path, *, strict: bool) -> tuple[Meta, tuple[str, ...]]:
    """The meta of a sidecar and what was odd; raises HeadError for a broken one, which fails its document."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HeadError(f"{path.name} can't be read as UTF-8: {error}") from error
    pairs = _pairs(text, path.name, 1) if len(text) <= _MOST else None
    if pairs is None:
        raise HeadError(f"{path.name} must hold `key: value` lines; the keys are {_SAID}.")
    return _meta(pairs, path.name, strict=strict)


def meta_of(values: Mapping[str, object], name: str) -> Meta:
    """The meta of an upload's form; raises HeadError for unknown keys and wrong values."""
    return _meta([(key, value, 0) for key, value in values.items()], name, strict=True)[0]


def to_yaml(meta: Meta) -> str:
    """A sidecar's text that reads back as the same meta."""
    said = {key: getattr(meta, key) for key in _KEYS if getattr(meta, key) not in {None, ()}}
    plain = {
        key: sorted(map(str, value)) if isinstance(value, frozenset) else _plain(value) for key, value in said.items()
    }
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def merge(over: Meta, under: Meta) -> Meta:
    """What `over` (sidecar, form) says, and what `under` (the text's own head) says where `over` is silent."""
    said = {key: getattr(over, key) for key in _KEYS if getattr(over, key) not in {None, ()}}
    return replace(under, **said)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return value if isinstance(value, date) else str(value)


Pairs = list[tuple[str, Any, int]]


def _pairs(text: str, name: str, first_line: int) -> Pairs | None:
    """Keys, values and lines of a YAML mapping; None where the YAML is something else."""
    root = load(text, name, first_line)
    if root is None or not isinstance(root.value, list):
        return None
    return [(str(key.value), _bare(value), key.line) for key, value in root.pairs()]


def _bare(marked: Marked) -> object:
    """A value without lines: text, number, date, or a list of them."""
    return [_bare(part) for part in marked.value] if isinstance(marked.value, tuple) else marked.value


def _meta(pairs: Pairs, name: str, *, strict: bool) -> tuple[Meta, tuple[str, ...]]:
    said: dict[str, Any] = {}
    warnings = []
    for key, value, line in pairs:
        where = f"{name}, line {line}" if line else name
        if key in said:
            raise HeadError(f"{where}: the key {key!r} stands there twice.")
        if key in _CHECKS:
            said[key] = _CHECKS[key](value, where, key)
            continue
        message = f"{where}: unknown key {key!r}; {_advice(key, name)}"
        # A mistyped `reader:` that is passed over would let everybody read.
        if strict or SequenceMatcher(None, key.casefold(), "readers").ratio() > 0.75:
            raise HeadError(message)
        warnings.append(message)
    return Meta(**said), tuple(warnings)


def _advice(key: str, name: str) -> str:
    """What to do about an unknown key."""
    if key.casefold() != "questions":
        return f"the keys are {_SAID}."
    stem = PurePath(name.removesuffix(SIDECAR)).stem
    return f"the questions stand beside the text in {stem}{QUESTIONS}, as corpus/README.md shows."


def _text(value: object, where: str, key: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise HeadError(f"{where}: {key} must be text; put it in quotes.")
    return " ".join(value.split())


def _texts(value: object, where: str, key: str) -> tuple[str, ...]:
    if value is None:
        return ()
    parts: Iterable[object] = value if isinstance(value, list) else [value]
    return tuple(text for part in parts if (text := _text(part, where, key)) is not None)


def _work(value: object, where: str, key: str) -> str | None:
    text = _text(value, where, key)
    if text is not None and not _WORK.fullmatch(text):
        raise HeadError(f"{where}: {key} must be one short word of letters, digits, hyphens: {text!r} is not.")
    return text


def _language(value: object, where: str, key: str) -> Language | None:
    text = _text(value, where, key)
    if text is not None and text not in set(Language):
        raise HeadError(f"{where}: {key} must be one of {', '.join(Language)}, not {text!r}.")
    return Language(text) if text is not None else None


def _readers(value: object, where: str, key: str) -> frozenset[Role]:
    # Silence means everybody; an empty value may not, since somebody meant to say something.
    names = _texts(value, where, key)
    if not names:
        raise HeadError(f"{where}: {key} names nobody. Name some of {', '.join(Role)}, or leave the key out.")
    if names == ("all",):
        return EVERYONE
    unknown = [name for name in names if name not in set(Role)]
    if unknown:
        raise HeadError(f"{where}: {key} must be some of {', '.join(Role)}, or all; not {unknown[0]!r}.")
    return frozenset(map(Role, names))


def _date(value: object, where: str, key: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise HeadError(f"{where}: {key} must be a date like 2026-11-22, not {value!r}.") from error


_CHECKS: Mapping[str, Callable[[object, str, str], object]] = {
    "title": _text,
    "work": _work,
    "language": _language,
    "original": _language,
    "topics": _texts,
    "readers": _readers,
    "source": _texts,
    "owner": _text,
    "reviewed": _date,
    "made_by": _text,
    "licence": _text,
}
