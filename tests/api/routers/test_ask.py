"""`/v1/ask` to the letter of the contract, in four languages, and its event stream."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kb.types import Language, Role
from tests.api.fake_library import stored
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit

RESULT_KEYS = {
    "id", "kind", "language", "title", "question_used", "written_by", "blocks", "citations", "related",
    "uncovered", "refusal", "elapsed_ms",
}  # fmt: skip
CITATION_KEYS = {
    "number", "document", "work", "title", "section", "anchor", "language", "original_language", "quote",
    "start", "end", "version", "made_by", "reviewed",
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "ko", "bg", "en"])
def test_answer_has_the_contract_s_shape(client: TestClient, language: str) -> None:
    response = client.post("/v1/ask", json={"question": "재고?", "language": language})
    body = response.json()
    assert response.status_code == 200
    assert set(body) == RESULT_KEYS
    assert (body["kind"], body["language"]) == ("answer", language)
    assert (body["title"], body["refusal"]) == (None, None)
    assert body["written_by"] == "extract"
    block = body["blocks"][0]
    assert set(block) == {"key", "heading", "style", "minutes", "lines"}
    assert block["style"] == "steps"
    assert block["lines"][1] == {"id": "l2", "text": body["citations"][1]["quote"], "citations": [2]}
    cited = body["citations"][0]
    assert set(cited) == CITATION_KEYS
    assert (cited["original_language"], cited["reviewed"]) == ("ko", "2026-11-20")
    assert stored(cited["document"])[cited["start"] : cited["end"]] == cited["quote"]
    assert isinstance(body["elapsed_ms"], float)


def test_refusal_is_a_result(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "😶"})
    body = response.json()
    assert response.status_code == 200
    assert set(body) == RESULT_KEYS
    assert (body["kind"], body["blocks"], body["citations"]) == ("refusal", [], [])
    assert body["refusal"] == {"reason": "not_a_question", "message": "Ask me."}
    assert body["related"] == [{"document": "stock.en", "anchor": "check", "title": "Checking the stock"}]


def test_the_coach_gets_language_history_and_role(client: TestClient, coach: FakeCoach) -> None:
    client.post("/v1/ask", json={"question": " а за Б? ", "language": "auto", "history": ["A?", "B?"]})
    client.post("/v1/ask", json={"question": "x", "language": "bg"})
    first, second = coach.asked
    assert (first.text, first.language, first.history) == (" а за Б? ", None, ("A?", "B?"))
    assert first.role is Role.ADMIN
    assert second.language is Language.BG


@pytest.mark.parametrize("question", ["?", "👍👍", "asdf qwer", "x" * 8000, "\u0000", "你好 how 안녕"])
def test_odd_questions_reach_the_coach(client: TestClient, coach: FakeCoach, question: str) -> None:
    assert client.post("/v1/ask", json={"question": question}).status_code == 200
    assert coach.asked[0].text == question


def test_lone_surrogates_never_reach_the_coach(client: TestClient, coach: FakeCoach) -> None:
    content = b'{"question": "a\\ud800b \\ud83d\\ude36"}'
    response = client.post("/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    assert coach.asked[0].text == "a\ufffdb 😶"


def events(text: str) -> list[tuple[str, Any]]:
    found = []
    for frame in text.removesuffix("\n\n").split("\n\n"):
        name, data = frame.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_stream_sends_lines_then_the_result(client: TestClient) -> None:
    question = {"question": "stock?", "language": "en"}
    response = client.post("/v1/ask/stream", json=question)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert "\u2028" not in response.text
    *lines, (last, result) = events(response.text)
    assert [name for name, _ in lines] == ["line", "line"]
    assert last == "result"
    assert result["blocks"][0]["lines"] == [event["line"] for _, event in lines]
    assert lines[1][1]["line"]["text"] == "Note the\u2028figures [list]."
    assert (lines[0][1]["block"], lines[0][1]["style"]) == (0, "steps")
    plain = client.post("/v1/ask", json=question).json()
    assert {**plain, "elapsed_ms": 0} == {**result, "elapsed_ms": 0}


def test_stream_of_a_refusal_is_its_result(client: TestClient) -> None:
    ((name, result),) = events(client.post("/v1/ask/stream", json={"question": "😶"}).text)
    assert (name, result["kind"]) == ("result", "refusal")


def test_stream_errors_keep_their_status(client: TestClient) -> None:
    response = client.post("/v1/ask/stream", json={"question": "  "})
    assert (response.status_code, response.json()["code"]) == (422, "empty_question")
