"""Whatever goes wrong leaves as a problem body in the reader's language, without a trace."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from kb.errors import CitationError, EmbeddingError, IndexMismatch, StoreError
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit

ASK = "/v1/ask"
JSON = {"Content-Type": "application/json"}


def test_details_follow_accept_language(client: TestClient) -> None:
    details = {
        language: client.post(ASK, json={"question": " \n\u3000"}, headers={"Accept-Language": language}).json()[
            "detail"
        ]
        for language in ("zh-CN", "ko", "bg", "en", "fr")
    }
    assert details["zh-CN"] == "请写下问题后重新发送。"
    assert details["ko"] == "질문을 적어 다시 보내 주세요."
    assert details["bg"] == "Напишете въпрос и го изпратете отново."
    assert details["fr"] == details["en"] == "Write a question and send it again."


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"question": ""}, 422, "empty_question"),
        ({"question": " \t\n\u3000\u00a0"}, 422, "empty_question"),
        ({"question": "x" * 8001}, 413, "too_large"),
        ({"question": " " * 8001}, 413, "too_large"),
        ({"question": "x", "history": ["y" * 8001]}, 413, "too_large"),
        ({"question": "x", "history": ["y"] * 51}, 422, "invalid_request"),
        ({"question": "x", "language": "fr"}, 422, "unknown_language"),
        ({"question": "x", "language": None}, 422, "unknown_language"),
        ({"question": "x", "language": 7}, 422, "unknown_language"),
        ({}, 422, "invalid_request"),
        ({"question": None}, 422, "invalid_request"),
        ({"question": ["x"]}, 422, "invalid_request"),
        ([], 422, "invalid_request"),
    ],
)
def test_bad_questions(client: TestClient, coach: FakeCoach, body: object, status: int, code: str) -> None:
    response = client.post(ASK, json=body)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["instance"] == ASK
    assert problem["errors"]
    assert "xxx" not in response.text
    assert coach.asked == []


def test_a_problem_names_the_field(client: TestClient) -> None:
    errors = client.post(ASK, json={"question": "x", "history": ["a", 5]}).json()["errors"]
    assert [(error["field"], error["code"]) for error in errors] == [("history.1", "string_type")]


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        (b'{"question": ', JSON, 400, "malformed_json"),
        (b'{"question": "\xff"}', JSON, 400, "malformed_json"),
        (b"[" * 200_000, JSON, 400, "malformed_json"),
        (b'{"question": "x"}', {"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
        (b'{"question": "x"}', {}, 415, "unsupported_media_type"),
        (b"question=x", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type"),
        (b"", JSON, 422, "invalid_request"),
    ],
)
def test_bodies_that_are_no_json(
    client: TestClient, content: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    response = client.post(ASK, content=content, headers=headers)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_an_announced_body_is_refused_before_it_is_read(client: TestClient) -> None:
    response = client.post(ASK, content=b"x" * 4_000_001, headers=JSON | {"Accept-Language": "ko"})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (413, "too_large")
    assert "4,000,000바이트" in problem["detail"]


def test_a_chunked_body_is_counted(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"question": "'
        for _ in range(45):
            yield b"x" * 100_000

    response = client.post(ASK, content=chunks(), headers=JSON)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["code"]) == (413, "too_large")
    assert "4,000,000" in problem["detail"]


def test_no_such_address(client: TestClient) -> None:
    response = client.get("/v1/nothing")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert "/openapi.json" in response.json()["detail"]


def test_wrong_method(client: TestClient) -> None:
    response = client.get(ASK, headers={"Accept-Language": "zh"})
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (StoreError("/srv/secret: disk I/O error"), 503, "store"),
        (EmbeddingError("/srv/secret: no weights"), 503, "embedding"),
        (IndexMismatch("built with another model"), 503, "index_mismatch"),
        (CitationError("secret quote"), 500, "internal"),
        (ZeroDivisionError("secret"), 500, "internal"),
    ],
)
def test_errors_of_the_coach(client: TestClient, coach: FakeCoach, error: Exception, status: int, code: str) -> None:
    coach.error = error
    response = client.post(ASK, json={"question": "x"})
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_problem_is_valid_json_with_the_reader_s_language(client: TestClient) -> None:
    response = client.get("/v1/documents/none", headers={"Accept-Language": "bg-BG,bg;q=0.9"})
    assert response.headers["content-language"] == "bg"
    assert "Accept-Language" in response.headers["vary"]
    assert json.loads(response.content)["title"] == "Не е намерено"
