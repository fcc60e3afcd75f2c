"""The views, in the order of the menu, and who sees which.

A view that is not for the caller's role keeps its address and says so, and an unknown address leads to the start:
Streamlit's own words for both are English only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import Page as Entry
from streamlit.runtime.scriptrunner import get_script_run_ctx

from api.schemas.common import RoleName
from ui import session
from ui.service import Trouble, TroubleKind
from ui.settings import Page
from ui.sheet import show_sheet
from ui.signing import sign_in_form
from ui.trouble_sheet import trouble_sheet
from ui.views.ask import ask_view
from ui.views.checklists import checklists_view
from ui.views.gaps import gaps_view
from ui.views.insights import insights_view
from ui.views.library import library_view
from ui.views.roles import roles_view
from ui.views.training import training_view

ASK, CHECKLISTS, ROLES, TRAINING = "ask", "checklists", "roles", "training"
LIBRARY, GAPS, INSIGHTS = "library", "gaps", "insights"

# The first view stands at the page's own address. Streamlit counts the name that it has beside that as taken, and would
# not let anybody come by it: so it has one that nobody types.
_AT_THE_START = "-"

_LOST = "lost"


@dataclass(frozen=True, slots=True)
class View:
    """A view: its path, its name in the menu, what draws it, and for which roles (none: all; admins see all)."""

    path: str
    title: str
    icon: str
    draw: Callable[[Page], None]
    roles: tuple[RoleName, ...] = ()


def views(page: Page) -> list[View]:
    """All views, named in the interface language."""
    words = page.words
    return [
        View(ASK, words.gettext("Ask"), ":material/forum:", ask_view),
        View(CHECKLISTS, words.gettext("Checklists"), ":material/checklist:", checklists_view),
        View(ROLES, words.gettext("Roles"), ":material/badge:", roles_view, ("manager",)),
        View(TRAINING, words.gettext("Training"), ":material/school:", training_view),
        View(LIBRARY, words.gettext("Library"), ":material/local_library:", library_view),
        View(GAPS, words.gettext("Gaps"), ":material/contact_support:", gaps_view, ("manager", "hr")),
        View(INSIGHTS, words.gettext("Insights"), ":material/insights:", insights_view, ("manager", "hr")),
    ]


def entries(page: Page) -> list[Entry]:
    """The menu for whoever looks; the first view is the one at the page's own address."""
    known = views(page)
    found = [_entry(page, view, first=place == 0) for place, view in enumerate(known)]
    return [*found, *_lost(page, known, found[0])]


def doors(page: Page) -> list[Entry]:
    """The same addresses for whoever has to sign in first."""

    def draw() -> None:
        sign_in_form(page)

    known = views(page)
    found = [
        st.Page(
            draw,
            title=view.title,
            icon=view.icon,
            url_path=view.path if place else _AT_THE_START,
            default=place == 0,
        )
        for place, view in enumerate(known)
    ]
    return [*found, *_lost(page, known, found[0])]


def _lost(page: Page, known: list[View], start: Entry) -> list[Entry]:
    """An address that is none of ours, as a way to the start; the first view answers to its own name, too."""
    context = get_script_run_ctx()
    path = (context.pages_manager.intended_page_name or "") if context else ""
    if not path.strip("/ ") or "/" in path or path in {_AT_THE_START, *(view.path for view in known[1:])}:
        return []

    def draw() -> None:
        if path != known[0].path:
            session.give(_LOST, path)
        # What the address says beside the name of the view holds on: a language, a citation.
        st.switch_page(start, query_params=st.query_params.to_dict())

    return [st.Page(draw, title=start.title, url_path=path, visibility="hidden")]


def _entry(page: Page, view: View, *, first: bool) -> Entry:
    allowed = not view.roles or page.allows(*view.roles)

    def draw() -> None:
        if first and session.take(_LOST):
            text = page.words.gettext("There is nothing at this address. This is the start.")
            st.toast(text, icon=":material/info:", duration="long")
        if allowed:
            view.draw(page)
        else:
            show_sheet(trouble_sheet(Trouble(TroubleKind.NOT_ALLOWED), page.words), key="not-allowed")

    return st.Page(
        draw,
        title=view.title,
        icon=view.icon,
        url_path=_AT_THE_START if first else view.path,
        default=first,
        visibility="visible" if allowed else "hidden",
    )
