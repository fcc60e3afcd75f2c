"""Compares files with the catalogue: what is to be read, what stays, what goes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ingest.types import SourceFile
from kb.store.records import SourceState


@dataclass(frozen=True, slots=True)
class Plan:
    """`read` must be prepared again, `kept` are unchanged, `gone` have no file any more.

    `set_aside` were removed on purpose while their file stands, and wait for `coach ingest --again`.
    """

    read: tuple[SourceFile, ...]
    kept: tuple[SourceState, ...]
    gone: tuple[SourceState, ...]
    set_aside: tuple[SourceFile, ...]


def plan(
    sources: Collection[SourceFile],
    known: Mapping[str, SourceState],
    removed: Collection[str],
    rules: str,
    *,
    whole_origin: bool,
) -> Plan:
    """Decide for one origin; unchanged bytes under unchanged rules are kept.

    With `whole_origin` False only the given files are compared: nothing else is gone.
    """
    read, kept, aside = [], [], []
    for source in sources:
        state = known.get(source.place)
        if state is not None and state.checksum == source.sha256 and state.rules == rules:
            kept.append(state)
        elif state is None and source.place in removed:
            aside.append(source)
        else:
            read.append(source)
    places = {source.place for source in sources}
    gone = [state for place, state in sorted(known.items()) if place not in places] if whole_origin else []
    return Plan(tuple(read), tuple(kept), tuple(gone), tuple(aside))
