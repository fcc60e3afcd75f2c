"""The fixed words of role descriptions, blanks to fill in among them."""

from __future__ import annotations

from enum import StrEnum


class RolePhrase(StrEnum):
    """The ids of the catalogue `role`."""
