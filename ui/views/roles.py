"""Roles: a description of a post, edited line by line with its sources in sight."""

from __future__ import annotations

from functools import partial
from typing import Final, cast

import streamlit as st

from api.schemas.materials import MAX_PHRASE_CHARS, FileFormatName, RoleIn
from api.schemas.results import ResultOut
from ui import making, session
from ui.cited import SOURCE
from ui.file_menu import file_menu
from ui.material_parts import below_node, follow_source, show_below, show_refusal, show_trouble, show_uncovered
from ui.role_sheet import as_text, editor_work
from ui.role_work import RoleWork
from ui.service import ServiceTrouble
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.signing import signed_out
from ui.visits import level_names
from ui.work import show_work, was_told

FORMS: Final[tuple[FileFormatName, ...]] = ("docx", "pdf", "html", "markdown")

_WORK, _COUNT, _REFUSED = "role", "role-count", "role-refused"


def roles_view(page: Page) -> None:
    """Draw the description that is open, else the form for one."""
    work = cast("RoleWork | None", session.work(_WORK))
    if work is None:
        _start(page)
    else:
        _desk(page, work.number)


def _start(page: Page) -> None:
    words = page.words
    st.title(words.gettext("Describe a role"), anchor=False)
    st.markdown(
        words.gettext("A draft out of your team's texts, to be edited line by line. Each line shows its source.")
    )
    order = _form(page)
    if order is not None:
        _make(page, order)
    refused = session.work(_REFUSED)
    if isinstance(refused, ResultOut):
        show_refusal(refused, page, "role")


def _form(page: Page) -> RoleIn | None:
    words, levels = page.words, level_names(page.words)
    with st.form("role-form", border=False):
        title = st.text_input(
            words.gettext("Title of the post"),
            key="role-title",
            max_chars=MAX_PHRASE_CHARS,
            placeholder=words.gettext("Regional sales manager"),
        )
        level = st.selectbox(
            words.gettext("Level"),
            list(levels),
            index=None,
            format_func=levels.__getitem__,
            key="role-level",
            placeholder=words.gettext("As the title says"),
        )
        industry = st.text_input(words.gettext("Industry (optional)"), key="role-industry", max_chars=MAX_PHRASE_CHARS)
        focus = st.text_input(
            words.gettext("Focus (optional)"),
            key="role-focus",
            max_chars=MAX_PHRASE_CHARS,
            placeholder=words.gettext("managing the team, key customers…"),
        )
        sent = st.form_submit_button(words.gettext("Make a draft"), type="primary", icon=":material/badge:")
    if sent and not title.strip():
        st.warning(words.gettext("Write the title of the post first."), icon=":material/edit:")
        return None
    return RoleIn(title=title.strip(), level=level, industry=industry, focus=focus) if sent else None


def _make(page: Page, order: RoleIn) -> None:
    session.drop_work(_REFUSED)
    try:
        with st.spinner(page.words.gettext("Looking in the texts…")):
            result = making.make(page, order)
    except ServiceTrouble as error:
        if signed_out(error.trouble):
            st.rerun()
        show_trouble(error.trouble, page, "role")
        return
    if result.refusal:
        session.put_work(_REFUSED, result)
    else:
        number = cast("int", session.work(_COUNT) or 0) + 1
        session.put_work(_COUNT, number)
        session.put_work(_WORK, RoleWork(result, number, order))
    st.rerun()


@st.fragment
def _desk(page: Page, number: int) -> None:
    """The worksheet, redrawn by itself."""
    work = cast("RoleWork | None", session.work(_WORK))
    if work is None or work.number != number:
        # Closed by a click in here: the page around it has to be drawn, too.
        st.rerun()
    words = page.words
    key = f"role-{number}"
    edited = work.edited(words.gettext("Changed or added; not word for word from the texts."))
    _bar(page, work, edited)
    title = work.result.title or work.result.question_used
    show_sheet(Node("h2", title, look="page-title", language=work.result.language), key=f"title-{key}")
    show_uncovered(work.result, page, key)
    sheet = editor_work(work, page.language, words)
    clicked = show_work(sheet, key, (SOURCE,), {"changes": partial(_told, key)})
    follow_source(work.result, clicked.get(SOURCE))
    show_below(below_node(work.result, page), work.result, key)


def _bar(page: Page, work: RoleWork, edited: ResultOut) -> None:
    words = page.words
    with st.container(horizontal=True, key="desk-bar", vertical_alignment="center"):
        _leave(page, work)
        # A new menu for each state of the text: a file is made of what stood there when the menu was drawn.
        file_menu(page, edited, FORMS, f"role-{work.number}")
        copy = Node(
            "button",
            look="copy",
            copied=as_text(edited),
            done=words.gettext("Copied"),
            children=(icon("content_copy"), Node("span", words.gettext("Copy the text"), look="face")),
        )
        with st.container(width="content"):
            show_sheet(copy, key=f"copy-role-{work.number}")


def _leave(page: Page, work: RoleWork) -> None:
    """The way to a new draft; what was edited is not lost without a word."""
    words = page.words
    label = words.gettext("New draft")
    if not work.edits:
        st.button(label, icon=":material/arrow_back:", type="tertiary", key="new-role", on_click=_close)
        return
    with st.popover(label, icon=":material/arrow_back:", type="tertiary", key="leave-role"):
        st.markdown(words.gettext("Your edits are lost unless you have downloaded or copied the text."))
        st.button(
            words.gettext("Throw the edits away"),
            icon=":material/delete_forever:",
            key="really-new-role",
            on_click=_close,
        )


def _close() -> None:
    session.drop_work(_WORK)
    session.drop_work(_REFUSED)


def _told(key: str) -> None:
    """What was edited is in the session at once."""
    work = cast("RoleWork | None", session.work(_WORK))
    if work is not None and key == f"role-{work.number}":
        session.put_work(_WORK, work.editing(was_told(key, "changes")))
