"""Decoys and examples are replaced whole; a generation is switched on once, over all that it was built from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kb.errors import StoreError
from kb.store.catalog import SqliteCatalog
from kb.store.records import DocumentRecord, Generation
from kb.store.vectors import Lane, LaneKind
from kb.types import Example, Language
from tests.kb.store.handmade import FINGERPRINT, decoy, document, questions_vectors

pytestmark = pytest.mark.unit

Put = Callable[[DocumentRecord], DocumentRecord]
MEANS = np.zeros((4, 8), dtype=np.float32)


def test_decoys_are_replaced_language_by_language(catalog: SqliteCatalog) -> None:
    tall, fast, weather = decoy("How tall?"), decoy("How fast?"), decoy("날씨는?", Language.KO)
    catalog.replace_decoys(Language.KO, [weather], FINGERPRINT, questions_vectors([weather.text]))
    catalog.replace_decoys(Language.EN, [tall], FINGERPRINT, questions_vectors([tall.text]))
    before = catalog.revision()
    catalog.replace_decoys(Language.EN, [tall, fast], FINGERPRINT, questions_vectors([fast.text]))
    assert set(catalog.decoys()) == {tall, fast, weather}
    lane = Lane(LaneKind.DECOY, Language.EN, 15)
    assert {lane: vectors.ids for lane, vectors in catalog.lane_vectors(FINGERPRINT, before).items()} == {
        lane: (fast.id,)
    }
    catalog.replace_decoys(Language.EN, [], FINGERPRINT, {})
    assert catalog.decoys() == [weather]


def test_the_same_decoys_again_are_no_write(catalog: SqliteCatalog) -> None:
    one = decoy("How tall?")
    catalog.replace_decoys(Language.EN, [one], FINGERPRINT, questions_vectors([one.text]))
    before = catalog.revision()
    catalog.replace_decoys(Language.EN, [one], FINGERPRINT, {})
    assert catalog.revision() == before


def test_decoys_of_another_language_or_without_a_vector_are_refused(catalog: SqliteCatalog) -> None:
    with pytest.raises(StoreError, match="language"):
        catalog.replace_decoys(Language.EN, [decoy("날씨는?", Language.KO)], FINGERPRINT, {})
    with pytest.raises(StoreError, match="vector"):
        catalog.replace_decoys(Language.EN, [decoy("How tall?")], FINGERPRINT, {})
    assert catalog.decoys() == []


# -- switch --------------------------------------------------------------------------------------------------
def test_a_switch_is_noticed_and_covers_what_it_was_built_from(catalog: SqliteCatalog, put: Put) -> None:
    put(document())
    before = catalog.revision()
    catalog.switch(Generation(1, FINGERPRINT, before, MEANS, MEANS))
    served = catalog.generation()
    assert served is not None
    assert catalog.revision() > before
    # Nothing came in between: nothing is newer than the generation.
    assert served.revision == catalog.revision()
    assert catalog.lane_vectors(FINGERPRINT, served.revision) == {}


def test_what_came_while_it_was_built_is_newer_than_the_generation(catalog: SqliteCatalog, put: Put) -> None:
    put(document("one.en"))
    built_from = catalog.revision()
    put(document("two.en"))
    catalog.switch(Generation(1, FINGERPRINT, built_from, MEANS, MEANS))
    served = catalog.generation()
    assert served is not None
    assert served.revision == built_from
    assert {slot.document for slot in catalog.passage_slots(served.revision)} == {"two.en"}


def test_a_generation_is_never_switched_back(catalog: SqliteCatalog) -> None:
    catalog.switch(Generation(2, FINGERPRINT, 0, MEANS, MEANS))
    with pytest.raises(StoreError, match="not newer"):
        catalog.switch(Generation(2, "other", 0, MEANS, MEANS))
    served = catalog.generation()
    assert served is not None
    assert served.fingerprint == FINGERPRINT


def test_examples_are_replaced_whole_and_the_same_again_are_no_write(catalog: SqliteCatalog) -> None:
    sections, lines = (("visit", "tools"), ("visit", "goals")), (("visit", "tools", 3), ("visit", "goals", 1))
    bag = Example("example.en/1", "e1", Language.EN, "Pack my bag", sections, visit=True, lines=lines)
    cake = Example("example.ko/2", "e2", Language.KO, "케이크 굽기", ())
    catalog.replace_examples([bag], FINGERPRINT, questions_vectors([bag.text]))
    before = catalog.revision()
    catalog.replace_examples([bag, cake], FINGERPRINT, questions_vectors([cake.text]))
    assert catalog.examples() == [bag, cake]
    lane = Lane(LaneKind.EXAMPLE, Language.KO, 15)
    assert {lane: found.ids for lane, found in catalog.lane_vectors(FINGERPRINT, before).items()} == {lane: (cake.id,)}
    after = catalog.revision()
    catalog.replace_examples([cake, bag], FINGERPRINT, {})
    assert catalog.revision() == after
    assert catalog.verify() == []
    assert catalog.drop_unused_vectors() == 0
    fewer = replace(bag, lines=lines[:1])
    catalog.replace_examples([fewer, cake], FINGERPRINT, {})
    assert catalog.examples() == [fewer, cake]
    catalog.replace_examples([cake], FINGERPRINT, {})
    assert catalog.examples() == [cake]
    assert catalog.drop_unused_vectors() == 1
    assert ("question", cake.text) in catalog.missing_texts("another-1")


def test_an_example_without_a_vector_is_refused(catalog: SqliteCatalog) -> None:
    with pytest.raises(StoreError, match="vector"):
        catalog.replace_examples([Example("example.en/1", "e", Language.EN, "Pack", ())], FINGERPRINT, {})
    assert catalog.examples() == []
