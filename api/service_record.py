"""Where the running service is: its address and local token, mode 0600, in FIELDCOACH_HOME/service.json.

A record is stale when its process is gone, or when another start answers at its address.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, field_serializer

from api.client import CONNECT_SECONDS, SECONDS, Client
from kb.errors import ServiceError

FILE_NAME = "service.json"


class ServiceRecord(BaseModel):
    """A running service. `instance` is what its `/healthz` says, so that no other is taken for it."""

    model_config = ConfigDict(frozen=True)

    address: str
    token: SecretStr
    pid: int
    instance: str

    @field_serializer("token")
    def _in_plain(self, token: SecretStr) -> str:
        return token.get_secret_value()


def write_record(home: Path, record: ServiceRecord) -> None:
    """Leave the record, readable by this user only; raises OSError."""
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f"{FILE_NAME}.{record.pid}"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(record.model_dump_json())
    draft.replace(home / FILE_NAME)


def read_record(home: Path) -> ServiceRecord | None:
    """The record of a service whose process still lives, or None."""
    try:
        record = ServiceRecord.model_validate_json((home / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        return None
    return record if _alive(record.pid) else None


def remove_record(home: Path, instance: str) -> None:
    """Take the record away, if it is still this start's own."""
    record = read_record(home)
    if record is not None and record.instance == instance:
        (home / FILE_NAME).unlink(missing_ok=True)


def find_service(home: Path, *, seconds: float = SECONDS) -> Client | None:
    """A client of the service that runs over this FIELDCOACH_HOME, or None; a stale record counts as none.

    The token is sent only to whoever proves by its instance to be the service that left the record.
    """
    record = read_record(home)
    if record is None:
        return None
    with Client(record.address, seconds=CONNECT_SECONDS) as stranger:
        try:
            if stranger.health().instance != record.instance:
                return None
        except ServiceError:
            return None
    return Client(record.address, record.token.get_secret_value(), seconds=seconds)


def address_of(host: str, port: int) -> str:
    """The URL under which this machine reaches a service bound to `host`; `0.0.0.0` by loopback."""
    name = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _alive(pid: int) -> bool:
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    except OverflowError:
        return False
    return True
