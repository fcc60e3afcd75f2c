"""A role description that somebody edits: what they changed, and the whole as it reads then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from api.schemas.materials import RoleIn
from api.schemas.results import BlockOut, LineOut, ResultOut

# What stands behind a line that is not word for word from the texts, in a file.
MARK = " *"
BLANK = "____"

_MAX_CHARS = 2_000
_MAX_OWN = 200


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line that somebody wrote themselves, in a block counted from 0."""

    id: str
    block: int
    text: str


@dataclass(frozen=True, slots=True)
class Edits:
    """What was changed: new texts by line, what was filled into blanks, lines taken out, lines put in."""

    texts: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, list[str]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    own: tuple[OwnLine, ...] = ()
    counted: int = 0

    def __bool__(self) -> bool:
        return bool(self.texts or self.removed or any(line.text.strip() for line in self.own))


@dataclass(frozen=True, slots=True)
class RoleWork:
    """A role description with its edits; `number` counts them, so that no worksheet of an old one comes back."""

    result: ResultOut
    number: int
    order: RoleIn
    edits: Edits = field(default_factory=Edits)

    def editing(self, told: object) -> RoleWork:
        """With what the worksheet told; what is none of its lines or blocks is left out."""
        if not isinstance(told, dict):
            return self
        lines = {line.id for block in self.result.blocks for line in block.lines}
        texts = {str(line): str(text)[:_MAX_CHARS] for line, text in _items(told, "texts") if line in lines}
        fills = {
            str(line): [str(one)[:_MAX_CHARS] for one in values]
            for line, values in _items(told, "fills")
            if line in lines and isinstance(values, list)
        }
        removed = tuple(one for one in _list(told, "removed") if isinstance(one, str) and one in lines)
        counted = told.get("counted")
        edits = Edits(texts, fills, removed, self._own(told), counted if isinstance(counted, int) else 0)
        return replace(self, edits=edits)

    def _own(self, told: Mapping[str, Any]) -> tuple[OwnLine, ...]:
        found = []
        for one in _list(told, "own")[:_MAX_OWN]:
            if isinstance(one, dict) and one.get("block") in range(len(self.result.blocks)):
                found.append(OwnLine(str(one.get("id"))[:100], one["block"], str(one.get("text", ""))[:_MAX_CHARS]))
        return tuple(found)

    def edited(self, note: str) -> ResultOut:
        """The whole as it reads now; changed and own lines are marked, and `note`, the last line, says why.

        Blanks that were filled in are not marked: nothing of the texts was changed.
        """
        if not self.edits:
            return self.result
        blocks = [self._block(place, block) for place, block in enumerate(self.result.blocks)]
        kept = [block for block in blocks if block.lines]
        marked = any(line.text.endswith(MARK) for block in kept for line in block.lines)
        if marked:
            line = LineOut(id="marks", text=f"{MARK.strip()} {note}", citations=())
            kept.append(BlockOut(key=None, heading=None, style="paragraph", lines=(line,)))
        used = {number for block in kept for line in block.lines for number in line.citations}
        cited = tuple(citation for citation in self.result.citations if citation.number in used)
        return self.result.model_copy(update={"blocks": tuple(kept), "citations": cited})

    def _block(self, place: int, block: BlockOut) -> BlockOut:
        edits = self.edits
        lines = [self._line(line) for line in block.lines if line.id not in edits.removed]
        own = [
            LineOut(id=line.id, text=line.text.strip() + MARK, citations=())
            for line in edits.own
            if line.block == place and line.text.strip()
        ]
        return block.model_copy(update={"lines": (*lines, *own)})

    def _line(self, line: LineOut) -> LineOut:
        text = self.edits.texts.get(line.id)
        if text is None:
            return line
        return line.model_copy(update={"text": text if BLANK in line.text else text + MARK})


def _items(told: Mapping[str, Any], name: str) -> list[tuple[object, object]]:
    found = told.get(name)
    return list(found.items()) if isinstance(found, dict) else []


def _list(told: Mapping[str, Any], name: str) -> list[object]:
    found = told.get(name)
    return found if isinstance(found, list) else []
