"""A refused question that is being closed, and what was done about it with its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations
from typing import cast

import streamlit as st

from api.schemas.common import LanguageCode
from api.schemas.gaps import MAX_CLOSED_AT_ONCE, ClosingAction, ClosingOut, GapGroupOut
from api.schemas.results import RelatedOut
from ui import session
from ui.moving import redraw
from ui.service import ServiceTrouble, opened
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.trouble_sheet import trouble_sheet
from ui.widgets import close_source

_OPEN = "open-gap"
_LAST = "last-closing"


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Refused questions of one meaning: each wording with the ids of all who asked so, and the sections nearest to it.

    `turn`: the turn of the conversation where it was refused, if it is being closed from there.
    """

    asked: tuple[tuple[str, tuple[str, ...]], ...]
    language: LanguageCode
    related: tuple[RelatedOut, ...] = ()
    turn: int | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Whom it is about, as many as the service closes at once."""
        return tuple(one for _, ids in self.asked for one in ids)[:MAX_CLOSED_AT_ONCE]


def gap_of(group: GapGroupOut) -> OpenGap:
    """A group of refused questions; what was asked in the same words is one."""
    asked: dict[str, list[str]] = {}
    for gap in group.gaps:
        asked.setdefault(gap.question, []).append(gap.id)
    return OpenGap(tuple((question, tuple(ids)) for question, ids in asked.items()), group.language, group.related)


def open_gap(gap: OpenGap) -> None:
    """Put a gap on the desk; the view that is drawn next opens the drawer, which can be only one at a time."""
    close_source()
    session.set_widget(_OPEN, gap)


def gap_on_desk() -> OpenGap | None:
    """The gap that is being closed."""
    return cast("OpenGap | None", session.widget(_OPEN))


def put_away() -> None:
    """Close nothing after all."""
    session.set_widget(_OPEN, None)


def closed(gap: OpenGap, closing: ClosingOut) -> None:
    """Note what was done, so that it can be said and taken back."""
    put_away()
    if gap.turn is not None:
        session.close_turn(gap.turn, closing.id)
    else:
        session.set_widget(_LAST, closing)


def last_closing() -> ClosingOut | None:
    """What was done last, as long as it has not been taken back."""
    return cast("ClosingOut | None", session.widget(_LAST))


def forget_last() -> None:
    """It is said no more."""
    session.set_widget(_LAST, None)


def said(action: ClosingAction, count: int, words: NullTranslations) -> str:
    """What was done, in a sentence."""
    text = {
        "attach": words.ngettext(
            "{count} question now leads to its section.", "{count} questions now lead to their section.", count
        ),
        "decoy": words.ngettext(
            "{count} question stays without an answer, on purpose.",
            "{count} questions stay without an answer, on purpose.",
            count,
        ),
        "hand_over": words.ngettext("{count} question was handed over.", "{count} questions were handed over.", count),
        "dismiss": words.ngettext("{count} question was set aside.", "{count} questions were set aside.", count),
    }[action]
    return text.format(count=count)


def undo(page: Page, closing: str) -> bool:
    """Take back what was done; False where that failed, which is said then."""
    try:
        with (
            st.spinner(page.words.gettext("The library is being changed…")),
            opened(page.settings, page.language, changing=True) as client,
        ):
            client.undo(closing)
    except ServiceTrouble as error:
        show_sheet(trouble_sheet(error.trouble, page.words), key=f"undo-trouble-{closing}")
        return False
    return True


def undo_row(page: Page, closing: str, key: str, undone: Callable[[], None], again: Callable[[], None]) -> None:
    """Under a refusal whose gap was closed: that it is, asking again, and the way back."""
    words = page.words
    done = Node("p", words.gettext("This gap is closed."))
    show_sheet(Node("div", look="note", children=(icon("task_alt"), done)), key=f"closed-{key}")
    with st.container(horizontal=True):
        st.button(words.gettext("Ask again"), icon=":material/refresh:", key=f"closed-again-{key}", on_click=again)
        if st.button(words.gettext("Undo"), icon=":material/undo:", key=f"undo-{key}") and undo(page, closing):
            undone()
            redraw()
