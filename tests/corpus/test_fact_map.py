"""Every fact has its passage, every passage its fact or its reason, every section its place in the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from kb.types import Language
from tests.corpus import fact_map as checks
from tests.corpus.conftest import WORK, beside
from tests.corpus.fact_map import Fact, FactMap
from tests.corpus.library import Library

pytestmark = pytest.mark.unit

FACT, PLACE, SECTION = "flow.delivery", f"{WORK}#contracts-delivery/4", f"{WORK}#contracts-delivery"


def test_every_place_stands_in_every_edition(library: Library, fact_map: FactMap) -> None:
    assert not list(checks.lost_places(library, fact_map))


def test_every_passage_has_a_fact_or_a_reason(library: Library, fact_map: FactMap) -> None:
    assert not list(checks.unexplained(library, fact_map))


def test_the_map_has_every_fact_in_its_section(fact_map: FactMap, facts: Sequence[Fact]) -> None:
    assert not list(checks.apart_from_list(fact_map, facts))


def test_works_and_sections_are_those_of_the_outline(library: Library) -> None:
    assert not list(checks.other_sections(library, checks.read_outline(beside("outline.md"))))


def test_originals_are_those_of_most_facts(library: Library, facts: Sequence[Fact]) -> None:
    assert not list(checks.wrong_originals(library, facts))


def _with(fact_map: FactMap, facts: Mapping[str, tuple[str, ...]]) -> FactMap:
    return replace(fact_map, facts={**fact_map.facts, **facts})


def test_a_lost_place_is_seen(library: Library, fact_map: FactMap) -> None:
    moved = _with(fact_map, {FACT: (f"{SECTION}/5",)})
    assert len(list(checks.lost_places(library, moved))) == len(Language)
    assert list(checks.unexplained(library, moved)) == [f"{PLACE}: no fact and no reason"]
    assert list(checks.lost_places(library, _with(fact_map, {FACT: ()}))) == [f"{FACT}: no place"]
    gone = _with(fact_map, {"new": ("nowhere#at-all/1",)})
    assert list(checks.lost_places(library, gone)) == ["no work for nowhere#at-all/1"]


def test_a_passage_explained_twice_or_badly_is_seen(library: Library, fact_map: FactMap) -> None:
    both = replace(fact_map, without_facts={**fact_map.without_facts, PLACE: "because"})
    assert list(checks.unexplained(library, both)) == [
        f"{PLACE}: a fact and a reason for having none",
        f"{PLACE}: neither intro nor editorial note: 'because'",
    ]


def test_a_fact_that_is_missing_unknown_or_elsewhere_is_seen() -> None:
    said = FactMap({FACT: (PLACE,)}, {}, frozenset())
    fact = Fact(FACT, SECTION, Language.ZH)
    assert not list(checks.apart_from_list(said, [fact]))
    assert list(checks.apart_from_list(said, [])) == [f"{FACT}: not in the list"]
    assert list(checks.apart_from_list(said, [fact, fact])) == [f"{FACT}: listed 2 times"]
    missing = [fact, Fact("other", SECTION, Language.ZH)]
    assert list(checks.apart_from_list(said, missing)) == ["other: not in the map"]
    elsewhere = Fact(FACT, f"{WORK}#collection", Language.ZH)
    assert list(checks.apart_from_list(said, [elsewhere])) == [f"{FACT}: at {PLACE}, not in {WORK}#collection"]


def test_another_outline_or_another_source_is_seen(library: Library) -> None:
    one = Library({key: value for key, value in library.editions.items() if key[0] == WORK}, {})
    anchors = ["contracts-delivery", "collection", "account-check"]
    assert not list(checks.other_sections(one, {WORK: anchors}))
    assert len(list(checks.other_sections(one, {WORK: anchors[::-1]}))) == len(Language)
    assert list(checks.other_sections(one, {WORK: anchors, "more": []})) == ["no work more"]
    originals = (Language.BG, Language.ZH, Language.KO)
    facts = [Fact(name, f"{WORK}#{name}", code) for name, code in zip(anchors, originals, strict=True)]
    assert not list(checks.wrong_originals(one, facts))
    turned = [facts[0], replace(facts[1], original=Language.KO), facts[2]]
    assert len(list(checks.wrong_originals(one, turned))) == 2 * len(Language)
