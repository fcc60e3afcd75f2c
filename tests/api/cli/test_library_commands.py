"""`coach documents`, `ingest` and `verify`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from api.client import ProblemAnswer
from api.schemas.common import Problem
from ingest.report import Failure, Report
from kb.errors import Busy
from tests.api.fake_pipeline import EARLIER, FakePipeline

pytestmark = pytest.mark.unit

Run = Callable[..., Result]


@pytest.mark.parametrize("arguments", [["documents"], ["documents", "list"]])
def test_list(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 0
    for word in ("stock.zh", "检查库存", "재고 확인"):
        assert word in done.stdout
    assert len(json.loads(run(*arguments, "--json").stdout)["documents"]) == 4


def test_show(run: Run) -> None:
    done = run("documents", "show", "stock.bg")
    assert done.exit_code == 0
    assert "Проверка на наличностите  #check, 2" in done.stdout
    assert "stock.zh, stock.ko, stock.bg, stock.en" in done.stdout
    body = json.loads(run("documents", "show", "stock.bg", "--json").stdout)
    assert body["editions"][0]["id"] == "stock.zh"


@pytest.mark.parametrize(("document", "code"), [("none.en", "not_found"), ("old.en", "gone")])
def test_show_what_is_not_there(run: Run, document: str, code: str) -> None:
    done = run("documents", "show", document)
    assert done.exit_code == 1
    assert document in done.stderr
    assert json.loads(run("documents", "show", document, "--json").stdout)["code"] == code


def test_remove_asks_first(run: Run, pipeline: FakePipeline) -> None:
    assert run("documents", "remove", "stock.en", answer="n\n").exit_code == 1
    assert run("documents", "remove", "stock.en", answer="").exit_code == 1
    assert pipeline.removed == []
    done = run("documents", "remove", "stock.en", answer="y\n")
    assert done.exit_code == 0
    assert "Checking the stock" in done.stderr
    assert run("documents", "remove", "stock.ko", "--yes").exit_code == 0
    assert pipeline.removed == ["stock.en", "stock.ko"]
    assert run("documents", "remove", "none.en", "--yes").exit_code == 1


def test_what_is_not_there_is_said_once() -> None:
    detail, reason = "There is no such document. Choose one from the list.", "There is no document 'none.en'."
    problem = Problem(type="", title="Not found", status=404, detail=detail, code="not_found", reason=reason)
    assert str(ProblemAnswer(problem)) == detail
    assert str(ProblemAnswer(problem.model_copy(update={"status": 409}))) == f"{detail} ({reason})"


def test_what_was_removed_can_be_put_back(run: Run, pipeline: FakePipeline) -> None:
    assert "Nothing is kept" in run("documents", "removed").stdout
    assert "coach documents put-back stock.en" in run("documents", "remove", "stock.en", "--yes").stdout
    listed = run("documents", "removed").stdout
    for word in ("stock.en", "Checking the stock", "2026-11-22", "2026-12-22"):
        assert word in listed
    assert json.loads(run("documents", "removed", "--json").stdout)["texts"][0]["id"] == "stock.en"
    assert "again" in run("documents", "put-back", "stock.en").stdout
    assert run("documents", "put-back", "stock.en").exit_code == 1
    assert pipeline.put_backs == [("stock.en", None)]


def test_an_earlier_version_is_named_by_its_beginning(run: Run, pipeline: FakePipeline) -> None:
    assert "No earlier version of stock.ko" in run("documents", "versions", "stock.ko").stdout
    listed = run("documents", "versions", "stock.en").stdout
    assert EARLIER[:19] in listed
    assert json.loads(run("documents", "versions", "stock.en", "--json").stdout)["versions"][0]["version"] == EARLIER
    body = json.loads(run("documents", "put-back", "stock.en", "--version", EARLIER[:15], "--json").stdout)
    assert body["id"] == "stock.en"
    assert run("documents", "put-back", "stock.en", "--version", "sha256:zz").exit_code == 1
    assert pipeline.put_backs == [("stock.en", EARLIER)]


def test_dropping_asks_first(run: Run, pipeline: FakePipeline) -> None:
    pipeline.removed.append("stock.en")
    assert run("documents", "drop", "stock.en", answer="n\n").exit_code == 1
    assert pipeline.removed == ["stock.en"]
    assert run("documents", "drop", "stock.en", answer="y\n").exit_code == 0
    assert pipeline.removed == []
    assert run("documents", "drop", "stock.en", "--yes").exit_code == 1


def test_ingest_takes_the_corpus_by_default(run: Run, home: Path, pipeline: FakePipeline) -> None:
    missing = run("ingest")
    assert missing.exit_code == 2
    assert "coach ingest PATH" in missing.stderr
    (home / "corpus").mkdir()
    done = run("ingest")
    assert done.exit_code == 0
    assert pipeline.folders == [(Path("corpus"), False)]
    assert "kept     1" in done.stdout
    assert "read …" in done.stderr


def test_ingest_of_several_paths_is_one_report(run: Run, home: Path, pipeline: FakePipeline) -> None:
    for name in ("a", "б"):
        (home / name).mkdir()
    body = json.loads(run("ingest", "a", "б", "--again", "--json").stdout)
    assert pipeline.folders == [(Path("a"), True), (Path("б"), True)]
    assert body["kept"] == ["stock.en", "stock.en"]
    assert body["seconds"] == 0.5


def test_a_failed_file_is_named_with_its_reason(run: Run, home: Path, pipeline: FakePipeline) -> None:
    (home / "corpus").mkdir()
    pipeline.report = Report(
        added=tuple(f"d{number}.en" for number in range(10)),
        failed=(Failure("b.pdf", "is [password] protected"),),
        warnings=("c.md: unknown key",),
        passages=7,
        questions=3,
        embedded=9,
        seconds=1.25,
    )
    done = run("ingest")
    assert done.exit_code == 1
    assert "✗ b.pdf: is [password] protected" in done.stdout
    assert "! c.md: unknown key" in done.stdout
    assert "d7.en and 2 more" in done.stdout
    assert "7 passages and 3 questions stored, 9 texts embedded, 1.2 s" in done.stdout


def test_brief_says_nothing_when_nothing_happened(run: Run, home: Path, pipeline: FakePipeline) -> None:
    (home / "corpus").mkdir()
    assert run("ingest", "--brief").stdout == ""
    pipeline.report = Report(changed=("a.en",))
    assert "changed  1  a.en" in run("ingest", "--brief").stdout


@pytest.mark.parametrize(
    ("error", "words"),
    [(Busy("process 7 is at work"), "process 7"), (KeyboardInterrupt(), "Nothing is lost")],
)
def test_ingest_that_can_t_go_on(
    run: Run, home: Path, pipeline: FakePipeline, error: BaseException, words: str
) -> None:
    (home / "corpus").mkdir()
    pipeline.error = error
    done = run("ingest")
    assert done.exit_code == 1
    assert words in done.stderr


def test_verify(run: Run, pipeline: FakePipeline) -> None:
    assert run("verify").exit_code == 0
    assert json.loads(run("verify", "--json").stdout) == {"sound": True, "problems": []}
    pipeline.disagreements = ["stock.en: passage 3 is not at its offsets"]
    done = run("verify")
    assert done.exit_code == 1
    assert "✗ stock.en: passage 3" in done.stdout
    assert json.loads(run("verify", "--json").stdout)["sound"] is False
