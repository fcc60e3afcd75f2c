"""One table makes faults out of our exceptions: a status and a stable code for each."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from api.problems import Fault, FaultError
from kb.errors import (
    AccessError,
    Busy,
    DuplicateDocument,
    EmbeddingError,
    FieldcoachError,
    Gone,
    HeadError,
    IndexMismatch,
    InputError,
    NoSuchCard,
    NoSuchClosing,
    NoSuchCopy,
    NoSuchEntry,
    NoSuchJob,
    NoSuchSaved,
    NotFound,
    RenderError,
    StoreError,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rule:
    """How an exception leaves: its code is its own; `tell` shows its message as the reason."""

    status: int
    wording: str | None = None
    tell: bool = True
    retry_after: int | None = None


# What may name files and folders of the machine is logged instead of told.
TABLE: Mapping[type[FieldcoachError], Rule] = MappingProxyType({
    InputError: Rule(422),
    UnreadableFile: Rule(422),
    HeadError: Rule(422),
    DuplicateDocument: Rule(409),
    UnsupportedFormat: Rule(422),
    TooLarge: Rule(413, "file_too_large"),
    NotFound: Rule(404),
    NoSuchJob: Rule(404, "no_such_job"),
    NoSuchEntry: Rule(404, "no_such_entry"),
    NoSuchClosing: Rule(404, "no_such_closing"),
    NoSuchSaved: Rule(404, "no_such_saved"),
    NoSuchCard: Rule(404, "no_such_card"),
    NoSuchCopy: Rule(404, "no_such_copy"),
    Gone: Rule(410),
    StoreError: Rule(503, tell=False),
    IndexMismatch: Rule(503),
    Busy: Rule(409, retry_after=10),
    EmbeddingError: Rule(503, tell=False),
    RenderError: Rule(500, tell=False),
    AccessError: Rule(403),
})

INTERNAL = Fault(500, "internal")


def body_fault(limit: int) -> Fault:
    """A body above `limit` bytes."""
    return Fault(413, "too_large", "body_too_large", {"limit": limit})


def fault_of(error: BaseException) -> Fault:
    """An exception's fault; what only the administrator should read of it is logged."""
    fault = known_fault(error)
    if fault is None:
        _log.error("Unexpected error", exc_info=error)
        return INTERNAL
    if fault.reason is None and not isinstance(error, FaultError):
        _log.error("%s: %s", fault.code, error)
    return fault


def known_fault(error: BaseException) -> Fault | None:
    """What the table says, or None."""
    if isinstance(error, FaultError):
        return error.fault
    if not isinstance(error, FieldcoachError):
        return None
    rule = next((TABLE[kind] for kind in type(error).__mro__ if kind in TABLE), None)
    if rule is None:
        return None
    return Fault(
        rule.status,
        error.code,
        rule.wording,
        reason=str(error) or None if rule.tell else None,
        why=error.why if rule.tell and isinstance(error, InputError) else None,
        headers={"Retry-After": str(rule.retry_after)} if rule.retry_after else {},
    )
