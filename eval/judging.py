"""Each outcome against its golden item: verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.items import (
    AnswerableItem,
    ChecklistItem,
    MaterialItem,
    RoleItem,
    UnanswerableItem,
    missing_stems,
    section_of,
    sections_of,
)
from eval.metrics import pairs_in_order, rankings
from eval.soundness import Fixed, TextOf, said, soundness, written_words
from eval.texts import Texts
from eval.types import AnswerVerdict, Asked, Made, MaterialVerdict, Ranking, UnanswerableVerdict, Verdict
from kb.types import Material, Refusal


@dataclass(frozen=True, slots=True)
class Judge:
    """What verdicts need beside the outcome: the texts, the stored text of a version, which phrases are fixed."""

    texts: Texts
    text_of: TextOf
    is_fixed: Fixed

    def verdicts(self, outcomes: Sequence[Asked | Made]) -> list[Verdict]:
        """One for each, in the same order."""
        asked = [one for one in outcomes if isinstance(one, Asked) and isinstance(one.item, AnswerableItem)]
        sections = rankings(
            {one.item.id: one.item.sections for one in asked if isinstance(one.item, AnswerableItem)},
            {one.item.id: one.sections for one in asked},
        )
        passages = rankings(
            {one.item.id: one.item.passages for one in asked if isinstance(one.item, AnswerableItem)},
            {one.item.id: one.passages for one in asked},
        )
        return [
            self._material(one, one.item)
            if isinstance(one, Made)
            else self._unanswerable(one, one.item)
            if isinstance(one.item, UnanswerableItem)
            else self._answer(one, one.item, sections[one.item.id], passages[one.item.id])
            for one in outcomes
        ]

    def _answer(self, asked: Asked, item: AnswerableItem, sections: Ranking, passages: Ranking) -> AnswerVerdict:
        text = said(asked.result)
        answered = isinstance(asked.result, Material)
        return AnswerVerdict(
            asked=asked,
            original=self.texts.originals.get(item.sections[0]),
            refused=not answered,
            missing=tuple(missing_stems(text, item.contains)),
            belonging=_belonging(asked.result, frozenset(item.sections)),
            words=written_words(text, asked.golden.language) if answered else None,
            sections=sections,
            passages=passages,
            soundness=soundness(asked.result, asked.golden.language, self.text_of, self.is_fixed),
        )

    def _unanswerable(self, asked: Asked, item: UnanswerableItem) -> UnanswerableVerdict:
        says = bool(item.contains) and not missing_stems(said(asked.result), item.contains)
        return UnanswerableVerdict(
            asked=asked,
            refused=isinstance(asked.result, Refusal),
            corrected=says or bool(set(item.corrected_by) & set(self._cited(asked.result))),
            soundness=soundness(asked.result, asked.golden.language, self.text_of, self.is_fixed),
        )

    def _material(self, made: Made, item: MaterialItem) -> MaterialVerdict:
        cited = self._cited(made.result)
        absent = tuple(reference for reference in item.expected if reference not in cited)
        belongs = sections_of(item)
        forbidden = item.forbidden if isinstance(item, RoleItem) else ()
        text = said(made.result).casefold()
        return MaterialVerdict(
            made=made,
            refused=isinstance(made.result, Refusal),
            covered=1 - len(absent) / len(item.expected),
            absent=absent,
            belonging=_belonging(made.result, belongs),
            strangers=tuple(sorted({one for one in map(section_of, cited) if one not in belongs})),
            order=pairs_in_order(item.expected, cited) if isinstance(item, ChecklistItem) else None,
            named=_named(made.result, item),
            forbidden=tuple(stem for stem in forbidden if stem.casefold() in text),
            soundness=soundness(made.result, made.golden.language, self.text_of, self.is_fixed),
        )

    def _cited(self, result: Material | Refusal) -> tuple[str, ...]:
        """The passages that its lines cite, in the order of the lines, each once."""
        if isinstance(result, Refusal):
            return ()
        numbers = {citation.number: self.texts.reference_of(citation) for citation in result.citations}
        lines = (number for block in result.blocks for line in block.lines for number in line.citations)
        found = (numbers.get(number) for number in lines)
        return tuple(dict.fromkeys(reference for reference in found if reference is not None))


def _belonging(result: Material | Refusal, sections: Iterable[str]) -> float | None:
    """The share of cited lines all of whose citations are in `sections`; None where no line cites."""
    if isinstance(result, Refusal):
        return None
    wanted = set(sections)
    section = {one.number: f"{one.work}#{one.anchor}" for one in result.citations}
    cited = [line.citations for block in result.blocks for line in block.lines if line.citations]
    if not cited:
        return None
    return sum(all(section.get(number) in wanted for number in numbers) for numbers in cited) / len(cited)


def _named(result: Material | Refusal, item: MaterialItem) -> bool | None:
    expected = item.uncovered if isinstance(item, ChecklistItem | RoleItem) else None
    return None if expected is None else isinstance(result, Material) and bool(result.uncovered) == expected
