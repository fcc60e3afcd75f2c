"""`/v1/chat/completions` as chat clients use it: plain, streamed, with a history, and wrongly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.keys import KeyStore
from kb.types import Role
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit

CHAT = "/v1/chat/completions"
TEXT = "1. 😀 Count the warehouse. [1]\n2. Note the figures [list]. [2]\n\n[1] [2] Checking the stock"


def body(*messages: tuple[str, Any], **more: Any) -> dict[str, Any]:
    return {"model": "fieldcoach", "messages": [{"role": role, "content": text} for role, text in messages], **more}


def test_a_completion(client: TestClient) -> None:
    answer = client.post(CHAT, json=body(("user", "stock?"), temperature=0.2, max_tokens=5)).json()
    assert (answer["object"], answer["model"], answer["id"]) == ("chat.completion", "fieldcoach", "chatcmpl-m1")
    (choice,) = answer["choices"]
    assert choice == {"index": 0, "message": {"role": "assistant", "content": TEXT}, "finish_reason": "stop"}
    assert answer["usage"] == {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    assert answer["fieldcoach"]["citations"][0]["quote"] == "😀 Count the warehouse."


def test_the_last_user_message_is_asked_with_the_earlier_ones(client: TestClient, coach: FakeCoach) -> None:
    parts = [{"type": "text", "text": "And for"}, {"type": "image_url", "image_url": {"url": "x"}},
             {"type": "text", "text": "B customers?"}]  # fmt: skip
    client.post(
        CHAT,
        json=body(
            ("system", "You are a pirate."), ("user", "A customers?"), ("assistant", None), ("user", "  "),
            ("user", parts), ("assistant", "Yes"),
        ),
    )  # fmt: skip
    (question,) = coach.asked
    assert (question.text, question.history) == ("And for\nB customers?", ("A customers?",))
    assert (question.language, question.role) == (None, Role.ADMIN)


def test_a_long_conversation_keeps_its_end(client: TestClient, coach: FakeCoach) -> None:
    client.post(CHAT, json=body(*(("user", f"question {n}") for n in range(80))))
    assert coach.asked[0].text == "question 79"
    assert coach.asked[0].history == tuple(f"question {n}" for n in range(29, 79))


def events(text: str) -> list[Any]:
    parts = text.split("\n\n")
    assert parts.pop() == ""
    assert parts.pop() == "data: [DONE]"
    assert all(part.startswith("data: ") and "\n" not in part and part.isascii() for part in parts)
    return [json.loads(part.removeprefix("data: ")) for part in parts]


def test_a_stream(client: TestClient) -> None:
    response = client.post(CHAT, json=body(("user", "stock?"), stream=True))
    assert response.headers["content-type"].startswith("text/event-stream")
    chunks = events(response.text)
    assert chunks[0]["choices"][0] == {"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}
    assert "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks) == TEXT
    last = chunks[-1]
    assert (last["choices"][0]["finish_reason"], last["choices"][0]["delta"]) == ("stop", {})
    assert last["fieldcoach"]["citations"][1]["quote"] == "Note the\u2028figures [list]."
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert all("usage" not in chunk for chunk in chunks)


def test_a_stream_with_usage(client: TestClient) -> None:
    asked = body(("user", "stock?"), stream=True, stream_options={"include_usage": True})
    last = events(client.post(CHAT, json=asked).text)[-1]
    assert (last["choices"], last["usage"]["total_tokens"]) == ([], 0)


def test_a_refusal_is_an_answer(client: TestClient) -> None:
    answer = client.post(CHAT, json=body(("user", "😶"))).json()
    assert answer["choices"][0]["message"]["content"] == "Ask me.\n- Checking the stock"
    assert answer["fieldcoach"]["refusal"]["reason"] == "not_a_question"


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        (body(), 422, "invalid_request"),
        (body(("assistant", "x")), 422, "empty_question"),
        (body(("user", "x"), ("user", "  ")), 422, "empty_question"),
        (body(("user", [{"type": "image_url"}])), 422, "empty_question"),
        (body(("user", "x" * 8001)), 413, "too_large"),
        (body(("user", "x")) | {"model": "gpt-4"}, 404, "unknown_model"),
        ({"model": "fieldcoach"}, 422, "invalid_request"),
        (body(("user", 7)), 422, "invalid_request"),
    ],
)
def test_what_can_t_be_asked(client: TestClient, coach: FakeCoach, wrong: Any, status: int, code: str) -> None:
    for stream in (False, True):
        response = client.post(CHAT, json={**wrong, "stream": stream})
        assert (response.status_code, response.json()["code"]) == (status, code)
        assert response.headers["content-type"] == "application/problem+json"
        error = response.json()["error"]
        assert (error["code"], error["type"]) == (code, "invalid_request_error")
        assert error["message"] == response.json()["detail"]
    assert coach.asked == []


def test_models(client: TestClient) -> None:
    assert [model["id"] for model in client.get("/v1/models").json()["data"]] == ["fieldcoach"]
    assert client.get("/v1/models/fieldcoach").json()["object"] == "model"
    assert client.get("/v1/models/gpt-4", headers={"Accept-Language": "bg"}).json()["title"] == "Непознат модел"


def test_keys(client: TestClient, keys: KeyStore, coach: FakeCoach) -> None:
    key = keys.issue("phone", Role.REP).text
    assert client.get("/v1/models").status_code == 401
    assert client.post(CHAT, json=body(("user", "x"))).status_code == 401
    client.post(CHAT, json=body(("user", "재고?")), headers={"Authorization": f"Bearer {key}"})
    assert [question.role for question in coach.asked] == [Role.REP]


def test_the_language_is_found_by_the_coach(client: TestClient, coach: FakeCoach) -> None:
    client.post(CHAT, json=body(("user", "재고?")))
    assert coach.asked[0].language is None


@pytest.mark.parametrize("asked", [{}, {"messages": []}])
def test_a_talk_without_messages_is_told_what_is_missing(client: TestClient, asked: dict[str, object]) -> None:
    problem = client.post(
        "/v1/chat/completions", json={"model": "fieldcoach"} | asked, headers={"Accept-Language": "bg"}
    )
    assert problem.status_code == 422
    assert problem.json()["error"]["message"].startswith("Полето messages е празно.")
