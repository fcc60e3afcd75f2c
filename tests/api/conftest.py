"""The real app over the fakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import Options, create_app
from api.keys import KeyStore
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach

ADDRESS = "http://127.0.0.1:8000"
NEAR = ("127.0.0.1", 50000)


@pytest.fixture
def coach() -> FakeCoach:
    return FakeCoach()


@pytest.fixture
def pipeline() -> FakePipeline:
    return FakePipeline()


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyStore]:
    store = KeyStore(tmp_path / "home")
    yield store
    store.close()


@pytest.fixture
def client(coach: FakeCoach, pipeline: FakePipeline, keys: KeyStore) -> Iterator[TestClient]:
    app = create_app(coach, pipeline, keys, Options(token="local-token", max_file_bytes=2_000))
    with TestClient(app, ADDRESS, client=NEAR, raise_server_exceptions=False) as client:
        yield client
