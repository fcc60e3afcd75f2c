"""Training: modules for HR, practice of what is due, and who is ready on what."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from ui.module_desk import module_is_open, module_part
from ui.practice import practice_part, readiness_part
from ui.settings import Page

Part = Literal["module", "practice", "readiness"]


def training_view(page: Page) -> None:
    """Draw the part that is chosen; modules are for HR."""
    words = page.words
    # A module has a title of its own, and a question that is asked should not begin below the fold of a phone.
    if not module_is_open():
        st.title(words.gettext("Training"), anchor=False)
    names: dict[Part, str] = {
        "module": words.gettext("Module and quiz"),
        "practice": words.gettext("Practice"),
        "readiness": words.gettext("Readiness"),
    }
    parts: list[Part] = list(names) if page.allows("hr") else ["practice", "readiness"]
    chosen = st.segmented_control(
        words.gettext("Show"),
        parts,
        format_func=names.__getitem__,
        default=parts[0],
        required=True,
        key="training-part",
        label_visibility="collapsed",
    )
    if chosen == "module":
        module_part(page)
    elif chosen == "practice":
        practice_part(page)
    else:
        readiness_part(page)
