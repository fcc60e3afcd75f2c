"""The body's limit before a byte is read."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.middleware import BodyLimit
from api.problems import Wording

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("length", "form", "read"),
    [
        (b"10", False, True),
        (b"11", False, False),
        (b"9" * 5000, False, False),
        (b"11", True, True),
        (b"x", False, True),
    ],
)
def test_an_announced_body_above_the_limit_is_never_read(length: bytes, form: bool, read: bool) -> None:
    reached: list[bool] = []
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(True)

    async def receive() -> Message:
        raise AssertionError("read")

    async def send(message: Message) -> None:
        sent.append(message)

    kind = b"multipart/form-data; boundary=x" if form else b"application/json"
    headers = [(b"content-length", length), (b"content-type", kind)]
    scope: Scope = {"type": "http", "path": "/", "headers": headers}
    limit = BodyLimit(app, Wording(), json_limit=10, form_limit=20)
    asyncio.run(limit(scope, receive, send))
    assert reached == ([True] if read else [])
    if not read:
        assert sent[0]["status"] == 413
