"""The views, in the order of the menu, and who sees which.

A view that is not for the caller's role keeps its address and says so: Streamlit's own words for an unknown address
are English only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import Page as Entry

from api.schemas.common import RoleName
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
    return [_entry(page, view, first=place == 0) for place, view in enumerate(views(page))]


def doors(page: Page) -> list[Entry]:
    """The same addresses for whoever has to sign in first."""

    def draw() -> None:
        sign_in_form(page)

    return [
        st.Page(draw, title=view.title, icon=view.icon, url_path=view.path, default=place == 0)
        for place, view in enumerate(views(page))
    ]


def _entry(page: Page, view: View, *, first: bool) -> Entry:
    allowed = not view.roles or page.allows(*view.roles)

    def draw() -> None:
        if allowed:
            view.draw(page)
        else:
            show_sheet(trouble_sheet(Trouble(TroubleKind.NOT_ALLOWED), page.words), key="not-allowed")

    return st.Page(
        draw,
        title=view.title,
        icon=view.icon,
        url_path=view.path,
        default=first,
        visibility="visible" if allowed else "hidden",
    )
