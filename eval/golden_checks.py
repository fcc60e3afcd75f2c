"""Whether golden items are fair: references exist, stems stand there, and nothing is copied from the crib."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eval.golden import Golden
from eval.items import (
    AnswerableItem,
    ChecklistItem,
    GoldenItem,
    RoleItem,
    TrainingItem,
    UnanswerableItem,
    missing_stems,
    part_of,
    section_of,
    wording_of,
)
from eval.near_copies import NEAR, Crib, grams, likeness
from eval.parts import Half, Part
from eval.texts import Texts
from kb.types import Language

# What issue 3 asks of each language.
FEWEST = {
    Part.QUESTIONS: 60,
    Part.UNANSWERABLE: 30,
    Part.FOLLOW_UPS: 20,
    Part.CHECKLISTS: 10,
    Part.ROLES: 5,
    Part.TRAININGS: 5,
}
FEWEST_OF_A_KIND = 6
NOISY_SHARE = 0.08


def reference_faults(items: Iterable[Golden], texts: Texts) -> Iterator[str]:
    """References to sections and passages that the texts do not have."""
    passages = texts.references()
    sections = {section_of(passage) for passage in passages}
    for golden in items:
        named_sections, named_passages = _references(golden.item)
        yield from (f"{golden.at}: there is no section {name}." for name in named_sections if name not in sections)
        yield from (f"{golden.at}: there is no passage {name}." for name in named_passages if name not in passages)


def stem_faults(items: Iterable[Golden], texts: Texts) -> Iterator[str]:
    """Groups of stems that stand in none of the passages named, and passages outside the sections named."""
    for golden in items:
        item = golden.item
        edition = texts.passages.get(golden.language, {})
        if isinstance(item, AnswerableItem):
            yield from _stems(golden, item.passages, item.contains, edition)
            outside = {section_of(passage) for passage in item.passages} - set(item.sections)
            yield from (f"{golden.at}: {name} holds a passage but is not among the sections." for name in outside)
        elif isinstance(item, UnanswerableItem):
            yield from _stems(golden, item.corrected_by, item.contains, edition)
            if bool(item.corrected_by) != bool(item.contains):
                yield f"{golden.at}: a correction has passages and stems, or neither."


def count_faults(items: Sequence[Golden]) -> Iterator[str]:
    """What a complete golden set still lacks: languages, items of a part, kinds, halves, noise."""
    for language in Language:
        own = [golden.item for golden in items if golden.language is language]
        for part, fewest in FEWEST.items():
            members = [item for item in own if part_of(item) is part]
            if len(members) < fewest:
                yield f"{language}: {len(members)} {part}, at least {fewest} are wanted."
            halves = Counter(item.half for item in members)
            if abs(halves[Half.DEV] - halves[Half.TEST]) > 1:
                yield f"{language}: {part} are split {halves[Half.DEV]} to {halves[Half.TEST]}."
        yield from _kinds(language, own)


def crib_faults(items: Iterable[Golden], cribs: Mapping[Language, Crib]) -> Iterator[str]:
    """Items that equal or nearly equal an asked-as question or a decoy: an exam copied from the crib."""
    for golden in items:
        crib = cribs.get(golden.language)
        own = grams(wording_of(golden.item))
        near = crib.nearest(own) if crib is not None else None
        if near is not None and likeness(own, near.grams) >= NEAR:
            yield (
                f"{golden.at}: “{wording_of(golden.item)}” is nearly {near.kind} "
                f"“{near.text}” of {near.where} ({likeness(own, near.grams):.2f})."
            )


def _references(item: GoldenItem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if isinstance(item, AnswerableItem):
        return item.sections, item.passages
    if isinstance(item, ChecklistItem | RoleItem | TrainingItem):
        return item.belongs, item.expected
    return (), item.corrected_by


def _stems(
    golden: Golden, passages: Iterable[str], groups: Iterable[tuple[str, ...]], edition: Mapping[str, str]
) -> Iterator[str]:
    joined = "\n".join(edition.get(passage, "") for passage in passages)
    for stems in missing_stems(joined, groups):
        yield f"{golden.at}: none of {', '.join(stems)} stands in the passages named."


def _kinds(language: Language, items: Iterable[GoldenItem]) -> Iterator[str]:
    kinds: Counter[tuple[Part, str]] = Counter()
    noisy, asked = 0, 0
    for item in items:
        if isinstance(item, AnswerableItem | UnanswerableItem):
            noisy, asked = noisy + item.noisy, asked + 1
        if part_of(item) is Part.QUESTIONS or isinstance(item, UnanswerableItem):
            kinds[part_of(item), getattr(item, "kind", "")] += 1
    yield from (
        f"{language}: {count} {part} of the kind {kind}, at least {FEWEST_OF_A_KIND} are wanted."
        for (part, kind), count in sorted(kinds.items())
        if count < FEWEST_OF_A_KIND
    )
    if noisy < NOISY_SHARE * asked:
        yield f"{language}: {noisy} of {asked} are noisy, one in ten is wanted."
