"""Removing a text and its way back: a notice right after, and a list of what can still be put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

import streamlit as st

from api.schemas.documents import DocumentDetailOut
from api.schemas.removed import EarlierOut, RemovedOut
from ui import session
from ui.badges import badge
from ui.phrases import NATIVE_NAMES
from ui.service import ServiceTrouble, opened
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.shelf import forget_shelf
from ui.trouble_sheet import trouble_sheet
from ui.widgets import role_name

_LAST = "last-removal"


@dataclass(frozen=True, slots=True)
class _Removal:
    document: str
    title: str


def remove_text(page: Page, document: DocumentDetailOut) -> bool:
    """Remove it; whether that went well. Trouble is shown where it is called."""

    def act() -> None:
        with opened(page.settings, page.language, changing=True) as client:
            client.remove(document.id)
        session.set_widget(_LAST, _Removal(document.id, document.title))

    return _change(page, act)


def last_removal(page: Page) -> None:
    """What was just removed, with its way back at hand."""
    last = cast("_Removal | None", session.widget(_LAST))
    if last is None:
        return
    words = page.words
    said = words.gettext("“{title}” was removed. For 30 days it can be put back.").format(title=last.title)
    with st.container(horizontal=True, vertical_alignment="center", key="library-last"):
        with st.container():
            note = Node("div", look="note done", children=(icon("delete"), Node("p", said)))
            show_sheet(note, key="library-last-said")
        _put_back(page, last.document, key="removal-undo")


def removed_list(page: Page) -> None:
    """What can still be put back, each with its way back and its end; raises ServiceTrouble."""
    words = page.words
    with opened(page.settings, page.language) as client:
        texts = client.removed().texts
    if not texts:
        nothing = Node("div", children=(
            Node("h3", words.gettext("Nothing was removed.")),
            Node("p", words.gettext("A text that is removed stands here for 30 days and can be put back.")),
        ))  # fmt: skip
        show_sheet(Node("div", look="empty", children=(icon("delete"), nothing)), key="removed-none")
        return
    for text in texts:
        with st.container(border=True, key=f"removed-{text.id}"):
            show_sheet(_removed_node(page, text), key=f"removed-about-{text.id}")
            with st.container(horizontal=True):
                _put_back(page, text.id, key=f"removed-back-{text.id}", look="primary")
                _drop(page, text)


def put_version_back(page: Page, document: DocumentDetailOut, chosen: EarlierOut) -> None:
    """A way back to an earlier version, under what has changed since."""
    words = page.words
    label = words.gettext("Put this version back")
    kept = words.gettext("Kept until {day}").format(day=chosen.until.date().isoformat())

    def act() -> None:
        with opened(page.settings, page.language, changing=True) as client:
            client.put_version_back(document.id, chosen.version)

    pressed = st.button(label, icon=":material/undo:", key="version-back")
    st.caption(kept, width="content")
    if pressed and _change(page, act):
        st.toast(words.gettext("The earlier version is in its place again."), icon=":material/undo:")
        st.rerun()


def _removed_node(page: Page, text: RemovedOut) -> Node:
    words = page.words
    badges = [
        badge("translate", NATIVE_NAMES[text.language]),
        badge("delete", words.gettext("Removed on {day}").format(day=text.removed.date().isoformat())),
        badge("schedule", words.gettext("Kept until {day}").format(day=text.until.date().isoformat())),
    ]
    if text.owner:
        badges.append(badge("person", words.gettext("Owner: {name}").format(name=text.owner)))
    if len(text.readers) < 4:
        names = ", ".join(role_name(role, words) for role in text.readers)
        badges.append(badge("lock", words.gettext("For: {roles}").format(roles=names)))
    return Node(
        "section",
        children=(
            Node("h3", text.title, language=text.language),
            Node("div", look="badges", children=tuple(badges)),
        ),
    )


def _drop(page: Page, text: RemovedOut) -> None:
    words = page.words
    with st.popover(
        words.gettext("Delete for good"),
        icon=":material/delete_forever:",
        key=f"removed-drop-{text.id}",
        width="content",
    ):
        st.write(words.gettext("Nothing of it is kept then, and it can't be put back. Delete it for good?"))

        def act() -> None:
            with opened(page.settings, page.language, changing=True) as client:
                client.drop_removed(text.id)
            _forget(text.id)

        if st.button(
            words.gettext("Yes, delete it for good"), type="primary", key=f"removed-drop-yes-{text.id}"
        ) and _change(page, act):
            st.rerun()


def _put_back(page: Page, document: str, *, key: str, look: Literal["primary", "secondary"] = "secondary") -> None:
    def act() -> None:
        with opened(page.settings, page.language, changing=True) as client:
            client.put_back(document)
        _forget(document)

    if st.button(page.words.gettext("Put back"), icon=":material/undo:", key=key, type=look) and _change(page, act):
        st.toast(page.words.gettext("The text is in the library again, as it was."), icon=":material/undo:")
        st.rerun()


def _forget(document: str) -> None:
    last = cast("_Removal | None", session.widget(_LAST))
    if last is not None and last.document == document:
        session.set_widget(_LAST, None)


def _change(page: Page, act: Callable[[], None]) -> bool:
    try:
        with st.spinner(page.words.gettext("The library is being changed…")):
            # In one breath: a second click, which starts this run over, finds either nothing done or all of it.
            act()
            forget_shelf()
    except ServiceTrouble as error:
        show_sheet(trouble_sheet(error.trouble, page.words), key="change-trouble")
        return False
    return True
