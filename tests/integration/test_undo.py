"""A removed or replaced text can be put back for a month as it was; then nothing of it is left. Real catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.curation import Curator, Refused
from ingest.pipeline import Pipeline
from ingest.run_lock import run_lock
from kb.errors import Busy, DuplicateDocument, Gone, NotFound
from kb.types import Language, Role
from tests.libraries import SmallLibrary, small_library, write_editions

pytestmark = pytest.mark.integration

BEGIN = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEASE = "# Leasing\n\nSign the zyxw lease in three copies.\n"
NEWER = "# Leasing\n\nSign the lease in two copies.\n"


@dataclass
class Clock:
    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> SmallLibrary:
    made = small_library(tmp_path)
    write_editions(made)
    pipeline = replace(made.pipeline, undo=replace(made.pipeline.undo, now=clock))
    pipeline.run_folder(made.corpus)
    return replace(made, pipeline=pipeline)


def state(library: SmallLibrary, document: str) -> tuple[object, ...]:
    """Everything that is stored of a document, but its row's number and when it was last touched."""
    catalog = library.catalog
    uploads = library.home / "uploads"
    return (
        catalog.document(document),
        catalog.passages_of(document),
        [catalog.text(document, version) for version in catalog.versions(document)],
        [slot for slot in catalog.asked_slots() if slot.document == document],
        {path.name: path.read_bytes() for path in uploads.glob("*")},
    )


def found(library: SmallLibrary, text: str, role: Role = Role.ADMIN) -> set[str]:
    return {hit.passage.document for hit in library.coach.search(text, None, 50, role).hits}


def in_the_file(library: SmallLibrary, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in library.home.glob("library.sqlite*"))


def number(library: SmallLibrary) -> int:
    served = library.catalog.generation()
    assert served is not None
    return served.number


def upload(pipeline: Pipeline, text: str = LEASE, **head: str | list[str]) -> str:
    report = pipeline.add_upload("lease.md", text.encode(), {"language": "en", **head})
    (document,) = report.added + report.changed
    return document


def test_a_text_of_a_folder_comes_back_as_it_was(library: SmallLibrary) -> None:
    path = library.corpus / "visit" / "ko.md"
    path.write_text(path.read_text(encoding="utf-8").replace("- 견본", "- 견본 상자"), encoding="utf-8")
    library.pipeline.run_folder(library.corpus)
    before = state(library, "visit.ko")
    assert len(library.catalog.versions("visit.ko")) == 2
    library.pipeline.remove("visit.ko")
    assert "visit.ko" not in found(library, "견본 상자")
    assert [kept.info for kept in library.pipeline.removed_texts()] == [before[0]]
    embedded = library.embedder.embedded
    library.pipeline.put_back("visit.ko")
    assert state(library, "visit.ko") == before
    assert library.embedder.embedded == embedded
    assert "visit.ko" in found(library, "견본 상자")
    assert library.pipeline.removed_texts() == []
    assert library.pipeline.verify() == []
    # Its file is read again as before.
    assert library.pipeline.run_folder(library.corpus).warnings == ()


def test_an_upload_comes_back_with_its_files_and_its_readers(library: SmallLibrary) -> None:
    document = upload(library.pipeline, readers=["hr"], owner="Ivana", title="Lease guide")
    before = state(library, document)
    library.pipeline.remove(document)
    assert not any((library.home / "uploads").iterdir())
    library.pipeline.put_back(document)
    assert state(library, document) == before
    assert document in found(library, "lease", Role.HR)
    assert document not in found(library, "lease", Role.REP)


def test_who_could_not_read_it_is_not_told_that_it_was_there(library: SmallLibrary) -> None:
    document = upload(library.pipeline, readers=["hr"])
    library.pipeline.remove(document)
    texts = library.coach.library
    with pytest.raises(Gone):
        texts.document(document, Role.HR)
    with pytest.raises(Gone):
        texts.text(document, None, Role.ADMIN)
    for role in (Role.REP, Role.MANAGER):
        with pytest.raises(NotFound) as raised:
            texts.document(document, role)
        assert not isinstance(raised.value, Gone)
        assert str(raised.value) == f"There is no document {document!r}."


def test_nothing_of_it_is_left_after_a_month(library: SmallLibrary, clock: Clock) -> None:
    document = upload(library.pipeline)
    library.pipeline.remove(document)
    (kept,) = library.pipeline.removed_texts()
    assert kept.until == BEGIN + timedelta(days=30)
    clock.now = kept.until - timedelta(seconds=1)
    assert library.pipeline.drop_expired() == 0
    assert in_the_file(library, "zyxw")
    clock.now = kept.until
    assert library.pipeline.removed_texts() == []
    with pytest.raises(NotFound):
        library.pipeline.put_back(document)
    library.pipeline.run_folder(library.corpus)
    assert not in_the_file(library, "zyxw")
    library.catalog.drop_unused_vectors()
    assert library.pipeline.verify() == []


