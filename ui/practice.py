"""Practice: the questions that are due, and the board that says who is ready on what."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from api.schemas.drills import DrillsOut
from ui import making
from ui.material_parts import show_trouble
from ui.quiz_desk import begin_run, run_of, show_run
from ui.quiz_work import drill_questions
from ui.readiness_sheet import board_sheet
from ui.service import ServiceTrouble
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.signing import signed_out
from ui.when import until

_DRILL = "drill"

# A sitting: some five minutes on a phone.
_AT_ONCE = 20


def practice_part(page: Page) -> None:
    """Draw the round that is under way, else what is due."""
    run = run_of(_DRILL)
    if run is not None:
        show_run(page, _DRILL, run.number)
        return
    try:
        found = making.drills(page, _AT_ONCE)
    except ServiceTrouble as error:
        if signed_out(error.trouble):
            st.rerun()
        show_trouble(error.trouble, page, "drills")
        return
    _due(page, found)


def _due(page: Page, found: DrillsOut) -> None:
    words = page.words
    if found.drills:
        text = words.ngettext("{count} question is due.", "{count} questions are due.", found.due)
        _say(
            "event_repeat",
            text.format(count=found.due),
            words.gettext("You see each again just before you would forget it."),
        )
        st.button(
            words.gettext("Start practising"),
            type="primary",
            icon=":material/play_arrow:",
            key="start-drill",
            on_click=begin_run,
            args=(_DRILL, drill_questions(found.drills)),
        )
    elif found.learned:
        when = until(found.next or "", datetime.now(UTC), words)
        text = words.gettext("Nothing is due now. The next question: {when}.").format(when=when)
        _say("task_alt", text, words.gettext("You see each again just before you would forget it."))
    else:
        _say(
            "school",
            words.gettext("Nothing to practise yet."),
            words.gettext(
                "The questions of every quiz that you take come back here, just before you would forget them."
            ),
        )


def readiness_part(page: Page) -> None:
    """Draw the caller's own board, and the others' for managers and HR where that is switched on."""
    words = page.words
    try:
        board = making.readiness(page)
        shared = board.shared and page.allows("manager", "hr")
        people = making.team_readiness(page).people if shared else ()
    except ServiceTrouble as error:
        if signed_out(error.trouble):
            st.rerun()
        show_trouble(error.trouble, page, "readiness")
        return
    if not any(topic.answered for topic in board.topics):
        advice = words.gettext("Answer three questions on a topic, and it shows how ready you are on it.")
        _say("monitoring", words.gettext("No answers yet."), advice)
    show_sheet(board_sheet(board.topics, words), key="own-board")
    note = (
        words.gettext("Managers and HR see this board under the name of your key.")
        if board.shared
        else words.gettext("Only you see this board.")
    )
    show_sheet(
        Node("div", look="note", children=(icon("visibility" if board.shared else "lock"), Node("p", note))),
        key="board-note",
    )
    for place, person in enumerate(people):
        show_sheet(Node("h2", person.name, look="part-head"), key=f"person-{place}")
        show_sheet(board_sheet(person.topics, words), key=f"board-{place}")


def _say(name: str, title: str, advice: str) -> None:
    texts = Node("div", children=(Node("h3", title), Node("p", advice)))
    show_sheet(Node("div", look="refusal", children=(icon(name), texts)), key=f"say-{name}")
