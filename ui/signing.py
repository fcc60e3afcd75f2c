"""Signing in: a key is asked for only when the service wants one, and is kept for the browser's tab only."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from api.schemas.common import CallerOut
from ui import session
from ui.service import ServiceTrouble, Trouble, TroubleKind, opened
from ui.settings import Page, PageSettings
from ui.sheet import show_sheet
from ui.trouble_sheet import trouble_sheet

# Who looks is asked for before anything is drawn: a service that hangs must not hold the page up for long.
_SECONDS = 3.0
_FIELD = "sign-in-key"

# That a key which was good before is so no longer: somebody who was at work is told why they have to sign in.
_REFUSED = "key-refused"


def admitted(page: Page) -> Page | None:
    """The page as whoever looks may see it; None where they have to sign in first."""
    key = session.signed_key()
    settings = replace(page.settings, token=key) if key else page.settings
    caller = session.known_caller()
    if caller is None:
        try:
            caller = _who(page, settings)
            session.know_caller(caller)
        except ServiceTrouble as error:
            if signed_out(error.trouble):
                return None
            # The views say what is wrong, each about what it was asked for.
    return replace(page, settings=settings, caller=caller)


def signed_out(trouble: Trouble) -> bool:
    """Whether the key has gone meanwhile; then the next run asks for one."""
    if trouble.kind is not TroubleKind.SIGNED_OUT:
        return False
    if session.signed_key() is not None:
        session.set_widget(_REFUSED, True)
    session.sign_out()
    return True


def _who(page: Page, settings: PageSettings) -> CallerOut:
    with opened(replace(settings, seconds=min(_SECONDS, settings.seconds)), page.language) as client:
        return client.me()


def sign_in_form(page: Page) -> None:
    """The form for a key."""
    words = page.words
    with st.container(key="sign-in"):
        st.title(words.gettext("Sign in"), anchor=False)
        if session.widget(_REFUSED):
            show_sheet(trouble_sheet(Trouble(TroubleKind.SIGNED_OUT), words), key="sign-in-refused")
        st.write(words.gettext("Your team's library asks who you are. Paste the access key that you were given."))
        with st.form("sign-in-form", border=False):
            key = st.text_input(
                words.gettext("Access key"), type="password", key=_FIELD, autocomplete="current-password"
            )
            sent = st.form_submit_button(words.gettext("Sign in"), type="primary", icon=":material/login:")
        if sent:
            _try(page, key.strip())
        st.caption(words.gettext("It is kept until you close this tab. No key? Ask whoever looks after the library."))


def _try(page: Page, key: str) -> None:
    words = page.words
    if not key:
        st.warning(words.gettext("Paste your key first."), icon=":material/key:")
        return
    try:
        caller = _who(page, replace(page.settings, token=key))
    except ServiceTrouble as error:
        if error.trouble.kind is TroubleKind.SIGNED_OUT:
            message = words.gettext("This key is not accepted. Check that it is whole, or ask for a new one.")
            st.error(message, icon=":material/key_off:")
        else:
            show_sheet(trouble_sheet(error.trouble, words), key="sign-in-trouble")
        return
    session.set_widget(_REFUSED, None)
    session.sign_in(key, caller)
    st.rerun()
