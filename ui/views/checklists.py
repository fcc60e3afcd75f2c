"""Checklists: made from a task or a visit, worked through, kept and found again."""

from __future__ import annotations

from functools import partial
from typing import Final, cast

import streamlit as st

from api.schemas.materials import ChecklistIn, FileFormatName, Order
from api.schemas.results import ResultOut
from ui import making, session
from ui.answer_sheet import TOPIC
from ui.checklist_form import TASK, checklist_form, topic_order
from ui.checklist_sheet import OPEN, checks_work, kept_sheet
from ui.checklist_work import ChecklistWork, opened_work
from ui.cited import SOURCE
from ui.file_menu import file_menu
from ui.material_parts import below_node, follow_source, show_below, show_refusal, show_trouble, show_uncovered
from ui.service import ServiceTrouble, Trouble
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.signing import signed_out
from ui.work import show_work, was_told

FORMS: Final[tuple[FileFormatName, ...]] = ("docx", "pdf", "pptx", "html", "markdown")

_WORK, _COUNT, _FAILED, _REFUSED = "checklist", "checklist-count", "checklist-failed", "checklist-refused"
_PARAMETER = "checklist"


def checklists_view(page: Page) -> None:
    """Draw the checklist that is open, else the way to a new one and those that are kept."""
    work = _open_work(page)
    if work is None:
        _start(page)
    else:
        _desk(page, work.number)


def _open_work(page: Page) -> ChecklistWork | None:
    """The checklist on the desk, else the one that the address names."""
    order = session.take("task")
    if isinstance(order, ChecklistIn):
        _close()
        session.set_widget(TASK, order.task)
        _made(page, order)
    work = cast("ChecklistWork | None", session.work(_WORK))
    if work is not None:
        return work
    named = st.query_params.get(_PARAMETER)
    return _taken_up(page, named) if named else None


def _taken_up(page: Page, saved: str) -> ChecklistWork | None:
    try:
        found = making.open_saved(page, saved)
    except ServiceTrouble as error:
        st.query_params.pop(_PARAMETER, None)
        _say(page, error.trouble, "opening")
        return None
    return _put(opened_work(found, _number()))


def _number() -> int:
    number = cast("int", session.work(_COUNT) or 0) + 1
    session.put_work(_COUNT, number)
    return number


def _put(work: ChecklistWork) -> ChecklistWork:
    session.put_work(_WORK, work)
    if work.saved:
        st.query_params[_PARAMETER] = work.saved
    return work


def _say(page: Page, trouble: Trouble, what: str) -> None:
    if signed_out(trouble):
        st.rerun()
    show_trouble(trouble, page, what)


def _start(page: Page) -> None:
    words = page.words
    st.title(words.gettext("What are you about to do?"), anchor=False)
    order = checklist_form(page)
    if order is not None:
        _make(page, order)
    refused = session.work(_REFUSED)
    if isinstance(refused, ResultOut):
        place = show_refusal(refused, page, "checklist").get(TOPIC)
        if place is not None:
            _make(page, topic_order(refused, place))
    _kept(page)


def _make(page: Page, order: Order | None) -> None:
    if order is not None and _made(page, order):
        st.rerun()


def _made(page: Page, order: Order) -> bool:
    """Put a new checklist on the desk, or what the texts refuse; False where neither came, which is said then."""
    session.drop_work(_REFUSED)
    try:
        with st.spinner(page.words.gettext("Looking in the texts…")):
            result = making.make(page, order)
    except ServiceTrouble as error:
        _say(page, error.trouble, "making")
        return False
    if result.refusal:
        session.put_work(_REFUSED, result)
    else:
        session.drop_work(_FAILED)
        _put(ChecklistWork(result, _number(), order))
    return True


def _kept(page: Page) -> None:
    words = page.words
    try:
        heads = tuple(one for one in making.all_saved(page).saved if one.kind == "checklist")
    except ServiceTrouble as error:
        _say(page, error.trouble, "kept")
        return
    st.subheader(words.gettext("Your checklists"), anchor=False)
    if not heads:
        text = words.gettext("None yet. A checklist is kept as soon as you tick something or write a note.")
        show_sheet(Node("div", look="note", children=(icon("inventory_2"), Node("p", text))), key="no-checklists")
        return
    chosen = show_sheet(kept_sheet(heads, words), "kept-checklists", (OPEN,)).get(OPEN)
    if chosen in {one.id for one in heads} and chosen is not None:
        session.drop_work(_FAILED)
        if _taken_up(page, chosen):
            st.rerun()


