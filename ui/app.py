"""The page: Streamlit starts this file. It draws the frame and lists the views."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from ui.navigation import doors, entries
from ui.phrases import phrases
from ui.settings import Page, PageSettingsError, is_foreign, load_settings
from ui.signing import admitted
from ui.tab import restore_tab
from ui.widgets import current_language, page_head, source_drawer

_ASSETS = Path(__file__).parent / "assets"


def main() -> None:
    """Draw one run of the page."""
    st.set_page_config(page_title="Fieldcoach", page_icon=str(_ASSETS / "icon.svg"), layout="centered")
    st.logo(_ASSETS / "icon.svg", size="large")
    st.html(_ASSETS / "page.css")
    language = current_language()
    words = phrases(language)
    if is_foreign(st.get_option("server.address"), st.context.headers.get("Host")):
        page_head(words, language)
        st.error(words.gettext("This page is open on this computer only, under the name localhost."))
        return
    try:
        settings = load_settings(os.environ)
    except PageSettingsError as error:
        page_head(words, language)
        st.error(words.gettext("The page is not set up right:"), icon=":material/error:")
        st.text(str(error))
        return
    asked = Page(settings, language, words)
    page = admitted(asked)
    page_head(words, language)
    if page is None:
        # Each address leads to the form, and so is still there when a key is found.
        st.navigation(doors(asked), position="hidden").run()
    else:
        st.navigation(entries(page), position="top").run()
        source_drawer(page)
    # Last: a rerun that it asks for before the menu is drawn would land on the first view.
    restore_tab(language, words)


if __name__ == "__main__":
    main()
