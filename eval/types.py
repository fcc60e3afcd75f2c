"""What the measure passes on: what came out for an item, how it is judged, and figures with their uncertainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.golden import Golden
from eval.items import AskedItem, MaterialItem
from kb.types import Language, Material, Refusal


@dataclass(frozen=True, slots=True)
class Asked:
    """One question through the coach: its result, what was ranked for the question really used, and how long it took.

    `passages` and `sections` are references, best first, each once. `margin` is how much nearer asked-as questions
    were than decoys.
    """

    golden: Golden
    item: AskedItem
    result: Material | Refusal
    passages: tuple[str, ...]
    sections: tuple[str, ...]
    margin: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Made:
    """One checklist, role description or training module through the coach."""

    golden: Golden
    item: MaterialItem
    result: Material | Refusal
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well one ranking holds what is relevant, by the definitions of trec_eval; all 0 to 1.

    `first` and `among_three`: whether anything relevant is there. `recall`: the share of what is relevant, by depth.
    """

    first: float
    among_three: float
    recall: Mapping[int, float]
    reciprocal_rank: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class Soundness:
    """What must hold for any result; None where a refusal leaves nothing to check.

    `exact`: every quote stands at its offsets and every line is made of what it cites. `sourced`: the share of lines
    that cite, fixed phrases left out.
    """

    own_language: bool
    exact: bool | None
    sourced: float | None


@dataclass(frozen=True, slots=True)
class AnswerVerdict:
    """An answerable question or follow-up, judged; `belonging` is the share of lines from the right sections."""

    asked: Asked
    original: Language | None
    refused: bool
    missing: tuple[tuple[str, ...], ...]
    belonging: float | None
    words: int | None
    sections: Ranking
    passages: Ranking
    soundness: Soundness

    @property
    def complete(self) -> bool:
        """Whether it was answered with all that an answer must contain."""
        return not self.refused and not self.missing


@dataclass(frozen=True, slots=True)
class UnanswerableVerdict:
    """An unanswerable question, judged; `corrected`: the answer says or cites what corrects its false premise."""

    asked: Asked
    refused: bool
    corrected: bool
    soundness: Soundness


@dataclass(frozen=True, slots=True)
class MaterialVerdict:
    """A material, judged. None where there is nothing to judge: `order` needs two expected passages that are there.

    `covered`: share of the expected passages that are cited; `belonging`: share of lines whose sections belong;
    `order`: share of pairs in the expected order; `named`: whether a gap is named exactly where there is one.
    """

    made: Made
    refused: bool
    covered: float
    absent: tuple[str, ...]
    belonging: float | None
    strangers: tuple[str, ...]
    order: float | None
    named: bool | None
    forbidden: tuple[str, ...]
    soundness: Soundness


Verdict = AnswerVerdict | UnanswerableVerdict | MaterialVerdict


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean, median or area over `count` items, with its bootstrap 95 % interval where there are two and more."""

    value: float
    count: int
    low: float | None = None
    high: float | None = None
