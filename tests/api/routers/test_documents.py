"""The library over HTTP: reading, uploading, previewing, removing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.jobs import MAX_WAITING
from api.keys import KeyStore
from kb.errors import Busy
from kb.types import Role
from tests.api.fake_library import stored
from tests.api.fake_pipeline import FakePipeline

pytestmark = pytest.mark.unit


def finished(client: TestClient, job: str) -> dict[str, Any]:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        body: dict[str, Any] = client.get(f"/v1/jobs/{job}").json()
        if body["state"] in {"done", "failed"}:
            return body
        time.sleep(0.01)
    raise AssertionError("the job did not end")


def waited_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


# -- reading -------------------------------------------------------------------------------------------


def test_list(client: TestClient) -> None:
    found = client.get("/v1/documents").json()["documents"]
    assert [one["id"] for one in found] == ["stock.bg", "stock.en", "stock.ko", "stock.zh"]
    assert found[0]["original_language"] == "ko"
    assert found[0]["readers"] == ["rep", "manager", "hr", "admin"]
    assert (found[0]["origin"], found[0]["path"]) == ("corpus", "stock/bg.md")


def test_where_a_file_lies_is_for_admins(client: TestClient, keys: KeyStore) -> None:
    headers = {"Authorization": f"Bearer {keys.issue('hr', Role.HR).text}"}
    one = client.get("/v1/documents/stock.ko", headers=headers).json()
    assert (one["origin"], one["path"]) == (None, None)


def test_one_document_with_its_editions(client: TestClient) -> None:
    one = client.get("/v1/documents/stock.ko").json()
    assert one["title"] == "재고 확인"
    assert [edition["language"] for edition in one["editions"]] == ["zh", "ko", "bg", "en"]


def test_text_lets_anyone_check_an_offset(client: TestClient) -> None:
    body = client.get("/v1/documents/stock.ko/text").json()
    assert set(body) == {"document", "version", "text"}
    assert body["text"] == stored("stock.ko")
    hit = client.post("/v1/search", json={"text": "x", "language": "ko"}).json()["hits"][0]
    assert body["text"][hit["start"] : hit["end"]] == hit["text"]
    same = client.get("/v1/documents/stock.ko/text", params={"version": body["version"]})
    assert same.json() == body
    other = client.get("/v1/documents/stock.ko/text", params={"version": "sha256:0"})
    assert (other.status_code, other.json()["code"]) == (404, "not_found")


def test_sections_let_a_page_show_one(client: TestClient) -> None:
    body = client.get("/v1/documents/stock.zh/sections").json()
    (section,) = body["sections"]
    assert (section["anchor"], section["path"], section["attributes"]) == (
        "check", ["检查库存"], {"phase": "during"},
    )  # fmt: skip
    assert [(one["place"], one["kind"], one["text"]) for one in section["passages"]] == [
        (1, "step", "😀 清点仓库。"), (2, "step", "记录数量。"),
    ]  # fmt: skip
    assert stored("stock.zh")[section["start"] : section["end"]].startswith("😀 清点")


@pytest.mark.parametrize("name", ["случай.v2.bg", "случай.v2.bg".replace("й", "и\u0306")])
def test_ids_with_dots_and_unicode_in_any_normal_form(client: TestClient, name: str) -> None:
    for suffix in ("", "/text", "/sections"):
        assert client.get(f"/v1/documents/{quote(name)}{suffix}").status_code == 200


def test_a_hidden_document_looks_like_a_missing_one(client: TestClient, keys: KeyStore) -> None:
    rep = {"Authorization": f"Bearer {keys.issue('rep', Role.REP).text}"}
    hr = {"Authorization": f"Bearer {keys.issue('hr', Role.HR).text}"}
    assert client.get("/v1/documents/pay.en", headers=hr).status_code == 200
    hidden = client.get("/v1/documents/pay.en", headers=rep).json()
    missing = client.get("/v1/documents/pax.en", headers=rep).json()
    assert hidden["status"] == 404
    assert {**hidden, "instance": "", "reason": ""} == {**missing, "instance": "", "reason": ""}
    assert hidden["reason"].replace("pay", "pax") == missing["reason"]


@pytest.mark.parametrize("suffix", ["", "/text", "/sections"])
def test_removed_is_gone(client: TestClient, suffix: str) -> None:
    response = client.get(f"/v1/documents/old.en{suffix}")
    assert (response.status_code, response.json()["code"]) == (410, "gone")


# -- removing ------------------------------------------------------------------------------------------


def test_remove(client: TestClient, pipeline: FakePipeline) -> None:
    response = client.delete("/v1/documents/stock.en")
    assert (response.status_code, response.content) == (204, b"")
    assert pipeline.removed == ["stock.en"]
    waited_for(lambda: pipeline.finished == 1)
    assert client.delete("/v1/documents/none.en").status_code == 404
    assert client.delete("/v1/documents/old.en").status_code == 410


def test_remove_while_an_ingest_runs(client: TestClient, pipeline: FakePipeline) -> None:
    pipeline.error = Busy("process 7")
    response = client.delete("/v1/documents/stock.en")
    assert (response.status_code, response.json()["code"]) == (409, "busy")
    assert response.headers["retry-after"] == "10"


# -- uploading -----------------------------------------------------------------------------------------


def test_upload_with_head_keys(client: TestClient, pipeline: FakePipeline) -> None:
    response = client.post(
        "/v1/documents",
        files={"file": ("C:\\texts\\Доклад.md", b"# x")},
        data={
            "title": " 库存 ", "language": "zh", "topics": "visit, stock", "readers": ["hr", "manager"],
            "source": ["A, B", "C"], "reviewed": "2026-11-20", "owner": "",
        },
    )  # fmt: skip
    assert response.status_code == 202
    body = finished(client, response.json()["job"])
    assert (body["state"], body["report"]["added"], body["report"]["embedded"]) == ("done", ["Доклад.md"], 3)
    assert (body["stage"], body["done"], body["total"], body["problem"]) == ("embed", 4, 4, None)
    assert pipeline.uploads == [
        (
            "Доклад.md",
            b"# x",
            {
                "title": "库存", "language": "zh", "topics": ["visit", "stock"], "readers": ["hr", "manager"],
                "source": ["A, B", "C"], "reviewed": "2026-11-20",
            },
        )
    ]  # fmt: skip


def test_preview_saves_nothing(client: TestClient, pipeline: FakePipeline) -> None:
    files = {"file": ("a.txt", "检查".encode("gb18030"))}
    response = client.post("/v1/documents?preview=true", files=files, data={"title": "T"})
    assert response.status_code == 200
    assert response.json() == {
        "name": "a.txt", "encoding": "gb18030", "language": "zh", "title": "T",
        "sections": [{"heading": "检查", "passages": 2}],
    }  # fmt: skip
    assert pipeline.uploads == []


def test_preview_of_an_unreadable_file(client: TestClient) -> None:
    response = client.post("/v1/documents?preview=true", files={"file": ("a.pdf", b"BAD")})
    problem = response.json()
    assert (response.status_code, problem["code"], problem["reason"]) == (
        422, "unreadable_file", "a.pdf: not a text.",
    )  # fmt: skip


def test_what_can_be_told_before_reading_is_no_job(client: TestClient, pipeline: FakePipeline) -> None:
    response = client.post("/v1/documents", files={"file": ("a.png", b"x")}, headers={"Accept-Language": "ko"})
    problem = response.json()
    assert (response.status_code, problem["code"], problem["reason_code"]) == (422, "unreadable_file", "unknown_format")
    assert "a.png" in problem["reason"]
    assert ".md" in problem["reason"]
    assert pipeline.uploads == []


def test_a_file_that_fails_fails_its_job(client: TestClient) -> None:
    job = client.post("/v1/documents", files={"file": ("a.pdf", b"BAD")}).json()["job"]
    body = finished(client, job)
    assert body["state"] == "failed"
    assert body["report"]["failed"] == [{"place": "a.pdf", "reason": "not a text", "reason_code": None}]


@pytest.mark.parametrize(("error", "code"), [(Busy("process 7"), "busy"), (ZeroDivisionError("secret"), "internal")])
def test_an_error_fails_the_job_and_not_the_worker(
    client: TestClient, pipeline: FakePipeline, error: Exception, code: str
) -> None:
    pipeline.error = error
    job = client.post("/v1/documents", files={"file": ("a.md", b"x")}).json()["job"]
    body = finished(client, job)
    assert (body["state"], body["problem"]["code"], body["report"]) == ("failed", code, None)
    assert "secret" not in str(body)
    pipeline.error = None
    job = client.post("/v1/documents", files={"file": ("a.md", b"x")}).json()["job"]
    assert finished(client, job)["state"] == "done"


def test_progress_and_a_full_queue(client: TestClient, pipeline: FakePipeline) -> None:
    pipeline.hold = threading.Event()
    jobs = [
        client.post("/v1/documents", files={"file": (f"{number}.md", b"x")}).json()["job"]
        for number in range(MAX_WAITING)
    ]
    states = [client.get(f"/v1/jobs/{job}").json() for job in (jobs[0], jobs[1])]
    assert [state["state"] for state in states] == ["running", "waiting"]
    full = client.post("/v1/documents", files={"file": ("more.md", b"x")})
    assert (full.status_code, full.json()["code"]) == (503, "busy")
    pipeline.hold.set()
    assert [finished(client, job)["state"] for job in jobs] == ["done"] * MAX_WAITING


def test_stopping_the_service_stops_an_upload(client: TestClient, pipeline: FakePipeline) -> None:
    pipeline.hold = threading.Event()
    client.post("/v1/documents", files={"file": ("a.md", b"x")})
    begun = time.monotonic()
    client.__exit__(None, None, None)
    assert time.monotonic() - begun < 5
    assert pipeline.uploads == []
    client.__enter__()


@pytest.mark.parametrize(
    ("data", "code", "field", "told"),
    [
        ({"reader": "hr"}, "invalid_request", "reader", "named in errors"),
        ({"readers": "boss"}, "invalid_request", "readers.0", "rep, manager, hr, admin"),
        ({"language": "fr"}, "unknown_language", "language", "as language: zh, ko, bg, en."),
        ({"reviewed": "yesterday"}, "invalid_request", "reviewed", "2026-11-22"),
    ],
)
def test_wrong_head_keys_are_refused(
    client: TestClient, pipeline: FakePipeline, data: dict[str, str], code: str, field: str, told: str
) -> None:
    response = client.post("/v1/documents", files={"file": ("a.md", b"x")}, data=data)
    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, code)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert told in problem["detail"]
    assert pipeline.uploads == []


@pytest.mark.parametrize("name", [".", "..", "a/..", " "])
def test_a_file_needs_a_name(client: TestClient, name: str) -> None:
    response = client.post("/v1/documents", files={"file": (name, b"x")})
    assert response.status_code == 422


def test_no_file_and_no_form(client: TestClient) -> None:
    assert client.post("/v1/documents", data={"title": "x"}).status_code == 422
    assert client.post("/v1/documents", json={"file": "x"}).status_code == 422
    assert client.post("/v1/documents").status_code == 422


def test_a_file_above_the_limit(client: TestClient, pipeline: FakePipeline) -> None:
    files = {"file": ("a.md", b"x" * 1_002_001)}
    response = client.post("/v1/documents", files=files)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert pipeline.uploads == []


def test_unknown_job(client: TestClient) -> None:
    response = client.get("/v1/jobs/none")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_the_versions_that_can_be_read(client: TestClient, keys: KeyStore) -> None:
    newest = client.get("/v1/documents/stock.ko").json()["version"]
    assert client.get("/v1/documents/stock.ko/versions").json() == {"document": "stock.ko", "versions": [newest]}
    headers = {"Authorization": f"Bearer {keys.issue('rep', Role.REP).text}"}
    assert client.get("/v1/documents/pay.en/versions", headers=headers).status_code == 404
    assert client.get("/v1/documents/old.en/versions", headers=headers).status_code == 410
