"""YAML read with its line numbers, so that whoever wrote it is told where the mistake is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kb.errors import HeadError

# libyaml's parser where it was built in: ten times as fast.
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Marked:
    """A value of a YAML text and the line that it stands on, counted from 1."""

    value: Any
    line: int

    def pairs(self) -> Iterator[tuple[Marked, Marked]]:
        """Key and value of each entry of a mapping, in order, doubled keys too; nothing for another value."""
        if isinstance(self.value, list) and all(isinstance(entry, tuple) for entry in self.value):
            yield from self.value


def load(text: str, name: str, first_line: int = 1) -> Marked | None:
    """A YAML text; mappings as lists of (key, value) pairs, sequences as tuples; None for an empty one.

    Raises HeadError, with file and line, for what is not YAML, and for aliases, which nobody needs here.
    """
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            return _Reader(loader, name, first_line).marked(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + first_line if mark else first_line
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise HeadError(f"{name}, line {line}: this is not YAML ({problem}).") from error
    except (ValueError, RecursionError) as error:
        raise HeadError(f"{name}: there is a value that can't be read ({error}).") from error


class _Reader:
    """Makes values of nodes; a node that is met twice is an alias."""

    def __init__(self, loader: Any, name: str, first_line: int) -> None:  # noqa: ANN401 - either of two loaders
        self._loader = loader
        self._name = name
        self._first_line = first_line
        self._met: set[int] = set()

    def marked(self, node: yaml.Node) -> Marked:
        line = node.start_mark.line + self._first_line
        if id(node) in self._met:
            # Nobody needs them here, and ten nested ones are a billion values.
            raise HeadError(f"{self._name}, line {line}: YAML aliases (`*name`) are not read; write it out.")
        self._met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return Marked([(self.marked(key), self.marked(value)) for key, value in node.value], line)
        if isinstance(node, yaml.SequenceNode):
            return Marked(tuple(self.marked(entry) for entry in node.value), line)
        return Marked(self._loader.construct_object(node), line)
