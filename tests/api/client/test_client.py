"""Our client against our service over a real socket, and against what is no service of ours."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.client import Client, ProblemAnswer, Unreachable
from api.keys import KeyStore
from api.schemas.results import LineEvent, ResultOut
from api.service_record import find_service
from kb.errors import ServiceError
from kb.types import Role
from tests.api.fake_library import stored
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.live import free_port, serving

pytestmark = pytest.mark.integration


@pytest.fixture
def service(home: Path, coach: FakeCoach, pipeline: FakePipeline) -> Iterator[Client]:
    with serving(home, coach, pipeline) as address, Client(address, "live-token") as client:
        yield client


def test_everything_it_can_ask_for(service: Client, pipeline: FakePipeline) -> None:
    assert service.ask("재고?", "ko").blocks[0].lines[0].text == "😀 창고 재고를 센다."
    assert service.ask("😶").refusal is not None
    assert [hit.document for hit in service.search("x", "bg").hits] == ["stock.bg"]
    assert len(service.documents().documents) == 4
    assert service.document("случай.v2.bg").editions[0].id == "stock.zh"
    text = service.text("stock.zh")
    assert text.text == stored("stock.zh")
    assert service.text("stock.zh", text.version) == text
    assert service.sections("stock.en").sections[0].anchor == "check"
    assert service.preview("资料.txt", b"x", {"title": "T", "readers": ["hr", "rep"]}).name == "资料.txt"
    job = service.upload("資料 1.txt", b"x", {"readers": ["hr", "rep"]}).job
    end = time.monotonic() + 5
    while service.job(job).state in {"waiting", "running"} and time.monotonic() < end:
        time.sleep(0.01)
    assert pipeline.uploads == [("資料 1.txt", b"x", {"readers": ["hr", "rep"]})]
    service.remove("stock.en")
    assert pipeline.removed == ["stock.en"]
    assert [one.id for one in service.removed().texts] == ["stock.en"]
    assert service.put_back("stock.en").id == "stock.en"
    (earlier,) = service.earlier("stock.en").versions
    assert service.put_version_back("stock.en", earlier.version).id == "stock.en"
    assert pipeline.put_backs == [("stock.en", None), ("stock.en", earlier.version)]
    service.remove("stock.en")
    service.drop_removed("stock.en")
    assert service.removed().texts == ()
    assert service.not_ready() is None


def test_stream_yields_lines_then_the_result(service: Client) -> None:
    *lines, result = service.ask_stream("stock?", "en")
    assert all(isinstance(line, LineEvent) for line in lines)
    assert isinstance(result, ResultOut)
    assert [line.line.text for line in lines if isinstance(line, LineEvent)] == [
        "😀 Count the warehouse.",
        "Note the\u2028figures [list].",
    ]


def test_problems_are_typed(home: Path, coach: FakeCoach, pipeline: FakePipeline) -> None:
    with serving(home, coach, pipeline) as address, Client(address, language="bg") as client:
        with pytest.raises(ProblemAnswer, match="Напишете въпрос") as caught:
            client.ask(" ")
        assert (caught.value.problem.code, caught.value.problem.status) == ("empty_question", 422)
        with pytest.raises(ProblemAnswer) as caught:
            list(client.ask_stream("x" * 8001))
        assert caught.value.problem.code == "too_large"
        with pytest.raises(ProblemAnswer) as caught:
            client.text("old.en")
        assert caught.value.problem.status == 410
        coach.reason = "The library is empty."
        assert client.not_ready() == "The library is empty."


def test_an_endless_body_is_refused_over_a_real_socket(service: Client) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 100_000

    with httpx.Client(trust_env=False) as bare:
        response = bare.post(
            service.address + "/v1/ask", content=chunks(), headers={"Content-Type": "application/json"}
        )
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_nobody_there() -> None:
    with Client(f"http://127.0.0.1:{free_port()}", seconds=1) as client:
        with pytest.raises(Unreachable, match="coach up"):
            client.ask("x")
        with pytest.raises(Unreachable):
            list(client.ask_stream("x"))


def test_too_slow() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = Client(f"http://127.0.0.1:{silent.getsockname()[1]}", seconds=0.2)
        with client, pytest.raises(Unreachable, match="in time"):
            client.health()


def test_something_else_answers() -> None:
    answers = [httpx.Response(200, text="<html>"), httpx.Response(500, text="oops")]
    client = Client("http://127.0.0.1:1", transport=httpx.MockTransport(lambda request: answers.pop(0)))
    with pytest.raises(ServiceError, match="something else"):
        client.documents()
    with pytest.raises(ServiceError, match="status 500"):
        client.documents()


def test_proxies_of_the_environment_are_not_used(service: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{free_port()}")
    with Client(service.address) as client:
        assert client.health().status == "ok"


def test_one_client_in_several_threads(service: Client) -> None:
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(service.ask("x", "zh").citations[0].quote)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["😀 清点仓库。"] * 8


def test_commands_find_the_running_service_and_are_its_admin(
    home: Path, coach: FakeCoach, pipeline: FakePipeline
) -> None:
    keys = KeyStore(home)
    keys.issue("someone", Role.REP)
    keys.close()
    assert find_service(home) is None
    with serving(home, coach, pipeline) as address:
        found = find_service(home)
        assert found is not None
        with found:
            assert found.address == address
            found.remove("stock.en")
    assert find_service(home) is None
    assert pipeline.removed == ["stock.en"]


def test_a_second_start_leaves_the_first_one_s_record(home: Path, coach: FakeCoach, pipeline: FakePipeline) -> None:
    with serving(home, coach, pipeline) as first:
        with serving(home, coach, pipeline):
            pass
        found = find_service(home)
        assert found is not None
        with found:
            assert found.address == first
