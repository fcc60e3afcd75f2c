"""Ask: a conversation with the texts."""

from __future__ import annotations

import streamlit as st

from api.schemas.common import MAX_QUESTION_CHARS
from api.schemas.results import ResultOut
from ui import service, session
from ui.answer_sheet import SOURCE, TOPIC, result_parts, turn_sheet
from ui.links import to_citation
from ui.service import ServiceTrouble, Trouble, TroubleKind
from ui.session import Outcome, Turn
from ui.settings import Page
from ui.sheet import Node, show_sheet
from ui.trouble_sheet import LASTING, trouble_sheet
from ui.widgets import open_source

# Of a question that is too long to be asked: enough to recognise it by.
_SHOWN_CHARS = 400


def ask_view(page: Page) -> None:
    """Draw the conversation, answer what waits, take the next question."""
    typed = st.chat_input(page.words.gettext("Ask a question…"), submit_mode="disable")
    if typed and typed.strip():
        _take(typed.strip())
    talk = session.conversation()
    if not talk.turns:
        _welcome(page)
    for turn in talk.turns:
        _turn(page, turn, talk.begun)
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


def _turn(page: Page, turn: Turn, begun: int) -> None:
    key = f"turn-{begun}-{turn.number}"
    if turn.outcome is None:
        show_sheet(turn_sheet(turn.question), key=key)
        with st.spinner(page.words.gettext("Looking in the texts…")):
            outcome = _answered(page, turn)
        session.settle(turn.number, outcome)
        st.rerun()
    parts = _parts(page, turn.question, turn.outcome)
    clicked = show_sheet(
        turn_sheet(turn.question, parts), key, (SOURCE, TOPIC), reveal=session.take_reveal(turn.number)
    )
    if isinstance(turn.outcome, ResultOut):
        _follow(turn.outcome, clicked.get(SOURCE), clicked.get(TOPIC))
    elif turn.outcome.kind not in LASTING:
        _try_again(page, turn.number, key)


def _answered(page: Page, turn: Turn) -> Outcome:
    try:
        return service.ask(page.settings, page.language, turn.question, turn.language, session.history(turn))
    except ServiceTrouble as error:
        return error.trouble


def _parts(page: Page, question: str, outcome: Outcome) -> tuple[Node, ...]:
    if isinstance(outcome, ResultOut):
        return result_parts(question, outcome, page.words)
    return (trouble_sheet(outcome, page.words),)


def _follow(result: ResultOut, number: str | None, place: str | None) -> None:
    """Open the source or ask the topic that was clicked; a number that is none of ours does nothing."""
    for citation in result.citations:
        if str(citation.number) == number:
            open_source(to_citation(citation))
    for index, related in enumerate(result.related):
        if str(index) == place:
            # A heading says all by itself: the questions before it would only bend it.
            session.add_question(related.title, result.language, alone=True)
            st.rerun()


def _try_again(page: Page, number: int, key: str) -> None:
    label = page.words.gettext("Try again")
    st.button(label, icon=":material/refresh:", key=f"again-{key}", on_click=session.ask_again, args=(number,))
