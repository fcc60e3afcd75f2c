"""The fixed words of training modules and quizzes."""

from __future__ import annotations

from enum import StrEnum


class TrainingPhrase(StrEnum):
    """The ids of the catalogue `training`."""
