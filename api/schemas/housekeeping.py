"""What `coach keys`, `verify` and `doctor` print with `--json`; there is no route for them."""

from __future__ import annotations

from typing import Literal

from api.schemas.common import Body, RoleName

CheckState = Literal["ok", "warning", "problem"]


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


class WrittenOut(Body):
    """What a command with `--output` wrote."""

    file: str
    media_type: str
    bytes: int


class VerifyOut(Body):
    """Whether the library agrees with itself; a sentence for each disagreement."""

    sound: bool
    problems: tuple[str, ...]


class CheckOut(Body):
    """One thing that was looked at, and what to do about it."""

    name: str
    state: CheckState
    sentence: str


class DoctorOut(Body):
    """Everything that was looked at."""

    checks: tuple[CheckOut, ...]


class BackupOut(Body):
    """An archive that was written; `bytes` are those of the files in it."""

    file: str
    files: int
    bytes: int


class RestoreOut(Body):
    """An archive that was put in place; `aside` is where what was there before is kept."""

    home: str
    files: int
    bytes: int
    aside: str | None = None
