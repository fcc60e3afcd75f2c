"""Each write is done whole or not at all, and leaves exactly the traces that it should."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kb.errors import Gone, NotFound, StoreError
from kb.store.catalog import SqliteCatalog
from kb.store.records import DocumentRecord
from kb.store.vectors import Lane, LaneKind
from kb.text import search_tokens
from kb.types import EVERYONE, Language, Role
from tests.kb.store.handmade import FINGERPRINT, RULES, document, vector, vectors_of

pytestmark = pytest.mark.unit

Put = Callable[[DocumentRecord], DocumentRecord]


def found(catalog: SqliteCatalog, text: str, role: Role = Role.REP, language: Language = Language.EN) -> list[str]:
    """The texts of the passages that a search by words finds."""
    hits = catalog.lexical(language, search_tokens(text), role, 20)
    passages = catalog.passages([hit.id for hit in hits])
    return [passages[hit.id].text for hit in hits]


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        rows = list(connection.iterdump())
    connection.close()
    return rows


# -- replace_document ----------------------------------------------------------------------------------------
def test_a_document_is_found_as_soon_as_it_is_stored(catalog: SqliteCatalog, put: Put) -> None:
    before = catalog.revision()
    record = put(document(sections={"prepare": ["Bring samples."]}, questions={"What to bring?": "prepare"}))
    assert catalog.revision() > before
    assert found(catalog, "samples") == ["Bring samples."]
    lanes = catalog.lane_vectors(FINGERPRINT, after=before)
    assert {lane.kind: vectors.ids for lane, vectors in lanes.items()} == {
        LaneKind.PASSAGE: (record.passages[0].id,),
        LaneKind.ASKED: (record.questions[0].id,),
    }


def test_the_newer_version_takes_the_place_and_the_older_stays_readable(catalog: SqliteCatalog, put: Put) -> None:
    old = put(document(sections={"prepare": ["Bring samples.", "Call ahead."]}, questions={"Old?": "prepare"}))
    new = put(document(sections={"prepare": ["Bring brochures.", "Call ahead."]}, questions={"New?": "prepare"}))
    assert found(catalog, "samples") == []
    assert found(catalog, "brochures") == ["Bring brochures."]
    assert tuple(catalog.passages_of("visit.en")) == new.passages
    assert [slot.id for slot in catalog.asked_slots()] == [new.questions[0].id]
    assert catalog.versions("visit.en") == [new.info.version, old.info.version]
    assert catalog.text("visit.en", old.info.version) == (old.info.version, old.text)
    assert catalog.text("visit.en") == (new.info.version, new.text)


def test_a_version_that_returns_is_the_newest_again(catalog: SqliteCatalog, put: Put) -> None:
    first = put(document(sections={"a": ["One."]}))
    second = put(document(sections={"a": ["Two."]}))
    put(document(sections={"a": ["One."]}))
    assert catalog.versions("visit.en") == [first.info.version, second.info.version]
    assert catalog.text("visit.en")[1] == first.text


def test_what_did_not_change_keeps_its_revision(catalog: SqliteCatalog, put: Put) -> None:
    put(document(sections={"a": ["One.", "Two."], "b": ["Three."]}, questions={"Old?": "a"}))
    before = catalog.revision()
    new = put(document(sections={"a": ["One.", "Two."], "b": ["Four, and longer."]}, questions={"Old?": "a"}))
    assert [slot.id for slot in catalog.passage_slots(before)] == [new.passages[2].id]
    assert catalog.asked_slots(before) == []


def test_a_passage_that_only_moved_in_the_text_keeps_its_revision_but_not_its_offsets(
    catalog: SqliteCatalog, put: Put
) -> None:
    put(document(sections={"a": ["One."], "b": ["Two."]}))
    before = catalog.revision()
    new = put(document(sections={"a": ["One, and much longer."], "b": ["Two."]}))
    assert [slot.id for slot in catalog.passage_slots(before)] == [new.passages[0].id]
    assert tuple(catalog.passages_of("visit.en")) == new.passages


def test_a_section_that_grew_changes_the_units_of_all_its_passages(catalog: SqliteCatalog, put: Put) -> None:
    put(document(sections={"a": ["One."]}))
    before = catalog.revision()
    put(document(sections={"a": ["One.", "Two."]}))
    assert [slot.units for slot in catalog.passage_slots(before)] == [2, 2]


def test_a_changed_heading_is_a_changed_passage_with_the_same_id(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document(sections={"a": ["One."]}))
    before = catalog.revision()
    headed = replace(record.passages[0], section_path=("Visiting resellers",))
    changed = put(replace(record, passages=(headed,)))
    assert found(catalog, "resellers") == ["One."]
    lane = Lane(LaneKind.PASSAGE, Language.EN, 15)
    vectors = catalog.lane_vectors(FINGERPRINT, before)[lane]
    assert vectors.ids == (record.passages[0].id,)
    np.testing.assert_array_equal(vectors.matrix[0], vector(changed.passages[0].embedded_text))


def test_a_file_whose_document_bears_another_id_now_leaves_nothing_of_the_old_one(
    catalog: SqliteCatalog, put: Put
) -> None:
    put(document("old.en", {"a": ["Bring samples."]}, path="file.md"))
    put(document("new.en", {"a": ["Bring samples."]}, path="file.md"))
    assert [info.id for info in catalog.documents()] == ["new.en"]
    assert found(catalog, "samples") == ["Bring samples."]
    with pytest.raises(Gone):
        catalog.document("old.en")


def test_a_new_version_for_other_readers_moves_also_what_did_not_change(catalog: SqliteCatalog, put: Put) -> None:
    put(document(sections={"a": ["One.", "Two."]}, questions={"What?": "a"}))
    before = catalog.revision()
    put(document(sections={"a": ["One.", "2."]}, questions={"What?": "a"}, readers=[Role.HR]))
    assert [slot.audience for slot in catalog.passage_slots(before)] == [12, 12]
    assert [slot.audience for slot in catalog.asked_slots(before)] == [12]


def test_a_document_may_change_its_language(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document("visit.en", {"a": ["Мостри"]}))
    bulgarian = replace(record.info, language=Language.BG)
    passages = tuple(replace(passage, language=Language.BG) for passage in record.passages)
    put(replace(record, info=bulgarian, passages=passages))
    assert found(catalog, "мостри", language=Language.EN) == []
    assert found(catalog, "мостри", language=Language.BG) == ["Мостри"]
    assert {lane.language for lane in catalog.lane_vectors(FINGERPRINT)} == {Language.BG}
    assert catalog.verify() == []


def test_a_missing_vector_stores_nothing(catalog: SqliteCatalog, put: Put, tmp_path: Path) -> None:
    put(document("visit.en"))
    before = dump(tmp_path / "catalog.sqlite3")
    record = document("visit.en", {"a": ["New."], "b": ["Newer."]})
    vectors = vectors_of(record)
    vectors.popitem()
    with pytest.raises(StoreError, match="1 of its texts"):
        catalog.replace_document(record, RULES, FINGERPRINT, vectors)
    assert dump(tmp_path / "catalog.sqlite3") == before


@pytest.mark.parametrize("fault", ["version", "offset", "id", "hash", "place"])
def test_a_record_that_contradicts_itself_is_not_stored(catalog: SqliteCatalog, fault: str) -> None:
    record = document(sections={"a": ["One.", "Two."]})
    first, second = record.passages
    wrong = {
        "version": replace(record, text=record.text + " "),
        "offset": replace(record, passages=(replace(first, start=first.start + 1), second)),
        "id": replace(record, passages=(replace(first, id=second.id), replace(second, id=first.id))),
        "hash": replace(record, passages=(replace(first, id=first.id[:-1] + "x"), second)),
        "place": replace(record, passages=(first, replace(second, place=1))),
    }[fault]
    with pytest.raises(StoreError, match=r"visit\.en"):
        catalog.replace_document(wrong, RULES, FINGERPRINT, vectors_of(wrong))
    assert catalog.documents() == []


def test_two_questions_with_one_id_are_not_stored(catalog: SqliteCatalog) -> None:
    record = document(questions={"One?": "prepare", "Two?": "prepare"})
    one, two = record.questions
    wrong = replace(record, questions=(one, replace(two, id=one.id)))
    with pytest.raises(StoreError):
        catalog.replace_document(wrong, RULES, FINGERPRINT, vectors_of(wrong))
    assert catalog.documents() == []


def test_vectors_already_kept_need_not_be_given_again(catalog: SqliteCatalog) -> None:
    record = document()
    catalog.keep_vectors(FINGERPRINT, vectors_of(record))
    catalog.replace_document(record, RULES, FINGERPRINT, {})
    assert catalog.verify() == []


# -- update_head ---------------------------------------------------------------------------------------------
def test_changed_readers_apply_at_once_everywhere(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document(sections={"a": ["Bring samples."]}, questions={"What?": "a"}))
    before = catalog.revision()
    catalog.update_head(replace(record.info, readers=frozenset({Role.HR})), RULES)
    assert found(catalog, "samples", Role.REP) == []
    assert found(catalog, "samples", Role.HR) == ["Bring samples."]
    assert found(catalog, "samples", Role.ADMIN) == ["Bring samples."]
    # HR and admin: 4 + 8.
    assert [slot.audience for slot in catalog.passage_slots(before)] == [12]
    assert [slot.audience for slot in catalog.asked_slots(before)] == [12]
    assert {lane.audience for lane in catalog.lane_vectors(FINGERPRINT, before)} == {12}
    assert catalog.passages_of("visit.en")[0].readers == {Role.HR}


def test_a_changed_title_shows_at_once_and_moves_nothing(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document())
    before = catalog.revision()
    catalog.update_head(replace(record.info, title="Посещението", original=Language.ZH), "rules-2")
    assert {passage.title for passage in catalog.passages_of("visit.en")} == {"Посещението"}
    assert {passage.original for passage in catalog.passages_of("visit.en")} == {Language.ZH}
    assert catalog.sources("corpus")["visit/en.md"].rules == "rules-2"
    assert catalog.versions("visit.en") == [record.info.version]
    assert catalog.revision() > before
    assert catalog.passage_slots(before) == []


def test_a_section_with_an_original_of_its_own_keeps_it(catalog: SqliteCatalog, put: Put) -> None:
    record = document(sections={"a": ["One.", "Two."]})
    first, second = record.passages
    put(replace(record, passages=(replace(first, original=Language.BG), second)))
    catalog.update_head(replace(record.info, original=Language.ZH), RULES)
    assert [passage.original for passage in catalog.passages_of("visit.en")] == [Language.BG, Language.ZH]


def test_another_work_moves_the_passages(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document())
    before = catalog.revision()
    catalog.update_head(replace(record.info, work="other"), RULES)
    assert {slot.work for slot in catalog.passage_slots(before)} == {"other"}
    assert catalog.section_of_work("other", "prepare", Language.EN)


def test_a_head_can_not_bring_a_new_text(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document())
    with pytest.raises(StoreError, match="replace_document"):
        catalog.update_head(replace(record.info, version="sha256:0"), RULES)
    with pytest.raises(StoreError, match="replace_document"):
        catalog.update_head(replace(record.info, language=Language.ZH), RULES)
    with pytest.raises(NotFound):
        catalog.update_head(replace(record.info, id="never.en"), RULES)


# -- remove_document -----------------------------------------------------------------------------------------
def test_a_removed_document_leaves_no_trace(catalog: SqliteCatalog, put: Put, tmp_path: Path) -> None:
    put(document("kept.en", {"a": ["Call ahead."]}))
    catalog.replace_document(
        document("visit.en", {"a": ["Old xylophones."]}), RULES, FINGERPRINT,
        vectors_of(document("visit.en", {"a": ["Old xylophones."]})),
    )  # fmt: skip
    put(document("visit.en", {"a": ["Bring xylophones."]}, questions={"Why xylophones?": "a"}))
    catalog.remove_document("visit.en", remember=False)
    catalog.drop_unused_vectors()
    assert found(catalog, "xylophones") == []
    assert [slot.document for slot in catalog.passage_slots()] == ["kept.en"]
    assert catalog.asked_slots() == []
    assert [len(vectors.ids) for vectors in catalog.lane_vectors(FINGERPRINT).values()] == [1]
    assert catalog.lexical_maximum(Language.EN, ["xylo"]) == catalog.lexical_maximum(Language.EN, ["zzzz"])
    assert not catalog.known_digests(FINGERPRINT, vectors_of(document("visit.en", {"a": ["Bring xylophones."]})))
    assert catalog.verify() == []
    # Not even in the bytes of the files.
    for path in tmp_path.iterdir():
        assert b"xylo" not in path.read_bytes(), path.name


def test_a_removed_file_is_remembered_where_that_is_asked(catalog: SqliteCatalog, put: Put) -> None:
    put(document("one.en"))
    put(document("two.en"))
    catalog.remove_document("one.en", remember=True)
    catalog.remove_document("two.en", remember=False)
    assert catalog.removed_places("corpus") == {"one/en.md"}
    assert catalog.removed_places("uploads") == set()
    catalog.read_again("corpus", "one/en.md")
    assert catalog.removed_places("corpus") == set()


def test_a_document_can_come_back(catalog: SqliteCatalog, put: Put) -> None:
    put(document())
    catalog.remove_document("visit.en", remember=True)
    record = put(document())
    assert catalog.document("visit.en") == record.info
    assert catalog.removed_places("corpus") == set()
    assert catalog.verify() == []


def test_removing_twice_says_that_it_is_gone(catalog: SqliteCatalog, put: Put) -> None:
    put(document())
    catalog.remove_document("visit.en", remember=False)
    revision = catalog.revision()
    with pytest.raises(Gone):
        catalog.remove_document("visit.en", remember=True)
    with pytest.raises(NotFound):
        catalog.remove_document("never.en", remember=True)
    assert catalog.revision() == revision
    assert catalog.removed_places("corpus") == set()


# -- replace_decoys ------------------------------------------------------------------------------------------
def test_admins_read_what_names_no_one(catalog: SqliteCatalog, put: Put) -> None:
    put(document(sections={"a": ["Bring samples."]}, readers=[]))
    assert [role for role in EVERYONE if found(catalog, "samples", role)] == [Role.ADMIN]


# -- replace_examples ----------------------------------------------------------------------------------------
