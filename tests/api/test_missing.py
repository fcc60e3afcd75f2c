"""What is not there, and what is too long: the same status on every route, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import Options, create_app
from api.keys import KeyStore
from tests.api.conftest import ADDRESS, NEAR
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.records_fakes import FakeCurator, records_of

pytestmark = pytest.mark.unit


@pytest.fixture
def client(coach: FakeCoach, pipeline: FakePipeline, keys: KeyStore, tmp_path: Path) -> Iterator[TestClient]:
    records = records_of(tmp_path / "home", coach.library, FakeCurator())
    app = create_app(coach, pipeline, keys, Options(token="local-token"), records)
    with TestClient(app, ADDRESS, client=NEAR, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "body", "told"),
    [
        ("GET", "/v1/documents/none.en", None, "/v1/documents"),
        ("GET", "/v1/jobs/none", None, "изпратете го отново"),
        ("GET", "/v1/saved/none", None, "/v1/saved"),
        ("DELETE", "/v1/saved/none", None, "/v1/saved"),
        ("PATCH", "/v1/saved/none", {"title": "x"}, "/v1/saved"),
        ("POST", "/v1/feedback", {"id": "none", "useful": True}, "задайте въпроса отново"),
        ("POST", "/v1/drills/none", {"given": 1, "ease": "good"}, "/v1/drills"),
        ("POST", "/v1/gaps/closings/none/done", {"done": True}, "/v1/gaps/closings"),
        ("DELETE", "/v1/removed/none.en", None, "/v1/removed"),
    ],
)
def test_what_is_not_there_is_to_be_chosen_from_its_own_list(
    client: TestClient, method: str, path: str, body: dict[str, object] | None, told: str
) -> None:
    response = client.request(method, path, json=body, headers={"Accept-Language": "bg"})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert told in response.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/feedback", "/v1/gaps/closings"])
def test_a_comment_that_is_too_long_is_as_any_text(client: TestClient, path: str) -> None:
    body = {
        "id": "x",
        "useful": False,
        "comment": "y" * 2_001,
        "action": "hand_over",
        "gaps": ["x"],
        "owner": "z" * 201,
    }
    problem = client.post(path, json=body).json()
    assert (problem["status"], problem["code"]) == (413, "too_large")
