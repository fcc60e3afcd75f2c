"""What persons decided: effective at once, untouched by what files say, gone at once when taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kb.errors import Gone, NotFound, StoreError
from kb.store.catalog import SqliteCatalog
from kb.store.connections import Connections
from kb.store.migrations import STEPS, migrate
from kb.store.records import Curation, DocumentRecord
from kb.store.vectors import LaneKind
from kb.types import DecoyKind, Language, Role
from tests.kb.store.handmade import FINGERPRINT, RULES, decoy, document, questions_vectors, vectors_of

pytestmark = pytest.mark.unit

Put = Callable[[DocumentRecord], DocumentRecord]
ASKED = "Do I need a gift?"


def asked(place: int | None = None, *, name: str = "c1", anchor: str = "prepare", where: str = "visit.en") -> Curation:
    return Curation(name, "closing-1", Language.EN, ASKED, None, where, anchor, place, "2026-11-22T10:00:00+00:00")


def refused(name: str = "c2") -> Curation:
    return Curation(
        name, "closing-2", Language.EN, "Weather?", DecoyKind.NEAR, None, None, None, "2026-11-22T11:00:00+00:00"
    )


def curate(catalog: SqliteCatalog, *curations: Curation) -> None:
    catalog.curate(curations, FINGERPRINT, questions_vectors(one.text for one in curations))


def places(catalog: SqliteCatalog) -> dict[str, int | None]:
    return {slot.id: slot.place for slot in catalog.asked_slots()}


def test_an_attached_question_is_an_asked_one_at_once(catalog: SqliteCatalog, put: Put) -> None:
    put(document(readers={Role.HR}))
    before = catalog.revision()
    curate(catalog, asked(2))
    (slot,) = catalog.asked_slots(after=before)
    assert (slot.id, slot.anchor, slot.place, slot.document) == ("c1", "prepare", 2, "visit.en")
    lanes = catalog.lane_vectors(FINGERPRINT, after=before)
    # For HR and admins only, as its document is.
    assert {(lane.kind, lane.audience): found.ids for lane, found in lanes.items()} == {(LaneKind.ASKED, 12): ("c1",)}
    assert catalog.curations() == [asked(2)]
    assert catalog.verify() == []


def test_it_survives_the_next_ingest_and_follows_its_passage(catalog: SqliteCatalog, put: Put) -> None:
    put(document())
    curate(catalog, asked(2))
    put(document(questions={"What to bring?": "prepare"}))
    assert places(catalog)["c1"] == 2
    assert len(places(catalog)) == 2
    put(document(sections={"prepare": ["Be early.", "Call ahead.", "Bring samples."]}))
    assert places(catalog) == {"c1": 3}
    put(document(sections={"prepare": ["Be early.", "Bring nothing."]}))
    assert places(catalog) == {"c1": None}
    assert catalog.verify() == []


def test_an_unchanged_document_leaves_its_revision(catalog: SqliteCatalog, put: Put) -> None:
    put(document())
    curate(catalog, asked(2))
    before = catalog.revision()
    put(document())
    assert catalog.asked_slots(after=before) == []


def test_a_question_to_a_section_that_goes_waits_for_its_return(catalog: SqliteCatalog, put: Put) -> None:
    put(document())
    curate(catalog, asked())
    put(document(sections={"other": ["Something else."]}))
    assert places(catalog) == {}
    assert [one.live for one in catalog.curations()] == [False]
    catalog.remove_document("visit.en", remember=False)
    catalog.drop_unused_vectors()
    put(document())
    assert places(catalog) == {"c1": None}
    # Its vector went while nothing referred to it; the run that brings the text back embeds it again.
    assert catalog.missing_texts(FINGERPRINT) == [("question", ASKED)]
    assert [one.live for one in catalog.curations()] == [True]


def test_a_decoy_of_a_person_stays_when_files_replace_theirs(catalog: SqliteCatalog) -> None:
    ours = decoy("Recipe?")
    catalog.replace_decoys(Language.EN, [ours], FINGERPRINT, questions_vectors(["Recipe?"]))
    curate(catalog, refused())
    assert {one.id for one in catalog.decoys(Language.EN)} == {ours.id, "c2"}
    before = catalog.revision()
    catalog.replace_decoys(Language.EN, [ours], FINGERPRINT, {})
    assert catalog.revision() == before
    catalog.replace_decoys(Language.EN, [], FINGERPRINT, {})
    assert [(one.id, one.kind) for one in catalog.decoys()] == [("c2", DecoyKind.NEAR)]
    assert catalog.verify() == []


def test_taken_back_it_is_gone_at_once(catalog: SqliteCatalog, put: Put) -> None:
    put(document(questions={"What to bring?": "prepare"}))
    curate(catalog, asked(), asked(1, name="c3"))
    curate(catalog, refused())
    before = catalog.revision()
    assert catalog.forget_curations("closing-1") == 2
    assert catalog.revision() > before
    assert len(places(catalog)) == 1
    assert [one.id for one in catalog.curations()] == ["c2"]
    assert catalog.forget_curations("closing-2") == 1
    assert catalog.decoys() == []
    before = catalog.revision()
    assert catalog.forget_curations("closing-2") == 0
    assert catalog.revision() == before


def test_all_or_none(catalog: SqliteCatalog, put: Put) -> None:
    put(document())
    put(document("old.en"))
    catalog.remove_document("old.en", remember=False)
    before = catalog.revision()
    for wrong, error in (
        (asked(name="c9", anchor="nowhere"), NotFound),
        (asked(3, name="c9"), NotFound),
        (asked(name="c9", where="nothing.en"), NotFound),
        (asked(name="c9", where="old.en"), Gone),
    ):
        with pytest.raises(error):
            curate(catalog, asked(), wrong)
    with pytest.raises(StoreError, match="no vector"):
        catalog.curate([asked()], FINGERPRINT, {})
    assert (catalog.curations(), catalog.asked_slots(), catalog.revision()) == ([], [], before)


def test_a_catalogue_of_the_first_step_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    connections = Connections(path)
    migrate(connections, STEPS[:1])
    connections.close()
    record = document(questions={"What to bring?": "prepare"})
    with SqliteCatalogOf(path) as catalog:
        catalog.replace_document(record, RULES, FINGERPRINT, vectors_of(record))
        curate(catalog, asked())
        assert len(catalog.asked_slots()) == 2
        assert catalog.verify() == []


class SqliteCatalogOf(closing[SqliteCatalog]):
    def __init__(self, path: Path) -> None:
        super().__init__(SqliteCatalog(path))


def test_rows_stand_in_the_file_under_their_curation(catalog: SqliteCatalog, put: Put, tmp_path: Path) -> None:
    put(document())
    curate(catalog, asked())
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite3")) as connection:
        assert connection.execute("SELECT id, curation FROM asked").fetchall() == [("c1", "c1")]