def test_it_can_be_dropped_at_once(library: SmallLibrary) -> None:
    document = upload(library.pipeline)
    with pytest.raises(NotFound):
        library.pipeline.drop_removed(document)
    library.pipeline.remove(document)
    library.pipeline.drop_removed(document)
    assert library.pipeline.removed_texts() == []
    assert not in_the_file(library, "zyxw")
    with pytest.raises(Gone):
        library.catalog.document(document)


def test_the_index_is_renewed_behind_what_was_changed(tmp_path: Path) -> None:
    library = small_library(tmp_path, vectors="chroma")
    write_editions(library)
    library.pipeline.run_folder(library.corpus)
    assert number(library) == 1
    library.pipeline.remove("visit.ko")
    assert "visit.ko" not in found(library, "견본")
    library.pipeline.put_back("visit.ko")
    upload(library.pipeline)
    report = library.pipeline.add_upload("hire.md", NEWER.encode(), {"language": "en"}, later=True)
    assert {"visit.ko", "lease.en", *report.added} <= found(library, "견본") | found(library, "copies")
    assert number(library) == 2
    library.pipeline.finish()
    assert number(library) == 3
    assert (library.home / "chroma" / "gen-3").is_dir()
    library.pipeline.finish()
    assert number(library) == 3
    assert {"visit.ko", "lease.en", *report.added} <= found(library, "견본") | found(library, "copies")


def test_a_persons_question_waits_for_its_text(library: SmallLibrary) -> None:
    fingerprint = library.embedder.fingerprint(0, 0).vectors
    curator = Curator(library.home, library.catalog, library.embedder, fingerprint)
    curator.attach("c1", [Refused("zzzz?", Language.EN)], "visit.en", "tools", 2)
    library.pipeline.remove("visit.en")
    assert [one.live for one in curator.all()] == [False]
    library.pipeline.put_back("visit.en")
    assert [one.live for one in curator.all()] == [True]
    assert library.coach.search("zzzz?", Language.EN, 5, Role.REP).hits[0].passage.text == "samples"


def test_an_earlier_version_of_an_upload_comes_back_and_so_does_the_one_after(library: SmallLibrary) -> None:
    document = upload(library.pipeline, owner="Ivana")
    first = library.catalog.document(document)
    assert library.pipeline.earlier_texts(document) == []
    upload(library.pipeline, NEWER, owner="Boris")
    second = library.catalog.document(document)
    assert [kept.info for kept in library.pipeline.earlier_texts(document)] == [first]
    assert library.coach.library.text(document, first.version, Role.REP)[1].count("three")
    library.pipeline.put_back(document, first.version)
    assert replace(library.catalog.document(document), added="") == replace(first, added="")
    assert (library.home / "uploads" / "lease.md").read_text(encoding="utf-8") == LEASE
    assert [kept.info.version for kept in library.pipeline.earlier_texts(document)] == [second.version]
    assert set(library.catalog.versions(document)) == {first.version, second.version}
    assert library.catalog.versions(document)[0] == first.version
    library.pipeline.put_back(document, second.version)
    assert library.catalog.document(document).owner == "Boris"
    assert library.pipeline.removed_texts() == []
    assert library.pipeline.verify() == []


def test_only_a_changed_text_makes_a_version(library: SmallLibrary) -> None:
    document = upload(library.pipeline)
    upload(library.pipeline, owner="Boris")
    assert library.pipeline.earlier_texts(document) == []
    report = library.pipeline.add_upload("lease.md", b"# Only a heading\n", {"language": "en"})
    assert report.failed
    assert library.catalog.copies() == []
    assert library.pipeline.earlier_texts("visit.en") == []


def test_a_place_that_was_taken_is_not_taken_back(library: SmallLibrary) -> None:
    document = upload(library.pipeline, work="rent")
    library.pipeline.remove(document)
    upload(library.pipeline, NEWER, work="hire")
    with pytest.raises(DuplicateDocument, match=r"hire\.en"):
        library.pipeline.put_back(document)
    assert "Sign the lease in two" in (library.home / "uploads" / "lease.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("act", [Pipeline.put_back, Pipeline.drop_removed])
def test_one_writer_at_a_time(library: SmallLibrary, act: Callable[[Pipeline, str], None]) -> None:
    library.pipeline.remove("visit.ko")
    with run_lock(library.home):
        with pytest.raises(Busy):
            act(library.pipeline, "visit.ko")
        assert library.pipeline.drop_expired() == 0
    with pytest.raises(NotFound):
        act(library.pipeline, "visit.zh")


def test_a_copy_that_was_tampered_with_is_told(library: SmallLibrary) -> None:
    library.pipeline.remove("visit.en")
    with closing(sqlite3.connect(library.home / "library.sqlite")) as connection, connection:
        connection.execute("UPDATE copies SET content = replace(content, 'samples', 'simples')")
    assert any("The copy 1: visit.en" in fault for fault in library.pipeline.verify())
