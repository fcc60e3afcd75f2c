"""The whole service: its description, its record, and what it refuses to start as."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import Options, build, create_app
from api.keys import KeyStore
from api.schemas.ask import ASK_EXAMPLES, RESULT_EXAMPLES, AskIn
from api.schemas.chat import CHAT_EXAMPLES, ChatIn
from api.schemas.materials import (
    CHECKLIST_EXAMPLES,
    PLAY_EXAMPLES,
    ROLE_EXAMPLES,
    TRAINING_EXAMPLES,
    ChecklistIn,
    PlayIn,
    RoleIn,
    TrainingIn,
)
from api.schemas.results import ResultOut
from api.schemas.search import SEARCH_EXAMPLES, SearchIn
from api.service_record import FILE_NAME, ServiceRecord, read_record
from kb.errors import SettingsError
from tests.api.conftest import ADDRESS, NEAR
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit


@pytest.fixture
def description(client: TestClient) -> dict[str, Any]:
    body: dict[str, Any] = client.get("/openapi.json").json()
    return body


def test_every_route_of_the_contract_is_described(description: dict[str, Any]) -> None:
    routes = {(method, path) for path, item in description["paths"].items() for method in item}
    assert routes == {
        ("post", "/v1/ask"),
        ("post", "/v1/ask/stream"),
        ("post", "/v1/search"),
        ("get", "/v1/me"),
        ("get", "/v1/documents"),
        ("get", "/v1/documents/{document}/versions"),
        ("post", "/v1/documents"),
        ("get", "/v1/documents/{document}"),
        ("delete", "/v1/documents/{document}"),
        ("get", "/v1/documents/{document}/text"),
        ("get", "/v1/documents/{document}/sections"),
        ("get", "/v1/documents/{document}/earlier"),
        ("post", "/v1/documents/{document}/earlier/restore"),
        ("get", "/v1/removed"),
        ("post", "/v1/removed/{document}/restore"),
        ("delete", "/v1/removed/{document}"),
        ("get", "/v1/jobs/{job}"),
        ("post", "/v1/checklists"),
        ("post", "/v1/plays"),
        ("post", "/v1/role-descriptions"),
        ("post", "/v1/training-modules"),
        ("post", "/v1/feedback"),
        ("get", "/v1/insights"),
        ("get", "/v1/gaps"),
        ("get", "/v1/gaps/closings"),
        ("post", "/v1/gaps/closings"),
        ("post", "/v1/gaps/closings/{closing}/done"),
        ("delete", "/v1/gaps/closings/{closing}"),
        ("get", "/v1/saved"),
        ("post", "/v1/saved"),
        ("get", "/v1/saved/{saved}"),
        ("patch", "/v1/saved/{saved}"),
        ("delete", "/v1/saved/{saved}"),
        ("get", "/v1/drills"),
        ("delete", "/v1/drills"),
        ("post", "/v1/drills/answers"),
        ("post", "/v1/drills/{card}"),
        ("get", "/v1/readiness"),
        ("get", "/v1/readiness/team"),
        ("post", "/v1/chat/completions"),
        ("post", "/v1/files"),
        ("get", "/v1/models"),
        ("get", "/v1/models/{model}"),
        ("get", "/metrics"),
        ("get", "/healthz"),
        ("get", "/readyz"),
    }


def test_errors_are_described_as_problems(description: dict[str, Any]) -> None:
    assert "Problem" in description["components"]["schemas"]
    for path, item in description["paths"].items():
        for method, operation in item.items():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"], (method, path, status)
    assert "HTTPBearer" in description["components"]["securitySchemes"]


def test_examples_are_true() -> None:
    for example in ASK_EXAMPLES.values():
        AskIn.model_validate(example["value"])
    for example in SEARCH_EXAMPLES.values():
        SearchIn.model_validate(example["value"])
    for kind, examples in (
        (ChecklistIn, CHECKLIST_EXAMPLES),
        (PlayIn, PLAY_EXAMPLES),
        (RoleIn, ROLE_EXAMPLES),
        (TrainingIn, TRAINING_EXAMPLES),
        (ChatIn, CHAT_EXAMPLES),
    ):
        for example in examples.values():
            kind.model_validate(example["value"])
    for example in RESULT_EXAMPLES.values():
        body = ResultOut.model_validate(example["value"])
        assert set(example["value"]) == set(ResultOut.model_fields)
        for citation in body.citations:
            assert len(citation.quote) == citation.end - citation.start


def test_examples_are_described_in_several_languages(description: dict[str, Any]) -> None:
    content = description["paths"]["/v1/ask"]["post"]["requestBody"]["content"]["application/json"]
    assert list(content["examples"]) == ["zh", "ko", "bg", "en"]


# -- the record ----------------------------------------------------------------------------------------


def test_a_running_service_leaves_its_record(coach: FakeCoach, pipeline: FakePipeline, home: Path) -> None:
    app = create_app(coach, pipeline, KeyStore(home), Options(port=8765, home=home, token="secret-token"))
    with TestClient(app, ADDRESS, client=NEAR) as client:
        record = read_record(home)
        assert record is not None
        assert (record.address, record.pid) == ("http://127.0.0.1:8765", os.getpid())
        assert record.token.get_secret_value() == "secret-token"
        assert record.instance == client.get("/healthz").json()["instance"]
        assert (home / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert not (home / FILE_NAME).exists()


def test_a_start_makes_its_own_token(coach: FakeCoach, pipeline: FakePipeline, home: Path) -> None:
    tokens = set()
    for _ in range(2):
        with TestClient(create_app(coach, pipeline, KeyStore(home), Options(home=home)), ADDRESS):
            record = read_record(home)
            assert isinstance(record, ServiceRecord)
            tokens.add(record.token.get_secret_value())
            assert "SecretStr" not in (home / FILE_NAME).read_text(encoding="utf-8")
    assert len(tokens) == 2
    assert min(map(len, tokens)) >= 32


def test_build_refuses_before_anything_is_loaded(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDCOACH_HOME", str(home))
    monkeypatch.setenv("FIELDCOACH_HOST", "0.0.0.0")
    with pytest.raises(SettingsError, match="coach keys issue"):
        build()
