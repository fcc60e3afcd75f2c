"""What was stored is read back as it was, by every way in."""

from __future__ import annotations

import gc
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from kb.classifier import Classifier, Network
from kb.errors import Gone, NotFound, StoreError
from kb.store.catalog import SqliteCatalog
from kb.store.records import AskedSlot, Catalog, DocumentRecord, Generation, PassageSlot, SourceState
from kb.store.vectors import audience_of
from kb.types import DocumentInfo, Language, PassageKind, Role
from tests.kb.store.handmade import FINGERPRINT, RULES, decoy, document, questions_vectors, sha256, vectors_of

pytestmark = pytest.mark.unit

Put = Callable[[DocumentRecord], DocumentRecord]

FOUR = {
    "zh": "客户说“太贵了”时，先认同。𠮷野家",
    "ko": "고객이 '비싸다'고 하면 먼저 공감하세요.",
    "bg": "Ако клиентът каже „скъпо е“, първо се съгласете.",
    "en": "If the client says “too expensive”, agree first. 🙂",
}


def test_it_is_what_the_protocol_asks_for(catalog: SqliteCatalog) -> None:
    promised: Catalog = catalog
    assert promised.revision() == 0


def test_an_empty_catalogue_holds_nothing(catalog: SqliteCatalog) -> None:
    assert catalog.documents() == []
    assert catalog.passage_slots() == []
    assert catalog.asked_slots() == []
    assert catalog.decoys() == []
    assert catalog.generation() is None
    assert catalog.lane_vectors(FINGERPRINT) == {}
    assert catalog.verify() == []


@pytest.mark.parametrize("language", FOUR)
def test_a_document_is_read_back_to_the_character(catalog: SqliteCatalog, put: Put, language: str) -> None:
    record = put(document(f"visit.{language}", {"price": [FOUR[language], "二"], "close": [FOUR[language] + "!"]}))
    assert catalog.document(record.info.id) == record.info
    assert catalog.documents() == [record.info]
    assert catalog.text(record.info.id) == (record.info.version, record.text)
    assert tuple(catalog.passages_of(record.info.id)) == record.passages
    ids = [passage.id for passage in record.passages]
    assert catalog.passages([ids[2], "unknown", ids[0]]) == {
        ids[2]: record.passages[2],
        ids[0]: record.passages[0],
    }


def test_every_field_of_a_head_and_of_a_passage_survives(catalog: SqliteCatalog, put: Put) -> None:
    record = document(questions={"What first?": "prepare"})
    info = replace(
        record.info,
        readers=frozenset({Role.MANAGER}),
        source=(),
        owner="Team „Изток“",
        reviewed=date(2026, 11, 22),
        licence=None,
        topics=(),
        original=Language.BG,
    )
    passages = tuple(
        replace(
            passage,
            readers=info.readers,
            reviewed=info.reviewed,
            original=Language.BG if number else Language.ZH,
            section_path=("A", "„Б“ › ,", "丙"),
            kind=PassageKind.STEP,
            attributes=(("step", "3"), ("area", 'a"b')),
        )
        for number, passage in enumerate(record.passages)
    )
    put(replace(record, info=info, passages=passages))
    assert catalog.document(info.id) == info
    assert tuple(catalog.passages_of(info.id)) == passages


def test_a_section_is_found_by_document_and_by_work(catalog: SqliteCatalog, put: Put) -> None:
    english = put(document("visit.en", {"prepare": ["A.", "B."], "close": ["C."]}))
    korean = put(document("visit.ko", {"prepare": ["가.", "나."]}))
    assert catalog.section("visit.en", "prepare") == list(english.passages[:2])
    assert catalog.section_of_work("visit", "prepare", Language.KO) == list(korean.passages)
    assert catalog.section_of_work("visit", "close", Language.KO) == []
    assert catalog.section("visit.en", "unknown") == []
    assert catalog.passages_of("unknown.en") == []


def test_slots_say_where_passages_and_questions_stand(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document(sections={"prepare": ["A.", "B."]}, questions={"What?": "prepare"}, readers=[Role.HR]))
    first, second = record.passages
    bits = audience_of([Role.HR])
    assert catalog.passage_slots() == [
        PassageSlot(first.id, "visit.en", "visit", Language.EN, "prepare", 1, 0, 2, bits),
        PassageSlot(second.id, "visit.en", "visit", Language.EN, "prepare", 2, 0, 2, bits),
    ]
    asked = record.questions[0]
    assert catalog.asked_slots() == [AskedSlot(asked.id, "visit.en", "visit", Language.EN, "prepare", None, bits)]


def test_parts_of_a_split_passage_count_as_one_place(catalog: SqliteCatalog, put: Put) -> None:
    record = document(sections={"long": ["First half.", "Second half.", "Next."]})
    one, two, three = record.passages
    parts = (one, replace(two, place=1, part=1), replace(three, place=2))
    put(replace(record, passages=parts))
    assert [(slot.place, slot.part, slot.units) for slot in catalog.passage_slots()] == [
        (1, 0, 2), (1, 1, 2), (2, 0, 2),
    ]  # fmt: skip
    assert tuple(catalog.section("visit.en", "long")) == parts


def test_sources_are_those_of_their_origin(catalog: SqliteCatalog, put: Put) -> None:
    record = put(document("visit.en"))
    put(document("other.en", origin="uploads"))
    assert catalog.sources("corpus") == {
        "visit/en.md": SourceState("visit/en.md", "visit.en", record.info.checksum, RULES)
    }
    assert catalog.sources("nowhere") == {}


