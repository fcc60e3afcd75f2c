"""Where the API is, with what token the page speaks to it, and what every view is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from urllib.parse import urlsplit

from api.schemas.common import CallerOut, LanguageCode, RoleName

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
DEFAULT_API = "http://127.0.0.1:8000"

# An answer takes some 20 ms; only a service that is reading a library in or is out of memory takes this long.
DEFAULT_SECONDS = 20.0


class PageSettingsError(ValueError):
    """A variable that can't work; the message names it."""


@dataclass(frozen=True, slots=True)
class PageSettings:
    """The API's address without a trailing slash, the token or None, and the longest wait in seconds."""

    api: str = DEFAULT_API
    token: str | None = field(default=None, repr=False)
    seconds: float = DEFAULT_SECONDS


@dataclass(frozen=True, slots=True)
class Page:
    """One drawing of the page: its settings, the interface language and its words, and who looks at it.

    `caller` is None where the service could not say; what it then refuses, it says itself.
    """

    settings: PageSettings
    language: LanguageCode
    words: NullTranslations
    caller: CallerOut | None = None

    def allows(self, *roles: RoleName) -> bool:
        """Whether whoever looks is in one of `roles`, or an admin, or unknown."""
        return self.caller is None or self.caller.role == "admin" or self.caller.role in roles


def load_settings(environment: Mapping[str, str]) -> PageSettings:
    """Read `FIELDCOACH_API`, `…_SERVICE_TOKEN` and `…_API_SECONDS`; raises PageSettingsError."""
    return PageSettings(
        api=_address(environment.get("FIELDCOACH_API", "").strip() or DEFAULT_API),
        token=environment.get("FIELDCOACH_SERVICE_TOKEN", "").strip() or None,
        seconds=_seconds(environment.get("FIELDCOACH_API_SECONDS", "").strip()),
    )


def is_foreign(address: str | None, host: str | None) -> bool:
    """Whether a page bound to loopback is called by another name.

    A web page elsewhere can give its own name this machine's address and would then be let in as the page itself.
    """
    try:
        called = urlsplit(f"//{host}").hostname if host else None
    except ValueError:
        return True
    return address in _LOOPBACK and called is not None and called not in _LOOPBACK


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise PageSettingsError("FIELDCOACH_API: an address like http://127.0.0.1:8000 is needed")
    return text.rstrip("/")


def _seconds(text: str) -> float:
    if not text:
        return DEFAULT_SECONDS
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise PageSettingsError("FIELDCOACH_API_SECONDS: a number of seconds above 0 and up to 3600 is needed")
    return seconds
