"""Health needs no key; readiness says why not."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.keys import KeyStore
from kb.types import Role
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit


def test_health(client: TestClient, keys: KeyStore) -> None:
    keys.issue("a", Role.REP)
    body = client.get("/healthz").json()
    assert (body["status"], body["service"]) == ("ok", "fieldcoach")
    assert len(body["instance"]) == 16


def test_readiness(client: TestClient, coach: FakeCoach) -> None:
    assert client.get("/readyz").json() == {"status": "ready"}
    coach.reason = "The library is empty."
    response = client.get("/readyz", headers={"Accept-Language": "zh"})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (503, "not_ready")
    assert (problem["title"], problem["reason"]) == ("尚未就绪", "The library is empty.")
    assert client.get("/healthz").status_code == 200
