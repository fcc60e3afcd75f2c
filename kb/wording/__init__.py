"""The fixed phrases of results, in four languages: gettext catalogues, compiled files committed beside them.

Only these phrases may stand in a result without a source; they never state a fact. A phrase's id begins with the name
of its catalogue ("training.agenda" stands in `training.po`), and the ids of each catalogue are an enumeration in the
module of that name. `{number}` in a phrase stands for a number, any other `{name}` for words of the
caller or a heading.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib.resources import files

from kb.errors import FieldcoachError
from kb.types import Language
from kb.wording.answer import AnswerPhrase
from kb.wording.checklist import ChecklistPhrase
from kb.wording.file import FilePhrase
from kb.wording.refusal import RefusalPhrase
from kb.wording.role import RolePhrase
from kb.wording.topic import TopicPhrase
from kb.wording.training import TrainingPhrase

__all__ = [
    "AnswerPhrase",
    "ChecklistPhrase",
    "FilePhrase",
    "MissingPhrase",
    "RefusalPhrase",
    "RolePhrase",
    "TopicPhrase",
    "TrainingPhrase",
    "Wording",
]

CATALOGUES: tuple[type[StrEnum], ...] = (
    RefusalPhrase,
    AnswerPhrase,
    ChecklistPhrase,
    RolePhrase,
    TrainingPhrase,
    FilePhrase,
    TopicPhrase,
)

_FIELD = re.compile(r"\\{(\w+)\\}")


class MissingPhrase(FieldcoachError):
    """A phrase has no wording in a language: a mistake of ours, found by the tests of the catalogues."""


class Wording:
    """Phrases by language."""

    def __init__(self, catalogues: Mapping[Language, Mapping[str, str]]) -> None:
        """`catalogues`: wording by phrase id, by language."""
        self._catalogues = catalogues
        self._patterns = {
            language: re.compile("|".join(_pattern(text) for text in sorted(_of_results(catalogue))))
            for language, catalogue in catalogues.items()
        }

    @classmethod
    def load(cls) -> Wording:
        """Read the compiled catalogues that ship with the package."""
        return cls({language: dict(_messages(language)) for language in Language})

    def phrase(self, phrase: StrEnum, language: Language, **values: object) -> str:
        """A phrase in a language, its fields filled in; raises MissingPhrase, since the id must never be shown."""
        text = self._catalogues[language].get(phrase.value)
        if not text:
            raise MissingPhrase(f"{phrase.value} has no wording in {language}.")
        return text.format_map(values) if values else text

    def is_fixed(self, text: str, language: Language) -> bool:
        """Whether a line is one of the phrases, with whatever its fields hold."""
        return self._patterns[language].fullmatch(text) is not None


def _of_results(catalogue: Mapping[str, str]) -> Iterator[str]:
    """What may stand in a result: words of exported files are put round one, topics only looked up, never shown."""
    return (text for name, text in catalogue.items() if not name.startswith(("file.", "topic.")))


def _messages(language: Language) -> Iterator[tuple[str, str]]:
    for phrases in CATALOGUES:
        for catalogue in sorted({phrase.value.split(".")[0] for phrase in phrases}):
            compiled = files("kb.wording").joinpath("locales", language, "LC_MESSAGES", f"{catalogue}.mo")
            with compiled.open("rb") as stream:
                translations = gettext.GNUTranslations(stream)
            for phrase in phrases:
                text = translations.gettext(phrase.value)
                # gettext answers with the id where it has no wording.
                if text != phrase.value:
                    yield phrase.value, text


def _pattern(text: str) -> str:
    """A phrase as a pattern: digits where a number stands, anything of one line where words do."""
    return _FIELD.sub(lambda field: r"\d+" if field[1] == "number" else r"[^\n]{1,400}", re.escape(text))
