"""The walk of a document, with a real catalogue: idempotent, one file at a time, nothing lost, nothing left behind."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from ingest.run_lock import run_lock
from kb.errors import Busy, IndexMismatch, InputError, NotFound
from kb.types import Language, Material, Question, Role
from tests.libraries import HEAD, SmallLibrary, small_library, write_editions

pytestmark = pytest.mark.integration


@pytest.fixture
def library(tmp_path: Path) -> SmallLibrary:
    made = small_library(tmp_path)
    write_editions(made)
    return made


def head(work: str) -> str:
    return HEAD.format(title="t", work=work, language="en")


def dump(library: SmallLibrary) -> str:
    connection = sqlite3.connect(library.home / "library.sqlite")
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def found(library: SmallLibrary, text: str, role: Role = Role.ADMIN) -> set[str]:
    return {hit.passage.document for hit in library.coach.search(text, None, 50, role).hits}


def test_a_second_run_writes_and_embeds_nothing(library: SmallLibrary) -> None:
    first = library.pipeline.run_folder(library.corpus)
    assert sorted(first.added) == ["visit.bg", "visit.en", "visit.ko", "visit.zh"]
    assert first.failed == ()
    assert (first.passages, first.questions) == (12, 8)
    before, embedded = dump(library), library.embedder.embedded
    second = library.pipeline.run_folder(library.corpus)
    assert sorted(second.kept) == sorted(first.added)
    assert (second.added, second.changed, second.removed, second.embedded) == ((), (), (), 0)
    assert library.embedder.embedded == embedded
    assert dump(library) == before
    assert library.pipeline.verify() == []


def test_a_changed_file_costs_only_itself(library: SmallLibrary) -> None:
    library.pipeline.run_folder(library.corpus)
    path = library.corpus / "visit" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("- samples", "- samples in a box"), encoding="utf-8")
    report = library.pipeline.run_folder(library.corpus)
    assert report.changed == ("visit.en",)
    assert len(report.kept) == 3
    assert report.embedded == 1
    assert library.pipeline.verify() == []


def test_changed_readers_apply_at_once_without_a_new_version(library: SmallLibrary) -> None:
    library.pipeline.run_folder(library.corpus)
    version = library.catalog.document("visit.en").version
    path = library.corpus / "visit" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("topics:", "readers: [hr]\ntopics:"), encoding="utf-8")
    report = library.pipeline.run_folder(library.corpus)
    assert (report.changed, report.embedded) == (("visit.en",), 0)
    assert library.catalog.document("visit.en").version == version
    assert "visit.en" not in found(library, "samples", Role.REP)
    assert "visit.en" in found(library, "samples", Role.HR)
    with pytest.raises(NotFound):
        library.coach.library.document("visit.en", Role.REP)


def test_a_removed_file_leaves_no_trace(library: SmallLibrary) -> None:
    library.pipeline.run_folder(library.corpus)
    for path in (library.corpus / "visit").glob("ko.*"):
        path.unlink()
    report = library.pipeline.run_folder(library.corpus)
    assert report.removed == ("visit.ko",)
    assert "visit.ko" not in found(library, "견본 명함 챙길 도구")
    assert "견본" not in dump(library)
    assert library.pipeline.verify() == []


def test_a_head_alone_holds_no_text_and_a_warning_names_its_file_once(library: SmallLibrary, tmp_path: Path) -> None:
    brought = tmp_path / "brought"
    brought.mkdir()
    (brought / "bare.md").write_text("---\ntitle: Prices\n---\n", encoding="utf-8")
    (brought / "odd.md").write_text("---\ntitle: Pay\ncolour: red\n---\nPay on the tenth.\n", encoding="utf-8")
    report = library.pipeline.run_folder(brought)
    assert [failure.reason for failure in report.failed] == [
        "bare.md holds no text. Write the text into it, save it, and add it again."
    ]
    assert [warning.partition(";")[0] for warning in report.warnings] == ["odd.md: line 3: unknown key 'colour'"]


def test_a_document_removed_on_purpose_waits_for_again(library: SmallLibrary) -> None:
    library.pipeline.run_folder(library.corpus)
    library.pipeline.remove("visit.ko")
    report = library.pipeline.run_folder(library.corpus)
    assert report.added == ()
    assert any("--again" in warning for warning in report.warnings)
    assert "visit.ko" not in found(library, "견본")
    again = library.pipeline.run_folder(library.corpus / "visit" / "ko.md", again=True)
    assert again.added == ("visit.ko",)


@pytest.mark.parametrize(
    ("place", "data", "says"),
    [
        ("broken.docx", b"PK\x03\x04 not a document", "broken.docx"),
        ("empty.md", b"", "empty"),
        ("blank.md", b" \n\n ", "no text"),
        ("binary.txt", bytes(range(256)) * 20, "binary.txt"),
        ("image.png", b"\x89PNG", "can't be read"),
        ("russian.md", "Это русский текст о продажах, который мы не умеем читать.".encode(), "language"),
        ("unknown-key.md", head("w").replace("topics", "topicz").encode() + b"Text.\n", "line 6"),
        ("wrong-count.md", head("wrong-count").encode() + b"## A {#a}\n\nText.\n", "passages"),
        ("zz-second.md", head("visit").encode() + b"Text.\n", "already belongs"),
        ("sidecar.md", b"A text with a broken sidecar.\n", "sidecar.md.meta.yaml"),
    ],
)
def test_one_broken_file_fails_by_name_and_does_not_stop_the_run(
    library: SmallLibrary, place: str, data: bytes, says: str
) -> None:
    (library.corpus / place).write_bytes(data)
    library.write("wrong-count.questions.yaml", "a:\n  passages: 7\n  section:\n    - Is this a question?\n")
    library.write("sidecar.md.meta.yaml", "readers: [nobody-knows]\n")
    report = library.pipeline.run_folder(library.corpus)
    assert [failure.place for failure in report.failed] == [place]
    assert says in report.failed[0].reason
    assert "Traceback" not in report.failed[0].reason
    assert len(report.added) == 4
    assert library.pipeline.verify() == []


def test_a_file_that_breaks_keeps_its_last_good_version(library: SmallLibrary) -> None:
    library.pipeline.run_folder(library.corpus)
    (library.corpus / "visit" / "en.md").write_bytes(b"")
    report = library.pipeline.run_folder(library.corpus)
    assert [failure.place for failure in report.failed] == ["visit/en.md"]
    assert report.removed == ()
    assert "visit.en" in found(library, "samples")


def test_a_hit_in_any_language_is_shown_in_the_askers(library: SmallLibrary) -> None:
    library.pipeline.run_folder(library.corpus)
    words = {Language.BG: "мостри?", Language.KO: "견본?", Language.ZH: "样品?", Language.EN: "samples?"}
    for language, word in words.items():
        result = library.coach.ask(Question(word, language=language))
        assert isinstance(result, Material)
        assert result.language is language
        assert {citation.language for citation in result.citations} == {language}
        assert {citation.original_language for citation in result.citations} == {Language.KO}


def test_a_text_in_one_language_is_quoted_in_its_own(library: SmallLibrary) -> None:
    library.pipeline.run_folder(library.corpus)
    library.write("leasing.md", "# 리스 계약\n\n리스 계약은 세 부를 준비하십시오.\n")
    library.pipeline.run_folder(library.corpus)
    result = library.coach.ask(Question("리스 계약", language=Language.EN))
    assert isinstance(result, Material)
    assert result.citations[0].document == "leasing.ko"
    assert result.citations[0].language is Language.KO


def test_an_upload_is_previewed_kept_replaced_and_gone(library: SmallLibrary) -> None:
    library.pipeline.run_folder(library.corpus)
    data = "# Лизинг\n\nПодгответе договора в три екземпляра.\n".encode("cp1251")
    preview = library.pipeline.preview_upload("Лизинг.txt", data, {})
    assert (preview.language, preview.encoding) == (Language.BG, "windows-1251")
    assert preview.title == "Лизинг"
    # What it is called stands in its first heading, whatever the file is named.
    assert library.pipeline.preview_upload("scan-0001.txt", data, {}).title == "Лизинг"
    assert library.catalog.sources("uploads") == {}
    report = library.pipeline.add_upload("Лизинг.txt", data, {"readers": ["hr"]})
    assert len(report.added) == 1
    document = report.added[0]
    assert library.coach.library.document(document, Role.HR).title == "Лизинг"
    assert found(library, "Лизинг договора", Role.REP).isdisjoint({document})
    with pytest.raises(InputError):
        library.pipeline.add_upload("Лизинг.txt", b"", {})
    assert library.catalog.document(document).passages == 1
    folder = library.pipeline.run_folder(library.corpus)
    assert folder.removed == ()
    library.pipeline.remove(document)
    assert not list((library.home / "uploads").glob("*.txt"))
    assert document not in found(library, "Лизинг договора")


def test_another_model_is_announced_and_never_mixed(tmp_path: Path) -> None:
    first = small_library(tmp_path)
    write_editions(first)
    first.pipeline.run_folder(first.corpus)
    second = small_library(tmp_path, dimension=8)
    with pytest.raises(IndexMismatch, match="coach ingest"):
        second.coach.search("samples", None, 5, Role.ADMIN)
    assert "coach ingest" in (second.coach.ready() or "")
    report = second.pipeline.run_folder(second.corpus)
    assert len(report.kept) == 4
    assert report.embedded == 12 + 8
    assert "visit.en" in found(second, "samples")
    assert second.pipeline.verify() == []


def test_one_writer_at_a_time(library: SmallLibrary) -> None:
    with run_lock(library.home), pytest.raises(Busy, match="process"):
        library.pipeline.run_folder(library.corpus)


def test_a_decoy_file_is_taken_in_and_a_broken_one_changes_nothing(library: SmallLibrary) -> None:
    library.write("decoys.en.yaml", "- {question: What is the weather?, kind: far}\n")
    library.pipeline.run_folder(library.corpus)
    assert [decoy.text for decoy in library.catalog.decoys(Language.EN)] == ["What is the weather?"]
    library.write("decoys.en.yaml", "- {question: What is the weather?, kind: sideways}\n")
    report = library.pipeline.run_folder(library.corpus)
    assert [failure.place for failure in report.failed] == ["decoys.en.yaml"]
    assert len(library.catalog.decoys(Language.EN)) == 1


def test_chroma_serves_the_same_as_exact_search(tmp_path: Path) -> None:
    library = small_library(tmp_path, vectors="chroma")
    write_editions(library)
    library.pipeline.run_folder(library.corpus)
    assert [path.name for path in (library.home / "chroma").iterdir()] == ["gen-1"]
    served = library.coach.search("samples", None, 50, Role.ADMIN)
    exact = small_library(tmp_path).coach.search("samples", None, 50, Role.ADMIN)
    assert [hit.passage.id for hit in served.hits] == [hit.passage.id for hit in exact.hits]
    for path in (library.corpus / "visit").glob("ko.*"):
        path.unlink()
    library.pipeline.run_folder(library.corpus)
    assert "visit.ko" not in found(library, "견본")
    assert (library.home / "chroma" / "gen-2").is_dir()


def test_a_lost_chroma_folder_costs_no_answer_and_is_built_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = small_library(tmp_path, vectors="chroma")
    write_editions(library)
    library.pipeline.run_folder(library.corpus)
    shutil.rmtree(library.home / "chroma")
    assert "visit.en" in found(small_library(tmp_path, vectors="chroma"), "samples")
    assert "searched exactly" in caplog.text
    report = library.pipeline.run_folder(library.corpus)
    assert (len(report.kept), report.embedded) == (4, 0)
    assert (library.home / "chroma" / "gen-2").is_dir()
