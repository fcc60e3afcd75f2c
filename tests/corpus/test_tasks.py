"""The shipped examples: enough of them, in all four languages, pointing to sections that there are."""

from __future__ import annotations

from collections import Counter

import pytest

from ingest.examples import NAME, read_examples
from kb.languages import Reason, detect
from kb.types import Language
from tests.corpus.library import CORPUS, Library

pytestmark = pytest.mark.unit

EXAMPLES = read_examples(CORPUS / NAME)
# What is no task for anybody: facts about the trade.
NOT_NAMED = 3
# More is no choice.
MOST = 15


def test_there_are_enough_and_each_is_said_in_all_languages() -> None:
    said = Counter((example.entry, example.language) for example in EXAMPLES)
    entries = {entry for entry, _ in said}
    assert all(said[entry, language] >= 1 for entry in entries for language in Language)
    covered = {example.entry for example in EXAMPLES if example.sections}
    assert len(covered) >= 230
    assert len(entries - covered) >= 70


def test_they_name_sections_that_there_are_and_nearly_all_of_them(library: Library) -> None:
    there = {tuple(place.rsplit("/", 1)[0].split("#")) for place in library.places()}
    named = {section for example in EXAMPLES for section in example.sections}
    assert named <= there
    assert len(there - named) <= NOT_NAMED, there - named


def test_their_lines_are_there_and_most_tasks_have_some(library: Library) -> None:
    lines = {example.entry: example.lines for example in EXAMPLES if example.sections}
    there = library.places()
    assert {f"{work}#{anchor}/{place}" for held in lines.values() for work, anchor, place in held} <= set(there)
    assert sum(map(bool, lines.values())) >= 2 * len(lines) / 3
    assert all(len(set(held)) == len(held) <= MOST for held in lines.values())


def test_each_is_said_in_the_language_that_it_stands_under() -> None:
    foreign = [
        example.text
        for example in EXAMPLES
        if (found := detect(example.text)).reason is Reason.SCRIPT and found.language is not example.language
    ]
    assert foreign == []
