"""`/metrics`: what was counted, by pattern and never by path, and for whom."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from api.keys import KeyStore
from kb.errors import StoreError
from kb.types import Role
from tests.api.conftest import ADDRESS
from tests.api.fake_library import FakeLibrary
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit


def figures(client: TestClient, key: str | None = None) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    response = client.get("/metrics", headers={"Authorization": f"Bearer {key}"} if key else {})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def labels(**named: str) -> frozenset[tuple[str, str]]:
    return frozenset(named.items())


def test_requests_results_and_refusals(client: TestClient) -> None:
    client.post("/v1/ask", json={"question": "stock?", "language": "ko"})
    client.post("/v1/ask", json={"question": "😶"})
    client.post("/v1/ask", json={"question": ""})
    client.post("/v1/checklists", json={"task": "x"})
    client.get("/v1/documents/secret-name")
    client.get("/v1/documents/stock.en/text")
    client.get("/no/such/page")
    client.request("BREW", "/v1/ask")
    found = figures(client)
    requests = "fieldcoach_requests_total"
    assert found[requests, labels(method="POST", route="/v1/ask", status="200")] == 2
    assert found[requests, labels(method="POST", route="/v1/ask", status="422")] == 1
    assert found[requests, labels(method="GET", route="/v1/documents/{document}", status="404")] == 1
    assert found[requests, labels(method="GET", route="/v1/documents/{document}/text", status="200")] == 1
    assert found[requests, labels(method="GET", route="none", status="404")] == 1
    assert any(name == requests and ("method", "other") in labels for name, labels in found)
    assert found["fieldcoach_request_seconds_count", labels(route="/v1/ask")] >= 3
    assert found["fieldcoach_results_total", labels(kind="answer", language="ko")] == 1
    assert found["fieldcoach_results_total", labels(kind="checklist", language="en")] == 1
    assert found["fieldcoach_results_total", labels(kind="refusal", language="en")] == 1
    assert found["fieldcoach_refusals_total", labels(reason="not_a_question", language="en")] == 1
    assert found["fieldcoach_library_documents", labels(language="zh")] == 1
    assert found["fieldcoach_library_passages", labels(language="zh")] == 2
    assert "secret-name" not in str(found)


def test_what_is_refused_before_any_route_is_counted_too(client: TestClient) -> None:
    assert client.post("/v1/ask", json={"question": "x"}, headers={"Host": "evil.example"}).status_code == 421
    assert figures(client)["fieldcoach_requests_total", labels(method="POST", route="none", status="421")] == 1


def test_a_crash_is_counted_as_500(client: TestClient, coach: FakeCoach) -> None:
    coach.error = ZeroDivisionError()
    client.post("/v1/ask", json={"question": "x"})
    assert figures(client)["fieldcoach_requests_total", labels(method="POST", route="/v1/ask", status="500")] == 1


def test_a_key_of_any_role_is_needed_where_keys_exist(client: TestClient, keys: KeyStore) -> None:
    key = keys.issue("prometheus", Role.REP).text
    assert client.get("/metrics").status_code == 401
    assert figures(client, key)


def test_a_library_that_can_t_be_read_leaves_the_rest(
    client: TestClient, coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: FakeLibrary, role: Role) -> None:
        raise StoreError("disk")

    monkeypatch.setattr(FakeLibrary, "documents", fails)
    found = figures(client)
    assert not any(name.startswith("fieldcoach_library") for name, _ in found)
    figures(client)


def test_two_services_in_one_process_count_apart(client: TestClient, coach: FakeCoach, keys: KeyStore) -> None:
    client.post("/v1/ask", json={"question": "x"})
    other = TestClient(create_app(coach, FakePipeline(), keys), ADDRESS, client=("127.0.0.1", 1))
    assert not any(name == "fieldcoach_results_total" for name, _ in figures(other))
