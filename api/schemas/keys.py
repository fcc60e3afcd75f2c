"""How `coach keys --json` prints keys; there is no route for them."""

from __future__ import annotations

from api.schemas.common import Body, RoleName


class KeyOut(Body):
    """A key as the list shows it: never the key itself."""

    id: str
    name: str
    role: RoleName
    created: str
    revoked: str | None = None


class IssuedKeyOut(KeyOut):
    """A new key; `key` is shown this once."""

    key: str


class KeysOut(Body):
    """All keys, oldest first, revoked ones too."""

    keys: tuple[KeyOut, ...]
