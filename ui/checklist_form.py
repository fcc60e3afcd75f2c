"""The way to a new checklist: a task in somebody's own words, or a visit of a type to a customer at a stage."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from api.schemas.common import MAX_QUESTION_CHARS
from api.schemas.materials import MAX_PHRASE_CHARS, ChecklistIn, Order, PlayIn
from api.schemas.results import ResultOut
from ui import session
from ui.settings import Page
from ui.visits import stage_names, visit_names

TASK = "checklist-task"

Way = Literal["task", "visit"]


def checklist_form(page: Page) -> Order | None:
    """Draw it; the order where one was just given."""
    words = page.words
    names: dict[Way, str] = {"task": words.gettext("Describe a task"), "visit": words.gettext("Choose a visit")}
    way = st.segmented_control(
        words.gettext("Make a checklist from"),
        list(names),
        format_func=names.__getitem__,
        default="task",
        required=True,
        key="checklist-way",
        label_visibility="collapsed",
    )
    return _visit(page) if way == "visit" else _task(page)


def topic_order(refused: ResultOut, place: str) -> Order | None:
    """A checklist on a topic that a refusal names; None where the place is none of its."""
    for index, related in enumerate(refused.related):
        if str(index) == place:
            return ChecklistIn(task=related.title, language=refused.language)
    return None


def _task(page: Page) -> Order | None:
    words = page.words
    with st.form("checklist-form", border=False):
        task = st.text_area(
            words.gettext("Your task"),
            key=TASK,
            height="content",
            max_chars=MAX_QUESTION_CHARS,
            placeholder=words.gettext("Tomorrow I visit a reseller who owes us money"),
        )
        context = st.text_input(
            words.gettext("What is special about it (optional)"),
            key="checklist-context",
            max_chars=MAX_PHRASE_CHARS,
            placeholder=words.gettext("a new product, a new contact person…"),
        )
        sent = st.form_submit_button(words.gettext("Make the checklist"), type="primary", icon=":material/checklist:")
    if sent and not task.strip():
        st.warning(words.gettext("Say in a few words what you are about to do."), icon=":material/edit:")
        return None
    if sent:
        return ChecklistIn(task=task.strip(), context=context.strip() or None)
    return _examples(page)


def _examples(page: Page) -> Order | None:
    """Tasks to begin with, where nothing is written yet."""
    if session.widget(TASK):
        return None
    words = page.words
    examples = (
        words.gettext("First visit to a new customer"),
        words.gettext("A customer complains about a faulty product"),
        words.gettext("Check the stock at a reseller"),
    )
    with st.container(horizontal=True, key="checklist-examples"):
        clicked = [
            example
            for place, example in enumerate(examples)
            if st.button(example, key=f"checklist-example-{place}", icon=":material/lightbulb:", type="tertiary")
        ]
    return ChecklistIn(task=clicked[0], language=page.language) if clicked else None


def _visit(page: Page) -> Order | None:
    words = page.words
    visits, stages = visit_names(words), stage_names(words)
    with st.form("visit-form", border=False):
        visit = st.selectbox(words.gettext("Visit"), list(visits), format_func=visits.__getitem__, key="play-visit")
        stage = st.selectbox(
            words.gettext("Where the customer stands"), list(stages), format_func=stages.__getitem__, key="play-stage"
        )
        sent = st.form_submit_button(words.gettext("Make the checklist"), type="primary", icon=":material/checklist:")
    return PlayIn(visit=visit, stage=stage, language=page.language) if sent else None
