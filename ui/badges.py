"""What stands beside a source: its language, its origin, when it was reviewed, whether a machine made it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from gettext import NullTranslations

from api.schemas.common import LanguageCode
from ui.sheet import Node, icon

# `made_by` of texts that people wrote; anything else is the name of a model.
_WRITTEN_BY_PEOPLE = frozenset({"project", "person"})


def language_badge(language: LanguageCode, words: NullTranslations) -> Node:
    """The language of a text that is not in the asker's."""
    return badge("translate", _text_in(words)[language])


def source_in(original: LanguageCode, words: NullTranslations) -> Node:
    """The language that the facts of a text come from."""
    return badge("history_edu", _source_in(words)[original])


def source_badges(
    language: LanguageCode,
    original: LanguageCode,
    made_by: str,
    reviewed: date | None,
    shown_in: LanguageCode,
    words: NullTranslations,
    owner: str | None = None,
) -> tuple[Node, ...]:
    """The badges of a source whose text is in `language`, shown to somebody who reads `shown_in`."""
    found = []
    if language != shown_in:
        found.append(language_badge(language, words))
    if original != language:
        found.append(source_in(original, words))
    found.extend(made_badge(made_by, words))
    if owner:
        found.append(badge("person", words.gettext("Owner: {name}").format(name=owner)))
    if reviewed:
        text = words.gettext("Reviewed {date}").format(date=reviewed.isoformat())
        found.append(badge("event_available", text))
    return tuple(found)


def made_badge(made_by: str, words: NullTranslations) -> tuple[Node, ...]:
    """The mark of a text that a machine made; none where people wrote it."""
    if made_by in _WRITTEN_BY_PEOPLE:
        return ()
    text = words.gettext("Machine-made: {model}").format(model=made_by)
    return (badge("smart_toy", text, look="badge marked"),)


def badge(name: str, text: str, look: str = "badge") -> Node:
    """A few words with an icon."""
    return Node("span", look=look, children=(icon(name), Node("span", text)))


def _text_in(words: NullTranslations) -> Mapping[LanguageCode, str]:
    # Whole phrases: "in Korean" is declined differently in each language.
    return {
        "zh": words.gettext("Text in Chinese"),
        "ko": words.gettext("Text in Korean"),
        "bg": words.gettext("Text in Bulgarian"),
        "en": words.gettext("Text in English"),
    }


def _source_in(words: NullTranslations) -> Mapping[LanguageCode, str]:
    return {
        "zh": words.gettext("Source in Chinese"),
        "ko": words.gettext("Source in Korean"),
        "bg": words.gettext("Source in Bulgarian"),
        "en": words.gettext("Source in English"),
    }
