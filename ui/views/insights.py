"""Insights: what people ask, what they don't find, and which texts need a look."""

from __future__ import annotations

import streamlit as st

from api.schemas.insights import InsightsOut
from ui import making
from ui.insight_chart import days_chart
from ui.insight_sheet import (
    days_table,
    disliked_sheet,
    languages_table,
    refused_sheet,
    texts_sheet,
    topics_table,
    totals_sheet,
)
from ui.material_parts import show_trouble
from ui.moving import go_to
from ui.service import ServiceTrouble
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.shelf import titles
from ui.signing import signed_out

_DAYS = (7, 30, 90, 366)


def insights_view(page: Page) -> None:
    """Draw a window of the journal."""
    words = page.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="insights-head"):
        st.title(words.gettext("What people ask"), anchor=False)
        days = _window(page)
    try:
        found = making.insights(page, days)
    except ServiceTrouble as error:
        if signed_out(error.trouble):
            st.rerun()
        show_trouble(error.trouble, page, "insights")
        return
    if found.totals.asked:
        _asked(page, found)
    else:
        text = words.gettext(
            "Nothing was asked in this time. Choose a longer one, or come back when the team has asked."
        )
        _note("hourglass_empty", text, "no-questions")
    _texts(page, found)


def _window(page: Page) -> int:
    words = page.words
    names = {
        7: words.gettext("Last 7 days"),
        30: words.gettext("Last 30 days"),
        90: words.gettext("Last 90 days"),
        366: words.gettext("Last year"),
    }
    label = words.gettext("Time")
    return st.selectbox(label, _DAYS, index=1, format_func=names.__getitem__, key="insights-days", width=180)


def _asked(page: Page, found: InsightsOut) -> None:
    words = page.words
    show_sheet(totals_sheet(found, words), key="insight-totals")
    st.subheader(words.gettext("Questions a day"), anchor=False)
    st.vega_lite_chart(days_chart(found.by_day, words), width="stretch", key="days-chart")
    with st.expander(words.gettext("The figures as a table"), icon=":material/table_rows:"):
        show_sheet(days_table(found, words), key="days-table")
    left, right = st.columns([2, 3], gap="large")
    with left:
        show_sheet(languages_table(found.by_language, words), key="languages-table")
    with right:
        show_sheet(topics_table(found.by_work, words), key="topics-table")
    _refused(page, found)
    st.subheader(words.gettext("What did not help"), anchor=False)
    # A refusal that was not expected stands above already.
    disliked = [one for one in found.disliked if one.kind != "refusal"]
    if disliked:
        show_sheet(disliked_sheet(disliked, titles(page), words), key="disliked")
    else:
        _note("thumb_up", words.gettext("Nobody was dissatisfied in this time."), "none-disliked")


def _refused(page: Page, found: InsightsOut) -> None:
    words = page.words
    st.subheader(words.gettext("What was not found"), anchor=False)
    if not found.refused:
        _note("task_alt", words.gettext("Every question of this time found its text."), "none-refused")
        return
    show_sheet(refused_sheet(found.refused, words), key="refused")
    if st.button(words.gettext("Close these gaps"), icon=":material/contact_support:", key="to-gaps"):
        go_to("gaps")


def _texts(page: Page, found: InsightsOut) -> None:
    words = page.words
    st.subheader(words.gettext("Texts that need a look"), anchor=False)
    if found.stale:
        caption = words.ngettext(
            "Not reviewed for more than {count} month",
            "Not reviewed for more than {count} months",
            found.stale_months,
        ).format(count=found.stale_months)
        show_sheet(texts_sheet(found.stale, caption, page.language, words), key="stale")
    if found.unused:
        caption = words.gettext("Not cited once in this time")
        show_sheet(texts_sheet(found.unused, caption, page.language, words), key="unused")
    if not found.stale and not found.unused:
        _note("task_alt", words.gettext("All texts are reviewed and in use."), "none-stale")


def _note(name: str, text: str, key: str) -> None:
    show_sheet(Node("div", look="note", children=(icon(name), Node("p", text))), key=key)
