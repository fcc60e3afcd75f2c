"""A section in what belongs together: paragraphs, and lists with the line that introduces them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.generators.notes import is_note
from kb.text import leads_over
from kb.types import Language, Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

LISTED = frozenset({PassageKind.ITEM, PassageKind.STEP, PassageKind.ROW})

# Han text has no blanks; two characters read like one English word of a handbook.
HAN_CHARACTERS_A_WORD = 2

# Where a clause ends before another begins; and the least words that a statement of its own has: "Step 7 of a reseller
# visit is market information." only names what follows.
_CLAUSE = re.compile(r"[;.](?=\s)|[；。]")
LEAST_STATEMENT = 14

_LABEL = re.compile(r"([^:：.。]{1,50})[:：]")

# A run's evidence: its best passage, and this much of the second, as sections add up theirs (kb.evidence.selection).
SECOND_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Run:
    """Passages that belong together: `intro` (none, or a paragraph ending in a colon), `members`, their notes."""

    intro: tuple[Passage, ...]
    members: tuple[Passage, ...]
    notes: tuple[Passage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of them, in order."""
        return self.intro + self.members + self.notes

    @property
    def listed(self) -> bool:
        """Whether it is a list, table or procedure."""
        return self.members[0].kind in LISTED

    @property
    def length(self) -> int:
        """How long it reads, in words."""
        return length(self.passages)

    def evidence(self, scores: Mapping[str, float]) -> float:
        """How much speaks for it, by the scores of its passages; below any score where none was found."""
        found = sorted((scores[one.id] for one in self.passages if one.id in scores), reverse=True)
        if not found:
            return float("-inf")
        return found[0] + SECOND_WEIGHT * max(0.0, found[1] if len(found) > 1 else 0.0)


def headings(passages: Iterable[Passage]) -> str:
    """The headings over passages, each path once."""
    return " ".join(dict.fromkeys(" ".join(passage.section_path) for passage in passages))


def runs_of(section: Sequence[Passage]) -> list[Run]:
    """The section in runs, in its order."""
    groups: list[list[Passage]] = []
    for passage in section:
        if groups and _goes_on(groups[-1][-1], passage):
            groups[-1].append(passage)
        else:
            groups.append([passage])
    return [_run(group) for group in groups]


def counted(chosen: Collection[str], section: Sequence[Passage]) -> set[str]:
    """Of the ids of chosen passages, the steps that may be numbered: from the first of their list on, without a gap."""
    steps: set[str] = set()
    for run in runs_of(section):
        picked = [passage.id in chosen for passage in run.members]
        if picked == sorted(picked, reverse=True):
            steps |= {passage.id for passage in run.members if passage.id in chosen}
    return steps


def introduces(passage: Passage) -> bool:
    """Whether a paragraph leads over to what follows it."""
    return passage.kind is PassageKind.PARAGRAPH and leads_over(passage.text)


def statement_of(passage: Passage) -> Passage | None:
    """What the line before a list says by itself, without the words that lead over to it; None where it says nothing.

    "The rep sells parts of Rohm and Murata; the post has these duties:" says what the rep sells.
    """
    said = before_last(_CLAUSE, passage)
    if words(said, passage.language) < LEAST_STATEMENT:
        return None
    return replace(passage, text=said, end=passage.start + len(said))


def before_last(clause: re.Pattern[str], passage: Passage) -> str:
    """What a line that leads over says up to the last end of a clause, without a semicolon; "" where nothing does."""
    ends = [match.end() for match in clause.finditer(passage.text)] if introduces(passage) else []
    return passage.text[: ends[-1]].rstrip().rstrip(";；") if ends else ""


def label_of(passage: Passage) -> str | None:
    """What an item calls itself before its colon ("Education and experience: …"); None where it does not."""
    label = _LABEL.match(passage.text) if passage.kind in LISTED else None
    return label[1].casefold() if label else None


def labels(section: Iterable[Passage]) -> frozenset[str]:
    """What the items of a section call themselves."""
    return frozenset(label for passage in section if (label := label_of(passage)) is not None)


def words(text: str, language: Language) -> int:
    """How long a text reads, in words; two Han characters count as one."""
    if language is Language.ZH:
        return max(1, len("".join(text.split())) // HAN_CHARACTERS_A_WORD)
    return len(text.split())


def length(passages: Iterable[Passage]) -> int:
    """How long passages read together, in words."""
    return sum(words(passage.text, passage.language) for passage in passages)


def _goes_on(last: Passage, passage: Passage) -> bool:
    if is_note(passage) or (passage.place == last.place and passage.part > 0):
        return True
    return passage.kind in LISTED and (introduces(last) or passage.kind is last.kind)


def _run(group: Sequence[Passage]) -> Run:
    begins = 1 if len(group) > 1 and introduces(group[0]) else 0
    ends = len(group)
    while ends > begins + 1 and is_note(group[ends - 1]):
        ends -= 1
    return Run(tuple(group[:begins]), tuple(group[begins:ends]), tuple(group[ends:]))
