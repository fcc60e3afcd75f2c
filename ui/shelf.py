"""The list of documents, as the page needs it again and again: owners beside sources, works to attach to."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import cast

from api.schemas.documents import DocumentOut
from ui import session
from ui.service import ServiceTrouble, opened
from ui.settings import Page

# Somebody else may add a text meanwhile; whoever changes the library here calls `forget_shelf`.
_SECONDS = 60.0
_SHELF = "shelf"


def shelf(page: Page) -> tuple[DocumentOut, ...]:
    """All documents that the visitor may read, at most a minute old; raises ServiceTrouble."""
    whose = page.caller.name if page.caller else None
    held = cast("tuple[float, str | None, tuple[DocumentOut, ...]] | None", session.widget(_SHELF))
    if held is not None and held[1] == whose and time.monotonic() - held[0] < _SECONDS:
        return held[2]
    with opened(page.settings, page.language) as client:
        found = client.documents().documents
    session.set_widget(_SHELF, (time.monotonic(), whose, found))
    return found


def forget_shelf() -> None:
    """Read the list anew the next time."""
    session.set_widget(_SHELF, None)


def titles(page: Page) -> Mapping[str, str]:
    """What each document is called; nothing where the list can't be had now."""
    try:
        return {document.id: document.title for document in shelf(page)}
    except ServiceTrouble:
        return {}


def owners(page: Page) -> Mapping[str, str]:
    """Who looks after each document; nobody where the list can't be had now."""
    try:
        return {document.id: document.owner for document in shelf(page) if document.owner}
    except ServiceTrouble:
        return {}
