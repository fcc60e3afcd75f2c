"""What every view shares: the head of the page with its language picker, the drawer that opens a source."""

from __future__ import annotations

from gettext import NullTranslations

import streamlit as st

from api.schemas.common import LANGUAGES, CallerOut, LanguageCode, RoleName
from ui import service, session
from ui.links import PARAMETERS, BrokenLink, CitationLink, read_link
from ui.parallel import beside
from ui.phrases import NATIVE_NAMES, as_language, browser_language
from ui.service import ServiceTrouble, Trouble, TroubleKind
from ui.settings import Page
from ui.sheet import show_sheet
from ui.source_sheet import source_sheet
from ui.tab import LANGUAGE_COOKIE
from ui.trouble_sheet import trouble_sheet

_LANGUAGE_PARAMETER = "lang"
_PICKER = "language-picker"


def current_language() -> LanguageCode:
    """The interface language: the address's, else the one chosen before (also last week), else the browser's."""
    asked = as_language(st.query_params.get(_LANGUAGE_PARAMETER))
    if asked:
        session.choose_language(asked)
        return asked
    chosen = session.chosen_language() or as_language(st.context.cookies.get(LANGUAGE_COOKIE))
    if chosen:
        session.choose_language(chosen)
        # Another view's address does not carry it yet.
        st.query_params[_LANGUAGE_PARAMETER] = chosen
        return chosen
    return browser_language(st.context.locale, st.context.headers.get("Accept-Language"))


def page_head(words: NullTranslations, language: LanguageCode) -> None:
    """Who is signed in and the language picker, in the bar at the top beside the menu."""
    with st.container(key="head", horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        caller = session.known_caller()
        if caller is not None and not caller.local:
            _account(words, caller)
        session.set_widget(_PICKER, language)
        st.selectbox(
            words.gettext("Language"),
            LANGUAGES,
            format_func=NATIVE_NAMES.__getitem__,
            key=_PICKER,
            # Never seen, but read out where it is not ours: "Choose an option".
            placeholder=words.gettext("Language"),
            label_visibility="collapsed",
            on_change=_language_picked,
            width=132,
        )


def _account(words: NullTranslations, caller: CallerOut) -> None:
    """Who is signed in, and the way out."""
    with st.popover(role_name(caller.role, words), icon=":material/account_circle:", key="account", width="content"):
        st.text(caller.name)
        st.caption(role_name(caller.role, words))
        st.button(words.gettext("Sign out"), icon=":material/logout:", key="sign-out", on_click=session.leave)


def role_name(role: RoleName, words: NullTranslations) -> str:
    """What a role is called."""
    return {
        "rep": words.gettext("Sales representative"),
        "manager": words.gettext("Manager"),
        "hr": words.gettext("HR and training"),
        "admin": words.gettext("Administrator"),
    }[role]


def _language_picked() -> None:
    picked = as_language(session.widget(_PICKER))
    if picked:
        session.choose_language(picked)
        st.query_params[_LANGUAGE_PARAMETER] = picked


def open_source(link: CitationLink) -> None:
    """Put the citation into the address: what the address names is open, so the address can be shared."""
    close_source()
    st.query_params.update(link.parameters())


def close_source() -> None:
    """Take the citation out of the address."""
    for name in PARAMETERS:
        if name in st.query_params:
            del st.query_params[name]


def source_drawer(page: Page) -> None:
    """The citation that the address names, in a drawer over the view; nothing where it names none."""
    if "document" not in st.query_params:
        return
    words = page.words
    drawer = st.dialog(words.gettext("Source"), position="right", width="medium", on_dismiss=close_source)
    drawer(_opened)(page)


def _opened(page: Page) -> None:
    try:
        link = read_link(st.query_params.to_dict())
        if link is None:
            return
        with st.spinner(page.words.gettext("Opening the source…")):
            source = service.source(page.settings, page.language, link)
        other = beside(page, source, "source")
        node = source_sheet(source, link, page.language, page.words, other)
    except BrokenLink:
        node = trouble_sheet(Trouble(TroubleKind.BROKEN_LINK), page.words)
    except ServiceTrouble as error:
        node = trouble_sheet(error.trouble, page.words)
    show_sheet(node, key="source", reveal=True)
