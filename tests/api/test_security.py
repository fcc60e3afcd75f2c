"""Who may do what: the local user's rules, keys, roles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import Options, create_app
from api.keys import KeyStore
from api.security import Access, Caller, allow, check_start, is_loopback, local_fault
from kb.errors import AccessError, SettingsError
from kb.types import Role
from tests.api.conftest import ADDRESS, NEAR
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit

HOST = (b"host", b"127.0.0.1:8000")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("localhost", True), ("LOCALHOST", True),
        ("0.0.0.0", False), ("::", False), ("", False), ("192.168.1.5", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False), ("::ffff:127.0.0.1", False),
    ],
)  # fmt: skip
def test_is_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ([HOST], None),
        ([(b"Host", b"localhost")], None),
        ([(b"host", b"[::1]:8000")], None),
        ([HOST, (b"origin", b"http://127.0.0.1:8000")], None),
        ([], "foreign_host"),
        ([HOST, HOST], "foreign_host"),
        ([(b"host", b"evil.example")], "foreign_host"),
        ([(b"host", b"127.0.0.1.evil.example:8000")], "foreign_host"),
        ([(b"host", b"127.0.0.1:8000:1")], "foreign_host"),
        ([(b"host", b"[::1")], "foreign_host"),
        ([(b"host", b"[::1]evil")], "foreign_host"),
        ([(b"host", b"127.0.0.1@evil.example")], "foreign_host"),
        ([(b"host", b"")], "foreign_host"),
        ([HOST, (b"origin", b"http://evil.example")], "foreign_origin"),
        ([HOST, (b"origin", b"null")], "foreign_origin"),
        ([HOST, (b"origin", b"http://127.0.0.1:8501")], "foreign_origin"),
        ([HOST, (b"origin", b"https://127.0.0.1:8000")], "foreign_origin"),
        ([HOST, (b"Forwarded", b"for=1.2.3.4")], "forwarded"),
        ([HOST, (b"X-Forwarded-For", b"127.0.0.1")], "forwarded"),
        ([HOST, (b"x-forwarded-host", b"x")], "forwarded"),
        ([HOST, (b"x-real-ip", b"1.2.3.4")], "forwarded"),
        ([HOST, (b"via", b"1.1 proxy")], "forwarded"),
    ],
)
def test_local_fault_by_headers(headers: list[tuple[bytes, bytes]], code: str | None) -> None:
    fault = local_fault(headers, "http", ("127.0.0.1", "127.0.0.1"))
    assert (fault.code if fault else None) == code


@pytest.mark.parametrize("ends", [("10.0.0.9", "127.0.0.1"), ("127.0.0.1", "10.0.0.1"), (None, "127.0.0.1")])
def test_local_fault_by_address(ends: tuple[str | None, str | None]) -> None:
    fault = local_fault([HOST], "http", ends)
    assert fault is not None
    assert fault.code == "not_local"


def test_off_loopback_a_usable_key_is_needed_to_start(keys: KeyStore) -> None:
    check_start(keys, "127.0.0.1")
    with pytest.raises(SettingsError, match=r"coach keys issue.*HOST=127\.0\.0\.1"):
        check_start(keys, "0.0.0.0")
    with pytest.raises(SettingsError):
        create_app(FakeCoach(), FakePipeline(), keys, Options(host="192.168.1.5"))
    keys.issue("a", Role.ADMIN)
    check_start(keys, "0.0.0.0")
    keys.revoke("a")
    with pytest.raises(SettingsError):
        check_start(keys, "0.0.0.0")


@pytest.mark.parametrize("role", list(Role))
def test_allow(role: Role) -> None:
    caller = Caller("x", role)
    assert allow(caller) is caller
    for needed in Role:
        if role in {needed, Role.ADMIN}:
            assert allow(caller, needed) is caller
        else:
            with pytest.raises(AccessError):
                allow(caller, needed)


def test_open_service_takes_any_key(keys: KeyStore) -> None:
    access = Access(keys, host="127.0.0.1", token="t")
    for header in (None, "Bearer sk-none", "Basic eDp5", "Bearer t"):
        assert access.caller(header).role is Role.ADMIN


# -- over HTTP -----------------------------------------------------------------------------------------


def ask(client: TestClient, **headers: str) -> tuple[int, str | None]:
    response = client.post("/v1/ask", json={"question": "x"}, headers=headers)
    return response.status_code, response.json().get("code")


def test_the_local_user_needs_no_key(client: TestClient) -> None:
    assert ask(client) == (200, None)
    assert client.delete("/v1/documents/stock.en").status_code == 204


def test_foreign_requests_are_refused(client: TestClient) -> None:
    assert ask(client, Host="evil.example") == (421, "foreign_host")
    assert ask(client, Origin="http://evil.example") == (403, "foreign_origin")
    assert ask(client, **{"X-Forwarded-For": "1.2.3.4"}) == (403, "forwarded")
    for path in ("/healthz", "/openapi.json", "/nothing"):
        assert client.get(path, headers={"Host": "evil.example"}).status_code == 421


def test_another_machine_is_refused(coach: FakeCoach, pipeline: FakePipeline, keys: KeyStore) -> None:
    far = TestClient(create_app(coach, pipeline, keys), ADDRESS, client=("10.0.0.9", 1))
    assert ask(far) == (403, "not_local")


def test_once_a_key_is_issued_it_is_needed(client: TestClient, keys: KeyStore) -> None:
    text = keys.issue("rep", Role.REP).text
    assert ask(client) == (401, "unauthorized")
    assert ask(client, Authorization=f"Bearer {text}x") == (401, "unauthorized")
    assert ask(client, Authorization=f"Basic {text}") == (401, "unauthorized")
    assert ask(client, Authorization=f"bearer {text}") == (200, None)
    response = client.post("/v1/ask", json={"question": "x"})
    assert response.headers["www-authenticate"] == 'Bearer realm="fieldcoach"'
    keys.revoke("rep")
    assert ask(client, Authorization=f"Bearer {text}") == (401, "unauthorized")
    assert ask(client) == (401, "unauthorized")
    assert client.get("/healthz").status_code == 200


def test_with_keys_any_host_may_serve(client: TestClient, keys: KeyStore) -> None:
    text = keys.issue("rep", Role.REP).text
    headers = {"Host": "coach.example", "X-Forwarded-For": "1.2.3.4", "Authorization": f"Bearer {text}"}
    assert ask(client, **headers) == (200, None)


def test_the_local_token_is_the_local_admin(client: TestClient, keys: KeyStore) -> None:
    keys.issue("someone", Role.REP)
    token = {"Authorization": "Bearer local-token"}
    assert ask(client, **token) == (200, None)
    assert client.delete("/v1/documents/stock.en", headers=token).status_code == 204
    assert ask(client, Authorization="Bearer Local-Token") == (401, "unauthorized")


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER, Role.HR])
def test_only_admins_change_the_library(
    client: TestClient, keys: KeyStore, pipeline: FakePipeline, coach: FakeCoach, role: Role
) -> None:
    headers = {"Authorization": f"Bearer {keys.issue('x', role).text}", "Accept-Language": "ko"}
    answers = [
        client.delete("/v1/documents/stock.en", headers=headers),
        client.post("/v1/documents", files={"file": ("a.md", b"x")}, headers=headers),
        client.post("/v1/documents?preview=true", files={"file": ("a.md", b"x")}, headers=headers),
        client.get("/v1/jobs/1", headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert answers[0].json()["title"] == "권한 없음"
    assert pipeline.removed == []
    assert client.get("/v1/documents", headers=headers).status_code == 200
    assert client.post("/v1/ask", json={"question": "x"}, headers=headers).status_code == 200
    assert client.post("/v1/search", json={"text": "x"}, headers=headers).status_code == 200
    assert coach.asked[-1].role is role
    assert coach.searched[-1][3] is role


@pytest.fixture
def broken(tmp_path: Path, coach: FakeCoach, pipeline: FakePipeline) -> Iterator[TestClient]:
    keys = KeyStore(tmp_path)
    app = create_app(coach, pipeline, keys)
    (tmp_path / "keys.sqlite3").write_bytes(b"no database" * 100)
    with TestClient(app, ADDRESS, client=NEAR, raise_server_exceptions=False) as client:
        yield client


def test_keys_that_can_t_be_read_close_the_door(broken: TestClient) -> None:
    assert ask(broken) == (503, "store")


def test_no_cors_and_security_headers_everywhere(client: TestClient) -> None:
    for response in (
        client.get("/healthz"),
        client.get("/nothing"),
        client.post("/v1/ask", json={"question": ""}),
        client.get("/v1/documents/stock.en/text"),
        client.options("/v1/ask", headers={"Access-Control-Request-Method": "POST"}),
        client.get("/healthz", headers={"Host": "evil.example"}),
    ):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert response.headers["x-frame-options"] == "DENY"
        assert "access-control-allow-origin" not in response.headers
        assert "html" not in response.headers.get("content-type", "")


def test_no_page_of_documentation_that_loads_foreign_scripts(client: TestClient) -> None:
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
