"""What an answer says beside its quotations."""

from __future__ import annotations

from enum import StrEnum


class AnswerPhrase(StrEnum):
    """The ids of the catalogue `answer`."""
