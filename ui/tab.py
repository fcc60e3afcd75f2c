"""The browser's tab: tells it what to remember, and finds again what it had before a reload."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from typing import TYPE_CHECKING

import streamlit as st

from api.schemas.common import LanguageCode
from ui import session
from ui.sheet import ASSETS

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

LANGUAGE_COOKIE = "fieldcoach_language"


def restore_tab(language: LanguageCode, words: NullTranslations) -> None:
    """Take up what this tab left before it was loaded anew; starts the run over where there was something.

    To be called when the menu was drawn.
    """
    data = {
        "page_language": language,
        "chosen": session.chosen_language() or "",
        "handle": session.handle(),
        "fresh": session.is_fresh(),
        "words": _chrome(words),
    }
    with st.container(key="tab"):
        found = _renderer()(key="tab-memory", data=data, on_found_change=_nothing).get("found")
    if isinstance(found, str) and session.is_fresh():
        session.adopt(found)
        st.rerun()


def _chrome(words: NullTranslations) -> Mapping[str, str]:
    """What chrome.js says in place of Streamlit's own English."""
    return {
        "skip": words.gettext("Skip to the content"),
        "choose": words.gettext("Choose a file"),
        "menu": words.gettext("Menu"),
        "open_menu": words.gettext("Open the menu"),
        "close_menu": words.gettext("Close the menu"),
        "start": words.gettext("To the start"),
        "copy": words.gettext("Copy"),
        "ask": words.gettext("Ask"),
        "less": words.gettext("Less"),
        "more": words.gettext("More"),
        "chart": words.gettext("Questions a day"),
        "close": words.gettext("Close"),
        "message": words.gettext("Message"),
        "list": words.gettext("Open the list"),
        "drop": words.gettext("Remove the file"),
        "date": words.gettext("Choose a date"),
        "year": words.gettext("yyyy"),
        "month": words.gettext("mm"),
        "day": words.gettext("dd"),
        "add": words.gettext("New name: {name}"),
        "lost": words.gettext("No connection to Fieldcoach"),
        "lost_advice": words.gettext(
            "It may have been stopped, or the network is interrupted. Whoever looks after it starts it again with "
            "“make up”; this page goes on by itself as soon as it answers."
        ),
    }


def _nothing() -> None:
    """Streamlit passes on only events that have a callback."""


@cache
def _renderer() -> ComponentRenderer:
    script = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("chrome.js", "tab.js"))
    # Without any content Streamlit shows a component as an error.
    return st.components.v2.component("fieldcoach.tab", html="<span></span>", js=script)
