"""Latency against a service on loopback whose own times are known."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from eval.latency import WARMING, Latency, Spread, measure, questions, spread
from kb.errors import ServiceError
from tests.eval.conftest import QUESTION, UNANSWERABLE, write_golden

pytestmark = pytest.mark.unit


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        known = self.headers["Authorization"] == "Bearer key"
        body = json.dumps({"elapsed_ms": 1.5} if known else {"detail": "Who are you?"}).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_every_question_is_embedded_and_asked_and_the_first_ones_do_not_count(address: str) -> None:
    embedded: list[str] = []
    texts = [f"question {number}" for number in range(WARMING + 4)]
    found = measure(address, "key", texts, embedded.append)
    assert embedded == texts
    assert found.questions == 4
    assert found.inside == Spread(1.5, 1.5)
    assert found.http.p50 > 0 and found.http.p95 >= found.http.p50


def test_a_service_that_refuses_or_is_gone_is_said(address: str) -> None:
    with pytest.raises(ServiceError, match=r"401: Who are you\?"):
        measure(address, None, ["?"], len)
    with pytest.raises(ServiceError, match="can't be measured"):
        measure("http://127.0.0.1:1", None, ["?"], len)


def test_percentiles_and_ratio() -> None:
    """0 to 100: the median is 50, the 95th percentile 95."""
    assert spread([float(number) for number in range(101)]) == Spread(50.0, 95.0)
    assert Latency(1, Spread(10, 20), Spread(16, 30), Spread(12, 25)).ratio == 1.6


def test_questions_take_turns_and_are_never_the_same(tmp_path: Path) -> None:
    write_golden(tmp_path, {**QUESTION, "id": "zh-q01", "question": "带什么？"}, language="zh")
    golden = write_golden(tmp_path, QUESTION, UNANSWERABLE)
    asked = questions(golden, 7)
    assert [text.rpartition(" (")[0] for text in asked[:4]] == ["带什么？", "Tools to bring?", "Qzx jkw?", "带什么？"]
    assert len(set(asked)) == 7
