"""What every view is given: the settings, the interface language and its words."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations

from api.schemas.common import LanguageCode
from ui.settings import PageSettings


@dataclass(frozen=True, slots=True)
class Page:
    """One drawing of the page."""

    settings: PageSettings
    language: LanguageCode
    words: NullTranslations
