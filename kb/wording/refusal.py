"""What a refusal says."""

from __future__ import annotations

from enum import StrEnum


class RefusalPhrase(StrEnum):
    """The ids of the catalogue `refusal`."""

    NO_EVIDENCE = "refusal.no_evidence"
    NO_EVIDENCE_ALONE = "refusal.no_evidence_alone"
    NOT_A_QUESTION = "refusal.not_a_question"
    UNSUPPORTED_LANGUAGE = "refusal.unsupported_language"
