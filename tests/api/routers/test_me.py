from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.keys import KeyStore
from kb.types import Role

pytestmark = pytest.mark.unit


def test_without_keys_whoever_sits_here_is_an_admin(client: TestClient) -> None:
    assert client.get("/v1/me").json() == {"name": "local user", "role": "admin", "local": True}


@pytest.mark.parametrize("role", Role)
def test_a_key_says_who_calls(client: TestClient, keys: KeyStore, role: Role) -> None:
    key = keys.issue("Мария", role).text
    told = client.get("/v1/me", headers={"Authorization": f"Bearer {key}"}).json()
    assert told == {"name": "Мария", "role": str(role), "local": False}


def test_once_a_key_was_issued_one_is_needed(client: TestClient, keys: KeyStore) -> None:
    keys.issue("rep", Role.REP)
    refused = client.get("/v1/me")
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorized")
