"""Which half and which parts of the exam: light, because every command line imports it."""

from __future__ import annotations

from enum import StrEnum


class Half(StrEnum):
    """Half of the items is for development; the other half is only run to report."""

    DEV = "dev"
    TEST = "test"


class Part(StrEnum):
    """A part of the exam: all items of one type."""

    QUESTIONS = "questions"
    UNANSWERABLE = "unanswerable"
    FOLLOW_UPS = "follow_ups"
    CHECKLISTS = "checklists"
    ROLES = "roles"
    TRAININGS = "trainings"
