"""From one view to another."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st


def go_to(path: str) -> NoReturn:
    """Open the view at this path of `navigation.py`; what it is to begin with is left in the session before."""
    # Streamlit knows a page by its path alone; the function is the one that is registered there.
    st.switch_page(st.Page(_nothing, url_path=path, title=path))


def _nothing() -> None:
    """Stands in for the view."""
