"""Vectors are kept by what was embedded, once; lanes give each id its own; what is unused goes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from kb.errors import StoreError
from kb.store.catalog import SqliteCatalog
from kb.store.records import DocumentRecord, Generation, digest
from kb.store.vectors import Lane, LaneKind, Vector
from kb.types import Language, Role
from tests.kb.store.handmade import FINGERPRINT, RULES, decoy, document, questions_vectors, vector, vectors_of

pytestmark = pytest.mark.unit

Put = Callable[[DocumentRecord], DocumentRecord]
MEANS = np.zeros((4, 8), dtype=np.float32)


def test_lanes_give_each_id_its_vector(catalog: SqliteCatalog, put: Put) -> None:
    """Passages by their heading and text, questions by their words; by kind, language and audience."""
    english = put(document("visit.en", {"a": ["One.", "Two."]}, questions={"What?": "a"}))
    secret = put(document("secret.en", {"a": ["One."]}, readers=[Role.MANAGER]))
    korean = put(document("visit.ko", {"a": ["하나."]}))
    tall = decoy("How tall?")
    catalog.replace_decoys(Language.EN, [tall], FINGERPRINT, questions_vectors([tall.text]))
    expected = {
        Lane(LaneKind.PASSAGE, Language.EN, 15): {p.id: p.embedded_text for p in english.passages},
        Lane(LaneKind.PASSAGE, Language.EN, 10): {p.id: p.embedded_text for p in secret.passages},
        Lane(LaneKind.PASSAGE, Language.KO, 15): {p.id: p.embedded_text for p in korean.passages},
        Lane(LaneKind.ASKED, Language.EN, 15): {english.questions[0].id: "What?"},
        Lane(LaneKind.DECOY, Language.EN, 15): {tall.id: "How tall?"},
    }
    lanes = catalog.lane_vectors(FINGERPRINT)
    assert {lane: set(vectors.ids) for lane, vectors in lanes.items()} == {
        lane: set(texts) for lane, texts in expected.items()
    }
    for lane, texts in expected.items():
        assert list(lanes[lane].ids) == sorted(texts)
        assert lanes[lane].matrix.dtype == np.float32
        for name, row in zip(lanes[lane].ids, lanes[lane].matrix, strict=True):
            np.testing.assert_array_equal(row, vector(texts[name]))


def test_a_kind_is_given_whole_beside_what_came_after(catalog: SqliteCatalog, put: Put) -> None:
    tall = decoy("How tall?")
    catalog.replace_decoys(Language.EN, [tall], FINGERPRINT, questions_vectors([tall.text]))
    before = catalog.revision()
    record = put(document("visit.en", {"a": ["One."]}))
    lane = Lane(LaneKind.DECOY, Language.EN, 15)
    newer = catalog.lane_vectors(FINGERPRINT, before)
    assert {name for vectors in newer.values() for name in vectors.ids} == {record.passages[0].id}
    assert catalog.lane_vectors(FINGERPRINT, before, [LaneKind.DECOY]).keys() == {*newer, lane}


def test_lanes_of_another_fingerprint_are_empty(catalog: SqliteCatalog, put: Put) -> None:
    put(document())
    assert catalog.lane_vectors("other") == {}


def test_equal_texts_share_one_vector_but_keep_their_ids(catalog: SqliteCatalog, put: Put) -> None:
    one, two = put(document("one.en", {"a": ["Same."]})), put(document("two.en", {"a": ["Same."]}))
    lane = catalog.lane_vectors(FINGERPRINT)[Lane(LaneKind.PASSAGE, Language.EN, 15)]
    assert lane.ids == (one.passages[0].id, two.passages[0].id)
    catalog.remove_document("one.en", remember=False)
    assert catalog.drop_unused_vectors() == 0
    assert catalog.verify() == []


def test_a_question_and_a_passage_of_the_same_words_differ() -> None:
    assert digest("passage", "Price?") != digest("question", "Price?")
    assert digest("question", "Price?").startswith("sha256:")


def test_a_kept_vector_is_given_back_exactly(catalog: SqliteCatalog) -> None:
    kept = vector("One.")
    catalog.keep_vectors(FINGERPRINT, {"sha256:1": kept})
    found = catalog.vector(FINGERPRINT, "sha256:1")
    assert found is not None
    np.testing.assert_array_equal(found, kept)
    assert found.dtype == np.float32
    assert catalog.vector(FINGERPRINT, "sha256:2") is None
    assert catalog.vector("other", "sha256:1") is None
    assert catalog.known_digests(FINGERPRINT, ["sha256:1", "sha256:2"]) == {"sha256:1"}


def test_keeping_vectors_changes_nothing_that_is_found(catalog: SqliteCatalog) -> None:
    before = catalog.revision()
    catalog.keep_vectors(FINGERPRINT, {"sha256:1": vector("One.")})
    catalog.keep_vectors(FINGERPRINT, {})
    assert catalog.revision() == before


def test_more_digests_than_a_statement_takes_parameters(catalog: SqliteCatalog) -> None:
    names = [f"sha256:{number}" for number in range(40_000)]
    catalog.keep_vectors(FINGERPRINT, {names[-1]: vector("One.")})
    assert catalog.known_digests(FINGERPRINT, names) == {names[-1]}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (np.full(8, np.nan, dtype=np.float32), "not finite"),
        (np.zeros(8, dtype=np.float32), "length 0"),
        (np.ones(8, dtype=np.float32), "length 2.8"),
        (np.array([1.0, 0.0], dtype=np.float32), "shape"),
        (np.eye(8, dtype=np.float32)[:1], "shape"),
    ],
)
def test_what_is_no_unit_vector_is_not_kept(catalog: SqliteCatalog, bad: Vector, why: str) -> None:
    catalog.keep_vectors(FINGERPRINT, {"sha256:1": vector("One.")})
    with pytest.raises(StoreError, match=why):
        catalog.keep_vectors(FINGERPRINT, {"sha256:2": vector("Two."), "sha256:3": bad})
    assert catalog.known_digests(FINGERPRINT, ["sha256:2", "sha256:3"]) == set()


def test_missing_texts_are_what_a_changed_model_embeds(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document(sections={"a": ["One.", "Two."]}, questions={"What?": "a"}))
    put(document("copy.en", {"a": ["One."]}))
    tall = decoy("How tall?")
    catalog.replace_decoys(Language.EN, [tall], FINGERPRINT, questions_vectors([tall.text]))
    assert catalog.missing_texts(FINGERPRINT) == []
    missing = catalog.missing_texts("other")
    one, two = (passage.embedded_text for passage in record.passages)
    assert sorted(missing) == sorted([
        ("passage", one),
        ("passage", two),
        ("question", "What?"),
        ("question", "How tall?"),
    ])
    catalog.keep_vectors("other", {digest(kind, text): vector(text) for kind, text in missing[1:]})
    assert catalog.missing_texts("other") == missing[:1]
    catalog.keep_vectors("other", {digest(kind, text): vector(text) for kind, text in missing[:1]})
    assert {lane: vectors.ids for lane, vectors in catalog.lane_vectors("other").items()} == {
        lane: vectors.ids for lane, vectors in catalog.lane_vectors(FINGERPRINT).items()
    }


def test_unused_vectors_go_and_used_ones_stay(catalog: SqliteCatalog, put: Put) -> None:
    old = put(document(sections={"a": ["Old."]}, questions={"Old?": "a"}))
    new = put(document(sections={"a": ["New."]}, questions={"Old?": "a"}))
    # The old passage's; the question's is still used.
    assert catalog.drop_unused_vectors() == 1
    assert catalog.known_digests(FINGERPRINT, vectors_of(old) | vectors_of(new)) == set(vectors_of(new))


def test_vectors_of_another_model_go_once_theirs_is_not_served(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document())
    catalog.keep_vectors("other", vectors_of(record))
    # While nothing is served it is not known which are wanted.
    assert catalog.drop_unused_vectors() == 0
    catalog.switch(Generation(1, "other", catalog.revision(), MEANS, MEANS))
    assert catalog.drop_unused_vectors() == len(vectors_of(record))
    assert catalog.lane_vectors(FINGERPRINT) == {}
    assert catalog.verify() == []


def test_a_document_stored_under_one_model_is_found_under_it_only(catalog: SqliteCatalog) -> None:
    record = document()
    catalog.replace_document(record, RULES, "other", vectors_of(record))
    assert catalog.lane_vectors(FINGERPRINT) == {}
    assert len(catalog.missing_texts(FINGERPRINT)) == 2
