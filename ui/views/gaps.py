"""Gaps: what was asked and not found, and in one step what to do about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from api.schemas.gaps import ClosingOut, GapsOut
from ui.closing import forget_last, gap_of, last_closing, open_gap, said, undo
from ui.gap_drawer import gap_drawer
from ui.gap_sheet import FINISH, OPEN, UNDO, closing_node, group_node
from ui.service import ServiceTrouble, opened
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.shelf import titles
from ui.signing import signed_out
from ui.trouble_sheet import trouble_sheet

Shelf = Literal["open", "handed_over", "done"]

# Groups on one page: more than a person closes in one sitting.
_SHOWN = 25
_DAYS = (7, 30, 90, 366)


def gaps_view(page: Page) -> None:
    """Draw the questions without an answer, or what was done about them."""
    words = page.words
    st.title(words.gettext("Questions without an answer"), anchor=False)
    st.markdown(words.gettext("What was asked and is not in the texts. Each can be closed in one step, and undone."))
    names: Mapping[Shelf, str] = {
        "open": words.gettext("Open"),
        "handed_over": words.gettext("To be written"),
        "done": words.gettext("What was done"),
    }
    shelves: list[Shelf] = list(names) if page.allows() else ["open", "handed_over"]
    with st.container(horizontal=True, vertical_alignment="bottom", key="gaps-choice"):
        chosen = st.segmented_control(
            words.gettext("Show"),
            shelves,
            format_func=names.__getitem__,
            default="open",
            required=True,
            key="gaps-shelf",
        )
        # What was done is listed as a whole.
        days = 366 if chosen == "done" or (chosen == "handed_over" and page.allows()) else _window(page)
    if chosen != "done":
        _last(page)
    try:
        _list(page, chosen, days)
    except ServiceTrouble as error:
        if signed_out(error.trouble):
            st.rerun()
        show_sheet(trouble_sheet(error.trouble, words), key="gaps-trouble")
    gap_drawer(page)


def _window(page: Page) -> int:
    words = page.words
    names = {
        7: words.gettext("Last 7 days"),
        30: words.gettext("Last 30 days"),
        90: words.gettext("Last 90 days"),
        366: words.gettext("Last year"),
    }
    label = words.gettext("Time")
    return st.selectbox(label, _DAYS, index=2, format_func=names.__getitem__, key="gaps-days", width=180)


def _list(page: Page, chosen: Shelf, days: int) -> None:
    with opened(page.settings, page.language) as client:
        if chosen == "open":
            _groups(page, client.gaps(days=days))
        elif chosen == "handed_over" and not page.allows():
            _groups(page, client.gaps(days=days, state="handed_over"), read_only=True)
        else:
            closings = client.closings().closings
            if chosen == "handed_over":
                closings = tuple(one for one in closings if one.action == "hand_over" and not one.done)
            _closings(page, closings, chosen)


def _groups(page: Page, gaps: GapsOut, *, read_only: bool = False) -> None:
    words = page.words
    if not gaps.groups:
        _nothing(page, "handed_over" if read_only else "open")
        return
    may_close = page.allows() and not read_only
    shown = gaps.groups[:_SHOWN]
    cards = tuple(group_node(group, words, may_close=may_close) for group in shown)
    named = {group.id: group for group in shown}
    show_sheet(
        Node("div", look="cards", children=cards),
        "gaps-list",
        told={OPEN: lambda clicked: open_gap(gap_of(named[clicked])) if clicked in named else None},
    )
    if len(gaps.groups) > _SHOWN:
        st.caption(words.gettext("The rest comes up when these are closed."))


def _closings(page: Page, closings: Sequence[ClosingOut], chosen: Shelf) -> None:
    if not closings:
        _nothing(page, chosen)
        return
    named = titles(page)
    cards = tuple(closing_node(closing, named, page.words) for closing in closings[:_SHOWN])
    clicked = show_sheet(Node("div", look="cards", children=cards), "gaps-closings", (FINISH, UNDO))
    if FINISH in clicked:
        _finish(page, clicked[FINISH])
    elif UNDO in clicked:
        _undo(page, clicked[UNDO])


def _finish(page: Page, closing: str) -> None:
    with opened(page.settings, page.language) as client:
        client.finish(closing)
    _forget(closing)
    st.rerun()


def _undo(page: Page, closing: str) -> None:
    if undo(page, closing):
        _forget(closing)
        st.rerun()


def _forget(closing: str) -> None:
    last = last_closing()
    if last is not None and last.id == closing:
        forget_last()


def _last(page: Page) -> None:
    """What was just done, with its way back at hand."""
    closing = last_closing()
    if closing is None:
        return
    words = page.words
    with st.container(horizontal=True, vertical_alignment="center", key="gaps-last"):
        text = said(closing.action, len(set(closing.questions)), words)
        done = Node("div", look="note done", children=(icon("task_alt"), Node("p", text)))
        with st.container():
            show_sheet(done, key="gaps-last-said")
        if st.button(words.gettext("Undo"), icon=":material/undo:", key="undo-last"):
            _undo(page, closing.id)


def _nothing(page: Page, chosen: Shelf) -> None:
    words = page.words
    title, advice = {
        "open": (
            words.gettext("Nothing is open here."),
            words.gettext("Every question of this time was answered, or closed."),
        ),
        "handed_over": (
            words.gettext("Nothing waits to be written."),
            words.gettext("A question that you hand to an owner waits here until its text is written."),
        ),
        "done": (words.gettext("Nothing yet."), words.gettext("What is done about open questions is listed here.")),
    }[chosen]
    texts = Node("div", children=(Node("h3", title), Node("p", advice)))
    show_sheet(Node("div", look="empty", children=(icon("task_alt"), texts)), key="gaps-none")
