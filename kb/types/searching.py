"""A question, what a search found, and the evidence chosen from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.types.texts import Language, Passage, Role


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, and who asks. `language` None: it is detected."""

    text: str
    language: Language | None = None
    history: tuple[str, ...] = ()
    role: Role = Role.REP


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its raw scores (None: that search did not find it) and the fused one.

    The raw scores are kept because a fused one says only who is first, not whether anyone is good enough.
    `dense` and `asked` are cosines of centred vectors; `lexical` is BM25 over the question's own maximum, 0 to 1.
    `asked` is the nearest asked-as question of the passage or of its section, `alone` the nearest of the passage alone.
    `lane` is the language in which it was found. `unasked`: nobody wrote questions for it, beside its heading.
    """

    passage: Passage
    score: float
    dense: float | None
    lexical: float | None
    asked: float | None
    lane: Language
    alone: float | None = None
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """One search: its hits, best first, and the levels that answerability is judged by.

    `asked_level` and `decoy_level` say how near asked-as questions and decoys are (kb.scoring.level); `certainty`, how
    sure the question classifier is that this is none of the decoys' kind (kb.scoring.certainty; 0.0 without one).
    """

    text: str
    language: Language
    hits: tuple[Hit, ...]
    asked_level: float
    decoy_level: float
    certainty: float = 0.0

    @property
    def distance(self) -> float:
        """How much nearer asked-as questions are than decoys."""
        return self.asked_level - self.decoy_level

    @property
    def lead(self) -> float:
        """That distance, and how sure the classifier is of it: what answering is decided by."""
        return self.distance + self.certainty


@dataclass(frozen=True, slots=True)
class Likeness:
    """What examples say of a task. `sections`: votes by (work, anchor), each 0 to 1, small where nothing is near.

    `visit`: the share of the near examples that visit somebody. `lead`: how much nearer the covered examples are than
    those that no text covers. `known`: each section that an example names; `named`: what each example names together.
    `lines`: votes by (work, anchor, place), the share of the near examples whose checklist should not lack a line;
    `sequences`: the lines of each example, in the order of the work.
    """

    sections: Mapping[tuple[str, str], float]
    visit: float
    lead: float
    known: frozenset[tuple[str, str]]
    named: tuple[tuple[tuple[str, str], ...], ...] = ()
    lines: Mapping[tuple[str, str, int], float] = field(default_factory=dict)
    sequences: tuple[tuple[tuple[str, str, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A section to go on with."""

    document: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages that a result stands on, best first, and the sections nearest beside them.

    `beside` holds what was found in the next sections, section by section, the best first.
    """

    question: str
    language: Language
    hits: tuple[Hit, ...]
    related: tuple[Related, ...]
    beside: tuple[tuple[Hit, ...], ...] = field(default=())
