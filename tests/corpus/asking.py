"""Checks on asked-as questions and decoys: enough of them, none twice, none that copies a text or a decoy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set

from kb.types import DecoyKind, Language
from tests.corpus.library import Library

FEWEST_OF_PASSAGE = 4
FEWEST_OF_SECTION = 6
FEWEST_DECOYS = 400
# Far ones are cheap to write and refused anyway; what is asked every day and not in the texts is near.
_HALF = (0.4, 0.6)


def enough(library: Library, intros: Set[str]) -> Iterator[str]:
    """Passages and sections with too few questions; intros, which answer nothing of their own, with any."""
    for edition in library.editions.values():
        counts = Counter((question.anchor, question.place) for question in edition.questions)
        for section in edition.document.sections:
            if counts[section.anchor, None] < FEWEST_OF_SECTION:
                yield f"{edition.name}: #{section.anchor} has {counts[section.anchor, None]} questions as a whole"
            for number, passage in enumerate(edition.passages_of(section), 1):
                count = counts[section.anchor, number]
                if passage.place in intros and count:
                    yield f"{edition.language} {passage.place}: an intro with questions is none"
                if passage.place not in intros and count < FEWEST_OF_PASSAGE:
                    yield f"{edition.language} {passage.place}: {count} questions"
    yield from (f"{place}: no such intro" for place in sorted(intros - library.places()))


def repeated(library: Library) -> Iterator[str]:
    """Questions that stand twice in a language, in any works, and such as are a text's or a decoy's words."""
    for language in Language:
        seen: dict[str, str] = {}
        for edition in library.of(language):
            seen |= {bare(text): where for where, text in edition.texts()}
        for decoy in library.decoys.get(language, ()):
            if bare(decoy.text) in seen:
                yield f"decoys.{language}.yaml: {decoy.text} stands in {seen[bare(decoy.text)]}"
            seen[bare(decoy.text)] = f"decoys.{language}.yaml"
        for edition in library.of(language):
            for question in edition.questions:
                where = f"{edition.name}, #{question.anchor}/{question.place or 'section'}"
                if bare(question.text) in seen:
                    yield f"{where}: {question.text} stands in {seen[bare(question.text)]}"
                seen[bare(question.text)] = where


def decoys(library: Library) -> Iterator[str]:
    """Languages with too few decoys, or with many more of one kind than of the other."""
    for language in Language:
        found = library.decoys.get(language, ())
        if len(found) < FEWEST_DECOYS:
            yield f"decoys.{language}.yaml: {len(found)}"
        near = sum(decoy.kind is DecoyKind.NEAR for decoy in found)
        if found and not _HALF[0] <= near / len(found) <= _HALF[1]:
            yield f"decoys.{language}.yaml: {near} of {len(found)} are near"


def bare(text: str) -> str:
    """A text's letters and digits: neither case nor blanks nor punctuation make another question of it."""
    return re.sub(r"[\W_]+", "", text.casefold()) or text
