"""Pure ASGI layers around the app: headers on every answer, the local user's rules, a limit on bodies."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BodyTooLarge, respond
from api.faults import body_fault, fault_of
from api.problems import SECURITY_HEADERS, Fault, Wording
from api.security import Access, local_fault
from kb.errors import FieldcoachError

# A question of 8,000 characters with its history stays far below this, even with every character escaped.
JSON_LIMIT = 4_000_000
# What the other fields and the boundaries of a form may take beside its file.
FORM_EXTRA = 1_000_000


class SecurityHeaders:
    """Adds the security headers to every answer that lacks them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; change only the start of answers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class LocalGuard:
    """While no key is needed, lets in only what the local user can have sent."""

    def __init__(self, app: ASGIApp, access: Access, wording: Wording) -> None:
        self._app = app
        self._access = access
        self._wording = wording

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that can't be the local user's own with a problem; pass the others on."""
        fault = self._fault(scope) if scope["type"] == "http" else None
        if fault is None:
            await self._app(scope, receive, send)
            return
        await answer_with(self._wording, fault, scope, receive, send)

    def _fault(self, scope: Scope) -> Fault | None:
        try:
            if not self._access.open_to_local_user():
                return None
        except FieldcoachError as error:
            return fault_of(error)
        ends = (scope.get("client"), scope.get("server"))
        return local_fault(scope["headers"], scope["scheme"], (end[0] if end else None for end in ends))


class BodyLimit:
    """Refuses bodies above a limit: by Content-Length before a byte is read, else by counting chunks."""

    def __init__(self, app: ASGIApp, wording: Wording, *, json_limit: int, form_limit: int) -> None:
        self._app = app
        self._wording = wording
        self._json_limit = json_limit
        self._form_limit = form_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413 at once where the length is announced; raise BodyTooLarge into the reader where not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_form = headers.get("content-type", "").lower().startswith("multipart/form-data")
        limit = self._form_limit if is_form else self._json_limit
        announced = headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:20]) > limit:
            await answer_with(self._wording, body_fault(limit), scope, receive, send)
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > limit:
                    raise BodyTooLarge(limit)
            return message

        await self._app(scope, receive_counted, send)


async def answer_with(wording: Wording, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a fault as a problem body."""
    response = respond(wording, fault, Headers(scope=scope).get("accept-language"), scope["path"])
    await response(scope, receive, send)
