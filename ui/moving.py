"""From one view to another, and drawing again what a click has changed."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def go_to(path: str) -> NoReturn:
    """Open the view at this path of `navigation.py`; what it is to begin with is left in the session before."""
    # Streamlit knows a page by its path alone; the function is the one that is registered there.
    st.switch_page(st.Page(_nothing, url_path=path, title=path))


def redraw() -> NoReturn:
    """Draw the fragment anew that a click was in, else the page; everything beside it stays as it is."""
    context = get_script_run_ctx()
    st.rerun(scope="fragment" if context is not None and context.fragment_ids_this_run else "app")


def _nothing() -> None:
    """Stands in for the view."""
