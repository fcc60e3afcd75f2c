"""The fixed phrases of results, in four languages: gettext catalogues, compiled files committed beside them.

Only these phrases may stand in a result without a source; they never state a fact.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files

from kb.types import Language


class Phrase(StrEnum):
    """The ids of the catalogues' messages."""

    NO_EVIDENCE = "refusal.no_evidence"
    NO_EVIDENCE_ALONE = "refusal.no_evidence_alone"
    NOT_A_QUESTION = "refusal.not_a_question"
    UNSUPPORTED_LANGUAGE = "refusal.unsupported_language"


class Wording:
    """Phrases by language."""

    def __init__(self, catalogues: Mapping[Language, gettext.NullTranslations]) -> None:
        self._catalogues = catalogues

    @classmethod
    def load(cls) -> Wording:
        """Read the compiled catalogues that ship with the package."""
        catalogues = {}
        for language in Language:
            compiled = files("kb.wording").joinpath("locales", language, "LC_MESSAGES", "wording.mo")
            with compiled.open("rb") as stream:
                catalogues[language] = gettext.GNUTranslations(stream)
        return cls(catalogues)

    def phrase(self, phrase: Phrase, language: Language) -> str:
        """A phrase in a language; a missing one raises KeyError, since the id must never be shown."""
        text = self._catalogues[language].gettext(phrase.value)
        if text == phrase.value:
            raise KeyError(f"{phrase.value} has no wording in {language}")
        return text
