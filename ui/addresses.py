"""Addresses of more than one part, which no view has: led to where the page says so.

Streamlit answers every address with its page, whose scripts are named relative to it: below `/library/x` it looks for
them at `/library/static`, finds the page again in their place, and stays white.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# What Streamlit serves itself below more than one part.
_OWN = frozenset({"static", "media", "component", "app", "auth", "oauth2callback"})
_LONGEST = 80


class OnePart:
    """Middleware: an address of several parts becomes the one that they make together, which the page knows to be none.

    Only for somebody who types or follows it; what a script asks for is answered as before.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        """`base`: the part that the whole page stands under, where it does."""
        self._app = app
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect, or pass on."""
        target = self._target(scope) if scope["type"] == "http" else None
        if target is None:
            await self._app(scope, receive, send)
        else:
            await RedirectResponse(target, status_code=307)(scope, receive, send)

    def _target(self, scope: Scope) -> str | None:
        path = str(scope["path"])
        if scope["method"] not in {"GET", "HEAD"} or not path.startswith(self._base + "/"):
            return None
        parts = [part for part in path.removeprefix(self._base).split("/") if part.strip(". ")]
        if len(parts) < 2 or parts[0] in _OWN or any(part.startswith("_") for part in parts):
            return None
        if "text/html" not in Headers(scope=scope).get("accept", ""):
            return None
        query = scope.get("query_string", b"").decode("latin-1")
        return f"{self._base}/{quote('-'.join(parts)[:_LONGEST])}" + (f"?{query}" if query else "")
