"""What outlives a reload of the page: the conversation, the work and the key, in this process' memory, under a handle.

The handle is 128 random bits. The browser keeps it in its tab (sessionStorage: gone when the tab closes, not sent to
any server); everything else stays here, so that no key and no question is ever stored in a browser or on a disk.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType

import streamlit as st

# A working day. Each holds a conversation, some 100 kB when it is long.
KEPT_SECONDS = 12 * 3600.0
MAX_KEPT = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """What one tab left; `conversation` is the session's own, `work` what was on the desks of the other views."""

    conversation: object = None
    key: str | None = None
    at: float = 0.0
    work: Mapping[str, object] = field(default_factory=dict)


class Keeper:
    """What all tabs left, the last used last; may be used from several threads."""

    def __init__(self, seconds: float = KEPT_SECONDS, most: int = MAX_KEPT) -> None:
        self._seconds, self._most = seconds, most
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def keep(
        self,
        handle: str,
        conversation: object,
        key: str | None,
        work: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """Remember; the oldest are forgotten."""
        with self._lock:
            self._kept[handle] = Kept(conversation, key, time.monotonic(), work)
            self._kept.move_to_end(handle)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def find(self, handle: str) -> Kept | None:
        """What was kept under a handle, None where nothing was or it is too old."""
        with self._lock:
            kept = self._kept.get(handle)
            if kept is not None and time.monotonic() - kept.at > self._seconds:
                del self._kept[handle]
                return None
        return kept


def new_handle() -> str:
    """A name that can't be guessed."""
    return secrets.token_urlsafe(16)


@st.cache_resource(show_spinner=False)
def keeper() -> Keeper:
    """The one of this process."""
    return Keeper()
