"""The same passage in other languages: chooses the edition to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.retrieval.lanes import LaneResult
    from kb.retrieval.snapshot import GroupKey, Snapshot
    from kb.store.records import PassageSlot
    from kb.types import Language


def choose_edition(
    snapshot: Snapshot, key: GroupKey, own: Language, lanes: Mapping[Language, LaneResult], needs: int
) -> PassageSlot | None:
    """The passage of a group that the asker should see; None where they may read no edition of it.

    The asker's language first. Where that edition counts the section's passages differently, places can't be
    paired, so the section is the parallel and its passage nearest to the question stands for it. Where there is
    no such edition, the one that was found best is shown, in its own language.
    """

    def margin(slot: PassageSlot) -> tuple[float, str]:
        lane = lanes.get(slot.language)
        return (lane.margins.get(slot.id, -1.0) if lane else -1.0, slot.id)

    readable = [slot for slot in snapshot.groups[key] if slot.audience & needs == needs]
    if not readable:
        return None
    paired = [slot for slot in readable if slot.language == own]
    section = [
        slot for slot in snapshot.sections.get((key.work, key.anchor, own), ()) if slot.audience & needs == needs
    ]
    return max(paired or section or readable, key=margin)
