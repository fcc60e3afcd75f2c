"""The fixed words of role descriptions, blanks to fill in among them."""

from __future__ import annotations

from enum import StrEnum


class RolePhrase(StrEnum):
    """The ids of the catalogue `role`."""

    PURPOSE = "role.purpose"
    REQUIREMENTS = "role.requirements"
    MEASURES = "role.measures"
    BLANK_EXPERIENCE = "role.blank_experience"
    BLANK_TRAVEL = "role.blank_travel"
    BLANK_REPORTS_TO = "role.blank_reports_to"
    BLANK_TEAM = "role.blank_team"
    BLANK_TARGET = "role.blank_target"
    FAIR = "role.fair"
