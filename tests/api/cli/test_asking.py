"""`coach ask` and `coach search`: exit codes, JSON to the letter, and what a terminal shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from kb.errors import EmbeddingError, Gone, InputError, StoreError
from kb.types import Language, Role
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.live import serving

pytestmark = pytest.mark.unit

Run = Callable[..., Result]


def test_an_answer_shows_lines_and_sources(run: Run, coach: FakeCoach) -> None:
    done = run("ask", "재고를", "어떻게", "확인하나요?", "--language", "ko")
    assert done.exit_code == 0
    assert coach.asked[0].text == "재고를 어떻게 확인하나요?"
    assert (coach.asked[0].language, coach.asked[0].role) == (Language.KO, Role.ADMIN)
    assert "1. 😀 창고 재고를 센다. [1]" in done.stdout
    assert "\n [1] [2] 재고 확인  stock.ko#check" in done.stdout
    assert done.stdout.count("수량을 적는다.") == 1


def test_brackets_of_a_text_are_shown_as_they_are(run: Run) -> None:
    assert "figures [list]. [2]" in run("ask", "stock").stdout


def test_a_refusal_is_exit_code_3(run: Run) -> None:
    done = run("ask", "😶")
    assert done.exit_code == 3
    assert "Ask me." in done.stdout
    assert "Checking the stock  stock.en#check" in done.stdout
    done = run("ask", "😶", "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["refusal"]["reason"] == "not_a_question"


def test_json_is_the_api_s_body(run: Run) -> None:
    body = json.loads(run("ask", "재고", "-l", "ko", "--json").stdout)
    assert body["citations"][0]["quote"] == "😀 창고 재고를 센다."
    assert list(body)[:3] == ["id", "kind", "language"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"], ["ask", "  "], ["ask", ""], ["ask", "x" * 8001], ["ask", "x", "--language", "fr"],
        ["ask", "x", "--what"], ["search", " "], ["search", "x", "--limit", "0"], ["nonsense"], [],
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2(run: Run, coach: FakeCoach, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
    assert coach.asked == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreError("disk"), 1), (EmbeddingError("no weights"), 1), (Gone("gone"), 1), (OSError("full"), 1),
        (InputError("bad"), 2),
    ],
)  # fmt: skip
def test_errors_are_a_sentence_and_an_exit_code(run: Run, coach: FakeCoach, error: Exception, code: int) -> None:
    coach.error = error
    done = run("ask", "x")
    assert done.exit_code == code
    assert str(error) in done.stderr
    assert "Traceback" not in done.output


def test_json_of_an_error_is_a_problem(run: Run, coach: FakeCoach) -> None:
    coach.error = StoreError("the disk is full")
    done = run("ask", "x", "--json")
    problem = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (problem["code"], problem["reason"]) == ("store", "the disk is full")


def test_what_a_terminal_in_another_encoding_sends(run: Run, coach: FakeCoach) -> None:
    assert run("ask", "caf\udce9").exit_code == 0
    assert coach.asked[0].text == "caf?"


def test_search_shows_scores(run: Run, coach: FakeCoach) -> None:
    done = run("search", "재고", "-n", "2")
    assert "0.900  stock.zh#check  dense 0.70 asked 0.50" in done.stdout
    assert coach.searched == [("재고", None, 2, Role.ADMIN)]
    body = json.loads(run("search", "x", "-l", "bg", "--json").stdout)
    assert [hit["document"] for hit in body["hits"]] == ["stock.bg"]


@pytest.mark.integration
def test_commands_go_through_a_running_service(run: Run, home: Path, pipeline: FakePipeline, coach: FakeCoach) -> None:
    there = FakeCoach()
    with serving(home, there, pipeline):
        assert run("ask", "x", "-l", "zh").exit_code == 0
        assert run("ask", "😶").exit_code == 3
        there.error = InputError("bad")
        assert run("ask", "x").exit_code == 2
        there.error = StoreError("disk")
        failed = run("ask", "x", "--json")
        assert failed.exit_code == 1
        assert json.loads(failed.stdout)["code"] == "store"
    assert (len(there.asked), coach.asked) == (2, [])
    assert run("ask", "x").exit_code == 0
    assert len(coach.asked) == 1
