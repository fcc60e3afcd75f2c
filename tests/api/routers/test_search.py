"""`/v1/search` to the letter of the contract."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from kb.types import Language, Role
from tests.api.fake_library import stored
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit

HIT_KEYS = {
    "passage", "document", "anchor", "section", "language", "text", "start", "end", "version", "dense",
    "lexical", "asked", "score",
}  # fmt: skip


def test_hits_have_the_contract_s_shape(client: TestClient, coach: FakeCoach) -> None:
    response = client.post("/v1/search", json={"text": "库存"})
    hits = response.json()["hits"]
    assert set(response.json()) == {"hits"}
    assert [hit["language"] for hit in hits] == ["zh", "ko", "bg", "en"]
    assert set(hits[0]) == HIT_KEYS
    assert (hits[0]["dense"], hits[0]["lexical"], hits[0]["asked"], hits[0]["score"]) == (0.7, None, 0.5, 0.9)
    assert stored(hits[0]["document"])[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]
    assert coach.searched == [("库存", None, 10, Role.ADMIN)]


def test_language_and_limit_reach_the_coach(client: TestClient, coach: FakeCoach) -> None:
    hits = client.post("/v1/search", json={"text": "x", "language": "bg", "limit": 1}).json()["hits"]
    assert [hit["document"] for hit in hits] == ["stock.bg"]
    assert coach.searched == [("x", Language.BG, 1, Role.ADMIN)]


def test_the_schema_says_what_is_searched_without_a_language(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()["components"]["schemas"]["SearchIn"]
    said = schema["properties"]["language"]["description"]
    assert "all four" in said
    assert "parallel" in said


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": " "}, 422, "empty_question"),
        ({"text": "x" * 8001}, 413, "too_large"),
        ({"text": "x", "language": "auto"}, 422, "unknown_language"),
        ({"text": "x", "limit": 0}, 422, "invalid_request"),
        ({"text": "x", "limit": 101}, 422, "invalid_request"),
        ({"text": "x", "limit": 1.5}, 422, "invalid_request"),
        ({}, 422, "invalid_request"),
    ],
)
def test_bad_searches(client: TestClient, body: dict[str, object], status: int, code: str) -> None:
    response = client.post("/v1/search", json=body)
    assert (response.status_code, response.json()["code"]) == (status, code)
