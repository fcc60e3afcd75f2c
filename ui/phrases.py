"""The page's own words in four languages (gettext, `locales/`), and which of them a browser wants."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path
from types import MappingProxyType

from api.schemas.common import LANGUAGES, LanguageCode

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "ui"

# Each in its own language and script: someone who can't read the page must still find theirs.
NATIVE_NAMES: Mapping[LanguageCode, str] = MappingProxyType({
    "zh": "中文",
    "ko": "한국어",
    "bg": "Български",
    "en": "English",
})

_ACCEPTED = re.compile(r"^\s*([A-Za-z]{1,8})[A-Za-z0-9_-]*\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$")


def phrases(language: LanguageCode) -> NullTranslations:
    """The catalogue of `language`; gettext keeps what it has once read."""
    return gettext.translation(DOMAIN, LOCALES, languages=[language])


def as_language(code: object) -> LanguageCode | None:
    """`code` as one of the four, or None."""
    return next((language for language in LANGUAGES if language == code), None)


def browser_language(locale: str | None, accepted: str | None) -> LanguageCode:
    """What the browser wants: its own language, else the best of its Accept-Language header, else English."""
    first = (locale or "").replace("_", "-").split("-")[0].lower()
    wanted = [(1.5, first), *_weighted(accepted or "")]
    for _, code in sorted((entry for entry in wanted if entry[0] > 0), key=lambda entry: -entry[0]):
        language = as_language(code)
        if language:
            return language
    return "en"


def _weighted(header: str) -> list[tuple[float, str]]:
    """The languages of an Accept-Language header with their weights; what can't be read is left out."""
    found = (_ACCEPTED.match(part) for part in header[:1000].split(","))
    return [(float(match[2] or 1), match[1].lower()) for match in found if match]
