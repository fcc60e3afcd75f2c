"""The map from facts to passages (facts.yaml), and what is checked of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kb.types import Language
from tests.corpus.library import Library

_WORK = re.compile(r"### \d+\. `([\w-]+)`")
_SECTION = re.compile(r"- `([\w-]+)` .*\(\d+; [a-z/]+\)")


@dataclass(frozen=True, slots=True)
class FactMap:
    """Which places carry which fact; the passages that carry none, with the reason; intros without questions."""

    facts: Mapping[str, tuple[str, ...]]
    without_facts: Mapping[str, str]
    without_questions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the list that the texts were written from: its id, section and source's language."""

    id: str
    section: str
    original: Language


def read_fact_map(path: Path = Path(__file__).parent / "facts.yaml") -> FactMap:
    """The map of facts; raises KeyError where a part is missing."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return FactMap(
        {fact: tuple(places) for fact, places in content["facts"].items()},
        content["without_facts"],
        frozenset(content["without_questions"]),
    )


def read_facts(path: Path) -> tuple[Fact, ...]:
    """The list of facts; raises OSError, KeyError and ValueError."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(Fact(row["id"], row["section"], Language(row["original_lang"])) for row in rows)


def read_outline(path: Path) -> Mapping[str, Sequence[str]]:
    """The anchors of each work, in the outline's order; raises OSError."""
    works: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if work := _WORK.match(line):
            works[work[1]] = []
        elif works and (section := _SECTION.match(line)):
            works[list(works)[-1]].append(section[1])
    return works


def lost_places(library: Library, fact_map: FactMap) -> Iterator[str]:
    """Facts without a place, and places that some edition does not have."""
    yield from (f"{fact}: no place" for fact, places in fact_map.facts.items() if not places)
    said = {place for places in fact_map.facts.values() for place in places} | set(fact_map.without_facts)
    for edition in library.editions.values():
        there = {passage.place for passage in edition.passages()}
        own = {place for place in said if place.startswith(f"{edition.work}#")}
        yield from (f"{edition.name}: no {place}" for place in sorted(own - there))
    yield from (f"no work for {place}" for place in sorted(said) if place.split("#")[0] not in library.works)


def unexplained(library: Library, fact_map: FactMap) -> Iterator[str]:
    """Passages that no fact points to and that have no reason, or that have both."""
    pointed = {place for places in fact_map.facts.values() for place in places}
    for place in sorted(library.places() - pointed - set(fact_map.without_facts)):
        yield f"{place}: no fact and no reason"
    for place, reason in fact_map.without_facts.items():
        if place in pointed:
            yield f"{place}: a fact and a reason for having none"
        if not reason.startswith(("intro", "editorial note")):
            yield f"{place}: neither intro nor editorial note: {reason!r}"


def apart_from_list(fact_map: FactMap, facts: Sequence[Fact]) -> Iterator[str]:
    """Facts that are missing, unknown, listed twice, or in another section than the list's."""
    counts = Counter(fact.id for fact in facts)
    yield from (f"{fact}: listed {count} times" for fact, count in counts.items() if count > 1)
    yield from (f"{fact}: not in the map" for fact in counts if fact not in fact_map.facts)
    yield from (f"{fact}: not in the list" for fact in fact_map.facts if fact not in counts)
    for fact in facts:
        for place in fact_map.facts.get(fact.id, ()):
            if place.rpartition("/")[0] != fact.section:
                yield f"{fact.id}: at {place}, not in {fact.section}"


def other_sections(library: Library, outline: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Works and sections that the outline does not have, lacks, or has in another order."""
    yield from (f"no work {work}" for work in outline if work not in library.works)
    for edition in library.editions.values():
        anchors = [section.anchor for section in edition.document.sections]
        if anchors != list(outline.get(edition.work, ())):
            yield f"{edition.name}: {', '.join(anchors)}"


def wrong_originals(library: Library, facts: Sequence[Fact]) -> Iterator[str]:
    """Works and sections that name another source language than most of their facts have; ties go either way."""
    for edition in library.editions.values():
        of_work = Counter(fact.original for fact in facts if fact.section.startswith(f"{edition.work}#"))
        if edition.meta.original not in _most(of_work):
            yield f"{edition.name}: original {edition.meta.original}"
        for section in edition.document.sections:
            place = f"{edition.work}#{section.anchor}"
            said = dict(section.attributes).get("original", edition.meta.original)
            if said not in _most(Counter(fact.original for fact in facts if fact.section == place)):
                yield f"{edition.language} {place}: original {said}"


def _most(counts: Counter[Language]) -> set[Language]:
    return {language for language, count in counts.items() if count == max(counts.values())}
