"""Who is calling, and what they may do: keys off loopback, the local user on it."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from api.keys import Key, KeyStore
from api.problems import Fault, FaultError
from kb.errors import AccessError, SettingsError
from kb.types import Role

# Whoever sends one of these is a proxy: the caller behind it is not known to be the local user.
FORWARDING_HEADERS = frozenset({"forwarded", "x-real-ip", "via"})
FORWARDING_PREFIX = "x-forwarded"

UNAUTHORIZED = Fault(401, "unauthorized", headers={"WWW-Authenticate": 'Bearer realm="fieldcoach"'})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and in which role; `id` is that of the key, under which is kept what they keep."""

    name: str
    role: Role
    id: str = "local"


LOCAL_USER = Caller("local user", Role.ADMIN)


class Access:
    """The rules of one running service. `token` is the local token that service.json holds."""

    def __init__(self, keys: KeyStore, *, host: str, token: str) -> None:
        self._keys = keys
        self._loopback = is_loopback(host)
        self._token = token

    def open_to_local_user(self) -> bool:
        """Whether the local user needs no key: on loopback, as long as no key was ever issued."""
        return self._loopback and not self._keys.issued()

    def active_keys(self) -> list[Key]:
        """The keys that can be used."""
        return [key for key in self._keys.all() if key.revoked is None]

    def caller(self, authorization: str | None) -> Caller:
        """Who sent this Authorization header; raises FaultError (401) where a key is missing or wrong."""
        scheme, _, text = (authorization or "").strip().partition(" ")
        text = text.strip()
        if scheme.lower() == "bearer" and text:
            if hmac.compare_digest(text.encode("utf-8", "surrogatepass"), self._token.encode()):
                return LOCAL_USER
            key = self._keys.find(text)
            if key is not None:
                return Caller(key.name, key.role, key.id)
        # Checked last: programs that must send some key reach a service that needs none.
        if self.open_to_local_user():
            return LOCAL_USER
        raise FaultError(UNAUTHORIZED)


def check_start(keys: KeyStore, host: str) -> None:
    """Raise SettingsError where the service would stand open to others."""
    if not is_loopback(host) and not keys.active():
        raise SettingsError(
            f"FIELDCOACH_HOST={host} can be reached from other machines, and no key is issued. "
            "Issue one with `coach keys issue NAME --role admin`, or set HOST=127.0.0.1."
        )


def allow(caller: Caller, *roles: Role) -> Caller:
    """The caller, if one of `roles` (none named: any role) or an admin; else raises AccessError."""
    if roles and caller.role is not Role.ADMIN and caller.role not in roles:
        raise AccessError(f"The role {caller.role} may not do this; it needs {' or '.join(roles)}.")
    return caller


def local_fault(headers: Iterable[tuple[bytes, bytes]], scheme: str, addresses: Iterable[str | None]) -> Fault | None:
    """Why a request can't be the local user's own, or None.

    `addresses` are both ends of its connection. A page from elsewhere can make a browser send requests here
    (foreign Origin) or name this machine as its own (foreign Host); a proxy makes everyone look local.
    """
    pairs = [(name.decode("latin-1").lower(), value.decode("latin-1").strip()) for name, value in headers]
    if not all(address is not None and is_loopback(address) for address in addresses):
        return Fault(403, "not_local")
    if any(name in FORWARDING_HEADERS or name.startswith(FORWARDING_PREFIX) for name, _ in pairs):
        return Fault(403, "forwarded")
    hosts = [value for name, value in pairs if name == "host"]
    if len(hosts) != 1 or not is_loopback(_host_name(hosts[0])):
        return Fault(421, "foreign_host")
    own = f"{scheme}://{hosts[0]}".lower()
    if any(value.lower() != own for name, value in pairs if name == "origin"):
        return Fault(403, "foreign_origin")
    return None


def is_loopback(host: str) -> bool:
    """Whether an address or host name can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host_name(host: str) -> str:
    """`[::1]:8000` → `::1`, `localhost:8000` → `localhost`; what is neither comes back empty."""
    if host.startswith("["):
        name, bracket, rest = host[1:].partition("]")
        return name if bracket and (not rest or _is_port(rest)) else ""
    name, colon, port = host.partition(":")
    return name if not colon or _is_port(":" + port) else ""


def _is_port(text: str) -> bool:
    return text.startswith(":") and text[1:].isascii() and text[1:].isdigit()
