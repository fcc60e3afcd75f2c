"""Library: the texts with their editions, found by title or by what they say; one of them opened; texts taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Literal

import streamlit as st

from api.schemas.documents import DocumentOut
from ui.library_sheet import (
    DOCUMENT,
    HIT,
    UPLOADS,
    Work,
    hit_link,
    hits_node,
    matches,
    needs_review,
    work_node,
    works_of,
)
from ui.links import CitationLink
from ui.reading import TEXT, open_text, read_document
from ui.removing import last_removal, removed_list
from ui.service import ServiceTrouble, opened
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.shelf import shelf
from ui.signing import signed_out
from ui.trouble_sheet import trouble_sheet
from ui.upload_drawer import start_upload, upload_drawer
from ui.widgets import open_source

Kind = Literal["all", "review", "missing", "machine", "uploaded", "removed"]

_HITS = 6
_SHORTEST_SEARCH = 2
_PEOPLE = frozenset({"project", "person"})


def library_view(page: Page) -> None:
    """Draw the list, or the text that the address names."""
    try:
        documents = shelf(page)
        if TEXT in st.query_params:
            read_document(page, st.query_params[TEXT])
        else:
            _list(page, documents)
    except ServiceTrouble as error:
        if signed_out(error.trouble):
            st.rerun()
        show_sheet(trouble_sheet(error.trouble, page.words), key="library-trouble")
    upload_drawer(page)


def _list(page: Page, documents: Sequence[DocumentOut]) -> None:
    words = page.words
    works = works_of(documents, page.language)
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="library-top"
    ):
        st.title(words.gettext("Library"), anchor=False)
        if page.allows():
            st.button(
                words.gettext("Add a text"),
                icon=":material/upload_file:",
                type="primary",
                key="library-add",
                on_click=start_upload,
            )
    notice = st.container(key="library-notice")
    if not works and not page.allows():
        _empty(page)
        return
    text, kind = _filters(page)
    if kind == "removed":
        removed_list(page)
        return
    with notice:
        last_removal(page)
    if not works:
        _empty(page)
        return
    today = datetime.now(UTC).date()
    shown = [work for work in works if matches(work, text) and _is(work, kind, today)]
    _count(page, shown)
    show_sheet(
        Node("div", look="cards", children=tuple(work_node(work, today, words) for work in shown)),
        "library-list",
        told={DOCUMENT: open_text},
    )
    if len(text) >= _SHORTEST_SEARCH:
        _hits(page, documents, text)


def _filters(page: Page) -> tuple[str, Kind]:
    words = page.words
    names: dict[Kind, str] = {
        "all": words.gettext("All texts"),
        "review": words.gettext("To be reviewed"),
        "missing": words.gettext("An edition is missing"),
        "machine": words.gettext("Machine-made"),
        "uploaded": words.gettext("Uploaded"),
    }
    if page.allows():
        names |= {"removed": words.gettext("Removed texts")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="library-filters"):
        text = st.text_input(
            words.gettext("Search"),
            placeholder=words.gettext("A title, an owner, or what a text says"),
            icon=":material/search:",
            key="library-search",
        )
        kind = st.selectbox(
            words.gettext("Show"), list(names), format_func=names.__getitem__, key="library-kind", width=220
        )
    return text.strip(), kind


def _is(work: Work, kind: Kind, today: date) -> bool:
    if kind == "review":
        return needs_review(work, today)
    if kind == "missing":
        return len({one.language for one in work.editions}) < 4
    if kind == "machine":
        return any(one.made_by not in _PEOPLE for one in work.editions)
    return kind == "all" or any(one.origin == UPLOADS for one in work.editions)


def _count(page: Page, shown: Sequence[Work]) -> None:
    words, texts = page.words, sum(len(work.editions) for work in shown)
    if not shown:
        st.caption(words.gettext("No title fits. What the texts say is searched below."))
        return
    works = words.ngettext("{count} work", "{count} works", len(shown)).format(count=len(shown))
    editions = words.ngettext("{count} text", "{count} texts", texts).format(count=texts)
    st.caption(f"{works} · {editions}")


def _hits(page: Page, documents: Sequence[DocumentOut], text: str) -> None:
    words = page.words
    with opened(page.settings, page.language) as client:
        hits = client.search(text, page.language, _HITS).hits or client.search(text, None, _HITS).hits
    st.subheader(words.gettext("What the texts say"), anchor=False)
    if not hits:
        st.caption(words.gettext("Nothing near it was found. Try other words."))
        return
    clicked = show_sheet(hits_node(hits, {one.id: one.title for one in documents}), "library-hits", (HIT,))
    for hit in hits:
        if hit.passage == clicked.get(HIT):
            link: CitationLink = hit_link(hit)
            open_source(link)
            st.rerun()


def _empty(page: Page) -> None:
    words = page.words
    advice = (
        words.gettext("Add the first one here, or a whole folder with: coach ingest FOLDER")
        if page.allows()
        else words.gettext("Whoever looks after the library has not added any yet, or none for your role.")
    )
    texts = Node("div", children=(Node("h3", words.gettext("There are no texts yet.")), Node("p", advice)))
    show_sheet(Node("div", look="empty", children=(icon("local_library"), texts)), key="library-none")
