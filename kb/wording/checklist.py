"""The fixed words of checklists and plays."""

from __future__ import annotations

from enum import StrEnum


class ChecklistPhrase(StrEnum):
    """The ids of the catalogue `checklist`."""
