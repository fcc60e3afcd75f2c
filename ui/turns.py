"""One turn of the conversation: answered while it is drawn, then a fragment of its own.

A click within an answer (a vote, a reason) so redraws this turn and nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from api.schemas.materials import ChecklistIn
from api.schemas.results import LineEvent, ResultOut
from ui import session
from ui.answer_bar import CHECKLIST, GAP, VOTE, answer_bar
from ui.answer_sheet import SOURCE, TOPIC, partial_parts, related_sheet, result_parts, turn_sheet, waiting_parts
from ui.closing import OpenGap, open_gap, undo_row
from ui.links import to_citation
from ui.moving import go_to, redraw
from ui.service import ServiceTrouble, Trouble, TroubleKind, opened
from ui.session import Outcome, Turn
from ui.settings import Page
from ui.sheet import Node, show_sheet
from ui.shelf import owners
from ui.signing import signed_out
from ui.trouble_sheet import LASTING, trouble_sheet
from ui.votes import take_vote, vote_form
from ui.widgets import open_source

# What comes within this time is shown at once and whole: an extracted answer takes some 20 ms.
_BETWEEN_DRAWINGS = 0.15


def show_turn(page: Page, number: int, begun: int) -> None:
    """Draw a turn; one that waits is answered first."""
    turn = session.turn(number)
    if turn is None:
        return
    # There for settled turns, too: what follows keeps its place on the page, and the browser what it has drawn of it.
    holder = st.empty()
    outcome = turn.outcome
    if outcome is None:
        outcome = _answered(page, turn, holder, f"turn-{begun}-{number}")
        session.settle(number, outcome)
        holder.empty()
    if isinstance(outcome, Trouble) and signed_out(outcome):
        st.rerun()
    _settled(page, number, begun)


def _answered(page: Page, turn: Turn, holder: DeltaGenerator, key: str) -> Outcome:
    """The answer, whose lines are shown as they come."""
    with holder:
        show_sheet(turn_sheet(turn.question, waiting_parts(page.words)), key=f"{key}-waiting")
    try:
        with opened(page.settings, page.language) as client:
            events: list[LineEvent] = []
            drawn = time.monotonic()
            for event in client.ask_stream(turn.question, turn.language, session.history(turn)):
                if isinstance(event, ResultOut):
                    return event
                events.append(event)
                if time.monotonic() - drawn >= _BETWEEN_DRAWINGS:
                    _draw_partial(page, holder, turn, events, key)
                    drawn = time.monotonic()
    except ServiceTrouble as error:
        return error.trouble
    return Trouble(TroubleKind.BROKEN)


def _draw_partial(page: Page, holder: DeltaGenerator, turn: Turn, events: list[LineEvent], key: str) -> None:
    with holder:
        # A key of its own: Streamlit takes each but once in a run.
        show_sheet(turn_sheet(turn.question, partial_parts(events, page.words)), key=f"{key}-{len(events)}")


@st.fragment
def _settled(page: Page, number: int, begun: int) -> None:
    turn, reveal = session.turn(number), session.take_reveal(number)
    if turn is None or turn.outcome is None:
        # It is to be asked again, or the conversation was cleared: both are for the page's own run.
        st.rerun()
    key = f"turn-{begun}-{number}"
    if isinstance(turn.outcome, Trouble):
        show_sheet(turn_sheet(turn.question, (trouble_sheet(turn.outcome, page.words),)), key, reveal=reveal)
        if turn.outcome.kind not in LASTING:
            _try_again(page, number, key)
        return
    holder = st.empty()
    clicked = _draw(page, holder, turn, turn.outcome, key, reveal=reveal)
    if VOTE in clicked and take_vote(page, number, turn.outcome, clicked[VOTE]):
        redraw()
    vote_form(page, turn, turn.outcome, key)
    if turn.closing:
        undo_row(page, turn.closing, key, lambda: session.close_turn(number, None), lambda: session.ask_again(number))
    if _is_followed(turn) and turn.outcome.related:
        clicked = {**clicked, **show_sheet(related_sheet(turn.outcome, page.words), f"on-{key}", (TOPIC,))}
    _follow(turn.outcome, clicked, number)


def _is_followed(turn: Turn) -> bool:
    """Whether something stands right under the buttons that led to it; where to go on then comes after it."""
    return turn.vote is not None or turn.closing is not None


def _draw(
    page: Page, holder: DeltaGenerator, turn: Turn, result: ResultOut, key: str, *, reveal: bool
) -> Mapping[str, str]:
    may_close = page.allows() and turn.closing is None
    bar = answer_bar(result, turn.vote, page.language, page.words, may_close=may_close)
    parts: tuple[Node, ...] = result_parts(
        turn.question, result, page.words, owners(page), bar, related=not _is_followed(turn)
    )
    with holder:
        return show_sheet(turn_sheet(turn.question, parts), key, (SOURCE, TOPIC, VOTE, CHECKLIST, GAP), reveal=reveal)


def _follow(result: ResultOut, clicked: Mapping[str, str], number: int) -> None:
    """Go where a click leads; a number that is none of ours leads nowhere."""
    for citation in result.citations:
        if str(citation.number) == clicked.get(SOURCE):
            open_source(to_citation(citation))
            st.rerun()
    for index, related in enumerate(result.related):
        if str(index) == clicked.get(TOPIC):
            # A heading says all by itself: the questions before it would only bend it.
            session.add_question(related.title, result.language, alone=True)
            st.rerun()
    if GAP in clicked and result.refusal:
        asked = ((result.question_used, (result.id,)),)
        open_gap(OpenGap(asked, result.language, result.related, turn=number))
        st.rerun()
    if CHECKLIST in clicked and not result.refusal:
        session.give("task", ChecklistIn(task=result.question_used, language=result.language))
        go_to("checklists")


def _try_again(page: Page, number: int, key: str) -> None:
    label = page.words.gettext("Try again")
    st.button(label, icon=":material/refresh:", key=f"again-{key}", on_click=session.ask_again, args=(number,))