@st.fragment
def _desk(page: Page, number: int) -> None:
    """The worksheet, redrawn by itself: a tick does not rerun the page around it."""
    work = cast("ChecklistWork | None", session.work(_WORK))
    if work is None or work.number != number:
        # Closed by a click in here: the page around it has to be drawn, too.
        st.rerun()
    _bar(page, work)
    key = f"checks-{work.number}"
    show_uncovered(work.result, page, key)
    below = below_node(work.result, page)
    sheet = checks_work(work, page.language, _status(page, work), page.words, below)
    _unsaved(page)
    clicked = show_work(sheet, key, (SOURCE,), dict.fromkeys(("ticks", "notes"), partial(_told, page, key)))
    follow_source(work.result, clicked.get(SOURCE))
    _withheld(page, work)
    show_below(below, work.result, key)
    if work.saved is not None:
        _deletion(page, work.saved)


def _unsaved(page: Page) -> None:
    """What could not be saved and why, above the worksheet: whoever ticks may never see the end of it."""
    # A place that is always there: the worksheet below it is not moved, and so not drawn anew.
    with st.container():
        failed = session.work(_FAILED)
        if isinstance(failed, Trouble):
            show_trouble(failed, page, "checks")
            label = page.words.gettext("Try again")
            st.button(label, icon=":material/refresh:", key="save-again", on_click=_keep, args=(page,))


def _bar(page: Page, work: ChecklistWork) -> None:
    words = page.words
    title = work.title or work.result.title or work.result.question_used
    with st.container(horizontal=True, key="desk-bar"):
        st.button(
            words.gettext("All checklists"),
            icon=":material/arrow_back:",
            type="tertiary",
            key="to-all",
            on_click=_close,
        )
        file_menu(page, work.result, FORMS, f"checks-{work.number}")
        # Last, since it goes as soon as something is ticked: nothing else moves then.
        if work.saved is None:
            st.button(words.gettext("Keep"), icon=":material/bookmark_add:", key="keep", on_click=_keep, args=(page,))
    show_sheet(Node("h2", title, look="page-title", language=work.result.language), key=f"title-{work.number}")


def _deletion(page: Page, saved: str) -> None:
    words = page.words
    with st.popover(words.gettext("Delete"), icon=":material/delete:", type="tertiary", key="delete"):
        st.markdown(words.gettext("The checklist goes with its ticks and notes. This can't be undone."))
        label = words.gettext("Delete it")
        st.button(label, icon=":material/delete_forever:", key="really-delete", on_click=_delete, args=(page, saved))


def _status(page: Page, work: ChecklistWork) -> str:
    if isinstance(session.work(_FAILED), Trouble):
        return page.words.gettext("Not saved")
    return page.words.gettext("Saved") if work.saved and not work.unsaved() else ""


def _withheld(page: Page, work: ChecklistWork) -> None:
    if work.withheld:
        text = page.words.ngettext(
            "{count} line is left out: its text was removed or is not for your role any more.",
            "{count} lines are left out: their texts were removed or are not for your role any more.",
            work.withheld,
        ).format(count=work.withheld)
        show_sheet(Node("div", look="note", children=(icon("visibility_off"), Node("p", text))), key="withheld")


def _told(page: Page, key: str) -> None:
    """What was ticked and written is in the session at once, and then in the service."""
    work = cast("ChecklistWork | None", session.work(_WORK))
    if work is None or key != f"checks-{work.number}":
        return
    session.put_work(_WORK, work.doing(was_told(key, "ticks"), was_told(key, "notes")))
    _keep(page)


def _keep(page: Page) -> None:
    """Save what is not saved yet: the whole checklist at first, then what changed."""
    work = cast("ChecklistWork | None", session.work(_WORK))
    if work is None:
        return
    changes = work.unsaved()
    try:
        if work.saved is None:
            saved = making.save(page, work.result, sorted(work.done.ticks), work.done.notes)
        elif changes:
            saved = making.change_saved(page, work.saved, changes.ticks, changes.notes)
        else:
            return
    except ServiceTrouble as error:
        session.put_work(_FAILED, error.trouble)
        return
    session.drop_work(_FAILED)
    _put(work.saved_as(saved))


def _close() -> None:
    session.drop_work(_WORK)
    session.drop_work(_REFUSED)
    session.drop_work(_FAILED)
    st.query_params.pop(_PARAMETER, None)


def _delete(page: Page, saved: str) -> None:
    try:
        making.forget_saved(page, saved)
    except ServiceTrouble as error:
        session.put_work(_FAILED, error.trouble)
        return
    _close()
    st.toast(page.words.gettext("Deleted."), icon=":material/delete:")
