"""Bodies of what was removed or replaced."""

from __future__ import annotations

from api.doors import KeptText
from api.presenters import document_out
from api.schemas.removed import EarlierOut, RemovedOut
from kb.types import Role


def removed_out(kept: KeptText) -> RemovedOut:
    """A removed text as it was; only admins are shown any."""
    return RemovedOut(**document_out(kept.info, Role.ADMIN).model_dump(), removed=kept.at, until=kept.until)


def earlier_out(kept: KeptText) -> EarlierOut:
    """A version that another one replaced."""
    info = kept.info
    return EarlierOut(
        version=info.version,
        title=info.title,
        language=info.language.value,
        owner=info.owner,
        replaced=kept.at,
        until=kept.until,
    )