def test_decoys_are_read_by_language(catalog: SqliteCatalog) -> None:
    english, korean = decoy("How tall is Mount Everest?"), decoy("파리의 날씨는?", Language.KO)
    for one in (english, korean):
        catalog.replace_decoys(one.language, [one], FINGERPRINT, questions_vectors([one.text]))
    assert catalog.decoys(Language.KO) == [korean]
    assert catalog.decoys() == [english, korean]


def test_a_generation_is_read_back_with_its_means(catalog: SqliteCatalog) -> None:
    means = np.arange(4 * 6, dtype=np.float32).reshape(4, 6)
    catalog.switch(Generation(1, FINGERPRINT, 0, means, -means))
    served = catalog.generation()
    assert served is not None
    assert (served.number, served.fingerprint) == (1, FINGERPRINT)
    np.testing.assert_array_equal(served.question_means, means)
    np.testing.assert_array_equal(served.passage_means, -means)
    assert served.question_means.dtype == np.float32
    assert served.classifier is None and served.taught == ""


def test_a_generation_is_read_back_with_its_classifier(catalog: SqliteCatalog) -> None:
    means = np.zeros((4, 6), dtype=np.float32)
    network = Network(*(np.full(shape, 0.5, np.float32) for shape in ((3, 6), (3,), (2, 3), (2,))))
    classifier = Classifier((("visit", "steps"), None), (network,))
    catalog.switch(Generation(1, FINGERPRINT, 0, means, means, classifier=classifier, taught="these"))
    served = catalog.generation()
    assert served is not None and served.classifier is not None
    assert (served.classifier.classes, served.taught) == (classifier.classes, "these")
    np.testing.assert_array_equal(served.classifier.networks[0].outer, network.outer)


def test_what_never_was_is_not_found_and_what_was_removed_is_gone(catalog: SqliteCatalog, put: Put) -> None:
    put(document("visit.en"))
    catalog.remove_document("visit.en", remember=False)
    for ask in (catalog.document, catalog.text, catalog.versions):
        with pytest.raises(Gone, match=r"visit\.en"):
            ask("visit.en")
        with pytest.raises(NotFound) as caught:
            ask("never.en")
        assert not isinstance(caught.value, Gone)


def test_an_unknown_version_is_not_found(catalog: SqliteCatalog, put: Put) -> None:
    put(document("visit.en"))
    with pytest.raises(NotFound, match="sha256:0"):
        catalog.text("visit.en", "sha256:0")


@pytest.mark.parametrize("odd", ["", "'; DROP TABLE documents; --", "a" * 100_000, "\x00", "%", "ж"])
def test_odd_ids_are_simply_not_there(catalog: SqliteCatalog, odd: str) -> None:
    with pytest.raises(NotFound):
        catalog.document(odd)
    assert catalog.passages([odd]) == {}
    assert catalog.section(odd, odd) == []


def test_half_a_surrogate_pair_is_a_store_error(catalog: SqliteCatalog) -> None:
    with pytest.raises(StoreError):
        catalog.document("\ud800")


def test_threads_read_at_once_while_one_writes(catalog: SqliteCatalog, put: Put) -> None:
    put(document("visit.en"))
    stop = threading.Event()

    def read() -> set[tuple[str, int]]:
        seen = set()
        while not stop.is_set():
            passages = catalog.passages_of("visit.en")
            # A reader sees one commit or the next, never half of one.
            assert len({passage.version for passage in passages}) == 1
            seen.add((passages[0].version, len(passages)))
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for count in range(1, 30):
            put(document("visit.en", {"prepare": [f"Item {number} of {count}." for number in range(count)]}))
        stop.set()
        seen = set().union(*(reader.result() for reader in readers))
    assert len(seen) == len({version for version, _ in seen})


def test_a_version_and_its_text_are_of_one_moment(catalog: SqliteCatalog, put: Put) -> None:
    """Between asking for the newest version and reading it, the document may go: that must not show."""
    put(document())
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            with suppress(Gone):
                version, text = catalog.text("visit.en")
                assert version == "sha256:" + sha256(text)

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for _ in range(40):
            catalog.remove_document("visit.en", remember=False)
            put(document())
        stop.set()
        for reader in readers:
            reader.result()


def test_a_thread_that_ended_leaves_no_connection(catalog: SqliteCatalog) -> None:
    catalog.revision()
    before = len(catalog._connections._open)
    for _ in range(5):
        thread = threading.Thread(target=catalog.revision)
        thread.start()
        thread.join()
    gc.collect()
    assert len(catalog._connections._open) == before


def test_once_closed_it_says_so(catalog: SqliteCatalog) -> None:
    catalog.revision()
    catalog.close()
    catalog.close()
    with pytest.raises(StoreError, match="closed"):
        catalog.revision()
    with ThreadPoolExecutor(1) as pool, pytest.raises(StoreError, match="closed"):
        pool.submit(catalog.revision).result()


def test_counts_are_counted_not_believed(catalog: SqliteCatalog) -> None:
    record = document(questions={"What?": "prepare"})
    wrong: DocumentInfo = replace(record.info, passages=99, questions=99)
    catalog.replace_document(replace(record, info=wrong), RULES, FINGERPRINT, vectors_of(record))
    assert (catalog.document("visit.en").passages, catalog.document("visit.en").questions) == (2, 1)


def test_a_row_that_cannot_be_decoded_is_a_store_error(catalog: SqliteCatalog, put: Put, tmp_path: Path) -> None:
    """Python's sqlite3 raises this one itself, without SQLite's error code."""
    put(document())
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite3")) as connection, connection:
        connection.execute("UPDATE texts SET text = CAST(x'ff' AS TEXT)")
    with pytest.raises(StoreError, match="can't be used"):
        catalog.text("visit.en")
