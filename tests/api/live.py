"""A real server on loopback around the fakes, for what a test client can't show."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from api.app import Options, create_app
from api.keys import KeyStore
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def serving(home: Path, coach: FakeCoach, pipeline: FakePipeline) -> Iterator[str]:
    """The address of a service over `home` that runs until the end of the block."""
    port = free_port()
    keys = KeyStore(home)
    app = create_app(coach, pipeline, keys, Options(port=port, home=home, token="live-token"))
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="critical", proxy_headers=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not server.started and time.monotonic() < end:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
