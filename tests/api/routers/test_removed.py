"""Putting back over HTTP: for those who may remove, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.keys import KeyStore
from api.schemas.removed import EarlierListOut, PutBackIn, RemovedListOut
from kb.errors import Busy, DuplicateDocument
from kb.types import Role
from tests.api.fake_pipeline import EARLIER, FakePipeline

pytestmark = pytest.mark.unit

ROUTES = [
    ("GET", "/v1/removed"),
    ("POST", "/v1/removed/stock.en/restore"),
    ("DELETE", "/v1/removed/stock.en"),
    ("GET", "/v1/documents/stock.en/earlier"),
    ("POST", "/v1/documents/stock.en/earlier/restore"),
]


def test_what_was_removed_is_listed_put_back_and_dropped(client: TestClient, pipeline: FakePipeline) -> None:
    assert client.get("/v1/removed").json() == {"texts": []}
    for document in ("stock.en", "stock.ko"):
        assert client.delete(f"/v1/documents/{document}").status_code == 204
    texts = client.get("/v1/removed").json()["texts"]
    assert [one["id"] for one in texts] == ["stock.ko", "stock.en"]
    assert (texts[0]["title"], texts[0]["path"]) == ("재고 확인", "stock/ko.md")
    assert (texts[0]["removed"], texts[0]["until"]) == ("2026-11-22T16:40:02Z", "2026-12-22T16:40:02Z")
    back = client.post("/v1/removed/stock.ko/restore")
    assert (back.status_code, back.json()["id"], len(back.json()["editions"])) == (200, "stock.ko", 4)
    assert pipeline.put_backs == [("stock.ko", None)]
    assert client.delete("/v1/removed/stock.en").status_code == 204
    assert client.delete("/v1/removed/stock.en").status_code == 404
    assert client.post("/v1/removed/stock.en/restore").json()["code"] == "not_found"
    assert client.get("/v1/removed").json() == {"texts": []}


def test_an_earlier_version_is_listed_and_put_back(client: TestClient, pipeline: FakePipeline) -> None:
    body = client.get("/v1/documents/stock.en/earlier").json()
    assert [one["version"] for one in body["versions"]] == [EARLIER]
    assert client.get("/v1/documents/stock.ko/earlier").json()["versions"] == []
    assert client.get("/v1/documents/old.en/earlier").status_code == 410
    path = "/v1/documents/stock.en/earlier/restore"
    assert client.post(path, json={"version": EARLIER}).json()["id"] == "stock.en"
    assert client.post(path, json={"version": "sha256:0"}).status_code == 404
    assert client.post(path, json={}).status_code == 422
    assert pipeline.put_backs == [("stock.en", EARLIER)]


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER, Role.HR])
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_only_who_may_remove_may_put_back(
    client: TestClient, keys: KeyStore, pipeline: FakePipeline, role: Role, method: str, path: str
) -> None:
    pipeline.removed.append("stock.en")
    headers = {"Authorization": f"Bearer {keys.issue('one', role).text}"}
    response = client.request(method, path, headers=headers, json={"version": EARLIER} if method == "POST" else None)
    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
    assert client.request(method, path).status_code == 401
    assert pipeline.removed == ["stock.en"]
    assert "Checking" not in response.text


@pytest.mark.parametrize(("error", "code"), [(Busy("x"), "busy"), (DuplicateDocument("x"), "duplicate_document")])
def test_why_not(client: TestClient, pipeline: FakePipeline, error: Exception, code: str) -> None:
    pipeline.removed.append("stock.en")
    pipeline.error = error
    response = client.post("/v1/removed/stock.en/restore")
    assert (response.status_code, response.json()["code"]) == (409, code)


@pytest.mark.parametrize("kind", [RemovedListOut, EarlierListOut, PutBackIn])
def test_the_description_shows_what_is_true(client: TestClient, kind: Any) -> None:
    schema = client.get("/openapi.json").json()["components"]["schemas"][kind.__name__]
    (example,) = schema["examples"]
    assert kind.model_validate(example).model_dump(mode="json") == example
