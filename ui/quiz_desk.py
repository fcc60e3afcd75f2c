"""Taking a quiz or a drill on the page: answers go to the service one by one, and nothing waits for the rest."""

from __future__ import annotations

import uuid
from functools import partial
from typing import cast

import streamlit as st

from ui import making, session
from ui.cited import SOURCE
from ui.links import to_citation
from ui.material_parts import show_trouble
from ui.quiz_sheet import quiz_work, source_place
from ui.quiz_work import Asked, Run, read_answer
from ui.service import ServiceTrouble, Trouble
from ui.settings import Page
from ui.signing import signed_out
from ui.widgets import open_source
from ui.work import show_work, was_told

_COUNT = "quiz-count"
_ANSWER, _AGAIN = "answer", "again"


def begin_run(name: str, asked: tuple[Asked, ...]) -> None:
    """Put a round of questions on the desk, under a name of the view's."""
    number = cast("int", session.work(_COUNT) or 0) + 1
    session.put_work(_COUNT, number)
    session.put_work(name, Run(asked, number))


def run_of(name: str) -> Run | None:
    """The round that is on the desk."""
    return cast("Run | None", session.work(name))


@st.fragment
def show_run(page: Page, name: str, number: int) -> None:
    """The worksheet, redrawn by itself."""
    run = run_of(name)
    if run is None or run.number != number:
        # Closed by a click in here: the page around it has to be drawn, too.
        st.rerun()
    failed = session.work(f"{name}-failed")
    session.drop_work(f"{name}-failed")
    # What says the same as before does not reach the browser.
    sheet = quiz_work(run, page.language, page.words, uuid.uuid4().hex if failed else "")
    key = f"quiz-{name}-{number}"
    clicked = show_work(sheet, key, (SOURCE, _AGAIN), {_ANSWER: partial(_answer, page, name, key)})
    if isinstance(failed, Trouble):
        if signed_out(failed):
            st.rerun()
        show_trouble(failed, page, name)
    if _AGAIN in clicked:
        _again(name, run, clicked[_AGAIN])
    found = source_place(run, clicked[SOURCE]) if SOURCE in clicked else None
    if found is not None:
        asked, place = found
        open_source(to_citation(asked.citations[place]))
        st.rerun()


def _answer(page: Page, name: str, key: str) -> None:
    """Have an answer graded before the worksheet is drawn; what did not reach the service can be given again."""
    run, told = run_of(name), was_told(key, _ANSWER)
    if run is None or not isinstance(told, dict):
        return
    asked = run.find(told.get("id"))
    if asked is None or asked.id in run.outcomes:
        return
    answer = read_answer(asked, told)
    if answer is None:
        return
    try:
        if asked.card is None:
            graded = making.answer(page, answer)
        else:
            graded = making.review(page, asked.card, answer.given, answer.ease)
    except ServiceTrouble as error:
        session.put_work(f"{name}-failed", error.trouble)
    else:
        session.put_work(name, run.with_outcome(asked.id, answer.given, graded))


def _again(name: str, run: Run, which: object) -> None:
    """Another round: of the wrong ones, or of all; a drill ends, and what is due is looked up anew."""
    if any(asked.card for asked in run.asked):
        session.drop_work(name)
    else:
        begin_run(name, run.wrong if which == "wrong" and run.wrong else _whole(name) or run.asked)
    st.rerun()


def keep_whole(name: str, asked: tuple[Asked, ...]) -> None:
    """Remember all questions of a quiz: a round may hold only some of them."""
    session.put_work(f"{name}-whole", asked)


def _whole(name: str) -> tuple[Asked, ...] | None:
    return cast("tuple[Asked, ...] | None", session.work(f"{name}-whole"))
