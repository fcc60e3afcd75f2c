"""Ask: a conversation with the texts."""

from __future__ import annotations

import streamlit as st

from api.schemas.common import MAX_QUESTION_CHARS
from ui import session
from ui.closing import put_away
from ui.gap_drawer import gap_drawer
from ui.service import Trouble, TroubleKind
from ui.settings import Page
from ui.turns import show_turn
from ui.widgets import close_source

# Of a question that is too long to be asked: enough to recognise it by.
_SHOWN_CHARS = 400


def ask_view(page: Page) -> None:
    """Draw the conversation, answer what waits, take the next question."""
    typed = st.chat_input(page.words.gettext("Ask a question…"), submit_mode="disable")
    if typed and typed.strip():
        # Whoever can type has closed the drawer, even where Streamlit has lost that on a slow way.
        close_source()
        put_away()
        _take(typed.strip())
    talk = session.conversation()
    if not talk.turns:
        _welcome(page)
    for turn in talk.turns:
        show_turn(page, turn.number, talk.begun)
    if talk.turns:
        # A callback: it comes before a question that was sent in the same moment, which so is not lost.
        label = page.words.gettext("New conversation")
        st.button(
            label,
            icon=":material/add_comment:",
            type="tertiary",
            key="start-over",
            on_click=session.start_over,
        )
    gap_drawer(page)


def _take(question: str) -> None:
    """Write a question down; one that nobody will read is settled at once and its bulk not kept."""
    if len(question) <= MAX_QUESTION_CHARS:
        session.add_question(question)
        return
    session.add_question(question[:_SHOWN_CHARS] + " …")
    session.settle(session.conversation().turns[-1].number, Trouble(TroubleKind.TOO_LONG))


def _welcome(page: Page) -> None:
    words = page.words
    st.title(words.gettext("What would you like to know?"), anchor=False)
    st.markdown(
        words.gettext(
            "Ask in your own words, in 中文, 한국어, български or English. "
            "Every answer is taken from your team's texts and shows where it stands."
        )
    )
    examples = (
        words.gettext("How do I prepare for a reseller visit?"),
        words.gettext("What is the customer funnel?"),
        words.gettext("How does the M-A-N rule work?"),
    )
    with st.container(key="examples"):
        for place, example in enumerate(examples):
            st.button(
                example,
                key=f"example-{place}",
                icon=":material/chat_bubble:",
                width="stretch",
                on_click=session.add_question,
                args=(example, page.language),
            )
