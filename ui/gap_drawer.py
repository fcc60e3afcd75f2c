"""Closing a gap in one step: lead the question to a section, leave it open on purpose, hand it over, set it aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

import streamlit as st

from api.client import Client
from api.schemas.documents import DocumentOut, SectionOut
from api.schemas.feedback import MAX_COMMENT_CHARS
from api.schemas.gaps import ClosingAction, ClosingOut, DecoyKindName
from api.schemas.results import RelatedOut
from ui.closing import OpenGap, closed, gap_on_desk, put_away
from ui.gap_sheet import shortened
from ui.labels import plain_label
from ui.links import CitationLink
from ui.phrases import NATIVE_NAMES
from ui.rows import passage_nodes
from ui.service import ServiceTrouble, opened
from ui.settings import Page
from ui.sheet import Node, show_sheet
from ui.shelf import forget_shelf, shelf
from ui.trouble_sheet import trouble_sheet

# Of a section that a question is to lead to: enough to see whether it answers it.
_SHOWN_ROWS = 4

# More than these scroll in a window of their own, so that what can be done stays in sight.
_SHOWN_QUESTIONS = 5

Act = Callable[[], ClosingOut]


def gap_drawer(page: Page) -> None:
    """The gap that is on the desk, in a drawer over the view; nothing where there is none."""
    gap = gap_on_desk()
    if gap is None:
        return
    drawer = st.dialog(page.words.gettext("Close this gap"), position="right", width="medium", on_dismiss=put_away)
    drawer(_desk)(page, gap)


def _desk(page: Page, gap: OpenGap) -> None:
    words = page.words
    try:
        gap = _chosen(page, gap)
        names = _actions(page)
        action = st.radio(
            words.gettext("What is to be done?"),
            list(names),
            format_func=lambda one: names[one][0],
            captions=[caption for _, caption in names.values()],
            key="gap-action",
        )
        with st.container(border=True, key="gap-work"):
            done = _work(page, gap, action)
    except ServiceTrouble as error:
        show_sheet(trouble_sheet(error.trouble, words), key="gap-trouble")
        return
    if done:
        st.rerun()


def _chosen(page: Page, gap: OpenGap) -> OpenGap:
    """The questions, each to be left out where it does not mean the same."""
    if len(gap.asked) == 1:
        show_sheet(Node("p", shortened(gap.asked[0][0]), look="asked", language=gap.language), key="gap-question")
        return gap
    st.caption(page.words.gettext("Leave out what does not mean the same:"))
    kept = []
    with st.container(key="gap-questions", height=220 if len(gap.asked) > _SHOWN_QUESTIONS else "content"):
        for question, ids in gap.asked:
            often = f" ×{len(ids)}" if len(ids) > 1 else ""
            if st.checkbox(plain_label(question) + often, value=True, key=f"gap-take-{ids[0]}"):
                kept.append((question, ids))
    return replace(gap, asked=tuple(kept))


def _actions(page: Page) -> Mapping[ClosingAction, tuple[str, str]]:
    words = page.words
    return {
        "attach": (
            words.gettext("Lead it to a section"),
            words.gettext("The texts do answer it: from now on this question finds the section."),
        ),
        "hand_over": (
            words.gettext("Hand it to an owner"),
            words.gettext("The texts should answer it: somebody is to write what is missing."),
        ),
        "decoy": (
            words.gettext("Leave it without an answer"),
            words.gettext("The texts are not to answer it: it, and what is like it, is refused."),
        ),
        "dismiss": (words.gettext("Set it aside"), words.gettext("Nothing is to be done about it.")),
    }


def _work(page: Page, gap: OpenGap, action: ClosingAction) -> bool:
    """The form of an action; whether it was carried out."""
    forms: Mapping[ClosingAction, Callable[[Page, Client, OpenGap], Act | None]] = {
        "attach": _attach,
        "hand_over": _hand_over,
        "decoy": _decoy,
        "dismiss": _dismiss,
    }
    with opened(page.settings, page.language, changing=True) as client:
        act = forms[action](page, client, gap)
        if act is None:
            return False
        with st.spinner(page.words.gettext("The library is being changed…")):
            # In one breath: a second click, which starts this run over, finds either nothing done or all of it.
            closed(gap, act())
            # A text that was added for it may be among the sections by now.
            forget_shelf()
        return True


def _attach(page: Page, client: Client, gap: OpenGap) -> Act | None:
    words = page.words
    documents = {one.id: one for one in shelf(page)}
    near = [one for one in gap.related if one.document in documents]
    place = _near(page, near, documents)
    if place < len(near):
        document, anchor = near[place].document, near[place].anchor
        sections = client.sections(document).sections
    else:
        document = _document(page, documents)
        sections = client.sections(document).sections
        anchor = st.selectbox(
            words.gettext("Section"),
            [section.anchor for section in sections],
            format_func={section.anchor: " › ".join(section.path) for section in sections}.__getitem__,
            key="gap-section",
        )
    _show_section(client, document, sections, anchor)
    go = _go(gap, words.gettext("Lead it there"))
    return (lambda: client.attach(gap.ids, document, anchor)) if go else None


def _near(page: Page, near: Sequence[RelatedOut], documents: Mapping[str, DocumentOut]) -> int:
    """Which of the nearest sections; beyond the last: another."""
    if not near:
        return 0
    other = page.words.gettext("Another section…")
    return st.radio(
        page.words.gettext("Which section answers it?"),
        range(len(near) + 1),
        format_func=lambda at: _named(near[at], documents) if at < len(near) else other,
        key="gap-near",
    )


def _document(page: Page, documents: Mapping[str, DocumentOut]) -> str:
    own = sorted(documents, key=lambda one: (documents[one].language != page.language, documents[one].title))
    return st.selectbox(
        page.words.gettext("Text"),
        own,
        format_func=lambda one: f"{documents[one].title} · {NATIVE_NAMES[documents[one].language]}",
        key="gap-document",
    )


def _named(related: RelatedOut, documents: Mapping[str, DocumentOut]) -> str:
    return plain_label(f"{related.title} ({documents[related.document].title})")


def _show_section(client: Client, document: str, sections: tuple[SectionOut, ...], anchor: str) -> None:
    section = next((one for one in sections if one.anchor == anchor), None)
    if section is None:
        return
    text = client.text(document)
    short = section.model_copy(update={"passages": section.passages[:_SHOWN_ROWS]})
    nothing = CitationLink(document, section.start, section.start)
    rows = passage_nodes(text.text, nothing, short)
    more = (Node("p", "…", look="cut"),) if len(section.passages) > _SHOWN_ROWS else ()
    show_sheet(Node("div", look="passage small", children=(*rows, *more)), key="gap-section-text")


def _decoy(page: Page, client: Client, gap: OpenGap) -> Act | None:
    words = page.words
    kinds: Mapping[DecoyKindName, str] = {
        "near": words.gettext("It is about our work"),
        "far": words.gettext("It has nothing to do with our work"),
    }
    kind = st.radio(words.gettext("How far is it?"), list(kinds), format_func=kinds.__getitem__, key="gap-kind")
    go = _go(gap, words.gettext("Leave it unanswered"))
    return (lambda: client.make_decoy(gap.ids, kind)) if go else None


def _dismiss(page: Page, client: Client, gap: OpenGap) -> Act | None:
    with _form("gap-dismiss"):
        note = _note(page, "gap-dismiss-note")
        go = _send(gap, page.words.gettext("Set aside"))
    return (lambda: client.dismiss(gap.ids, note)) if go else None


def _hand_over(page: Page, client: Client, gap: OpenGap) -> Act | None:
    words = page.words
    names = sorted({one.owner for one in shelf(page) if one.owner})
    with _form("gap-hand-over"):
        owner = st.selectbox(
            words.gettext("Who is to write?"),
            names,
            index=None,
            accept_new_options=True,
            placeholder=words.gettext("Choose or type a name"),
            key="gap-owner",
        )
        note = _note(page, "gap-note")
        go = _send(gap, words.gettext("Hand over"))
    if not go:
        return None
    if owner is None or not owner.strip():
        st.warning(words.gettext("Choose or type a name"), icon=":material/person:")
        return None
    return lambda: client.hand_over(gap.ids, owner.strip(), note)


def _note(page: Page, key: str) -> str:
    label = page.words.gettext("Note (you may leave this empty)")
    return st.text_input(label, max_chars=MAX_COMMENT_CHARS, key=key).strip()


def _form(key: str) -> AbstractContextManager[object]:
    """Its fields are told with the button and not before.

    Else a name ended with Enter and a click right after it are two runs, of which the first, that is cut off, takes the
    drawer with it.
    """
    return st.form(key, border=False, enter_to_submit=False)


def _send(gap: OpenGap, label: str) -> bool:
    return st.form_submit_button(label, type="primary", key="gap-go", disabled=not gap.ids)


def _go(gap: OpenGap, label: str) -> bool:
    return st.button(label, type="primary", key="gap-go", disabled=not gap.ids)
