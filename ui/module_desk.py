"""Building a training module, reading it, and taking its quiz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, cast

import streamlit as st

from api.schemas.common import MAX_QUESTION_CHARS
from api.schemas.materials import LEAST_MINUTES, MAX_PHRASE_CHARS, MOST_MINUTES, FileFormatName, TrainingIn
from api.schemas.results import ResultOut, TrainingModuleOut
from ui import making, session
from ui.answer_sheet import TOPIC
from ui.cited import SOURCE
from ui.file_menu import file_menu
from ui.material_parts import below_node, follow_source, show_below, show_refusal, show_trouble, show_uncovered
from ui.quiz_desk import begin_run, keep_whole, run_of, show_run
from ui.quiz_work import quiz_questions
from ui.service import ServiceTrouble
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.signing import signed_out
from ui.training_sheet import module_sheet

FORMS: Final[tuple[FileFormatName, ...]] = ("pptx", "docx", "pdf", "html", "markdown", "gift")

_WORK, _COUNT, _REFUSED, _QUIZ = "module", "module-count", "module-refused", "quiz"
_SEEDS = 2**31

Sheet = Literal["module", "quiz"]


@dataclass(frozen=True, slots=True)
class ModuleWork:
    """A module and what it was made from; `number` counts modules."""

    module: TrainingModuleOut
    number: int
    order: TrainingIn


def module_is_open() -> bool:
    """Whether a module is on the desk."""
    return session.work(_WORK) is not None


def module_part(page: Page) -> None:
    """Draw the module that is open, else the form for one."""
    work = cast("ModuleWork | None", session.work(_WORK))
    if work is None:
        _start(page)
        return
    _bar(page, work)
    title = work.module.title or work.module.question_used
    show_sheet(Node("h2", title, look="page-title", language=work.module.language), key=f"title-module-{work.number}")
    if _chosen_sheet(page, work) == "quiz":
        _quiz(page, work)
    else:
        _module(page, work)


def _start(page: Page) -> None:
    order = _form(page)
    if order is not None:
        _make(page, order)
    refused = session.work(_REFUSED)
    if isinstance(refused, ResultOut):
        place = show_refusal(refused, page, "module").get(TOPIC)
        for index, related in enumerate(refused.related):
            if str(index) == place:
                _make(page, TrainingIn(topic=related.title, language=refused.language))


def _form(page: Page) -> TrainingIn | None:
    words = page.words
    with st.form("training-form", border=False):
        topic = st.text_input(
            words.gettext("Topic"),
            key="training-topic",
            max_chars=MAX_QUESTION_CHARS,
            placeholder=words.gettext("Handling complaints"),
        )
        learners = st.text_input(
            words.gettext("Who learns (optional)"),
            key="training-learners",
            max_chars=MAX_PHRASE_CHARS,
            placeholder=words.gettext("new salespeople, experienced salespeople…"),
        )
        minutes = st.number_input(
            words.gettext("Minutes"), LEAST_MINUTES, MOST_MINUTES, 60, step=5, key="training-minutes"
        )
        with st.expander(words.gettext("More settings")):
            seed = st.number_input(
                words.gettext("Number of the quiz"),
                0,
                _SEEDS - 1,
                0,
                key="training-seed",
                help=words.gettext("The same number gives the same quiz, another one other questions."),
            )
        sent = st.form_submit_button(words.gettext("Build the module"), type="primary", icon=":material/school:")
    if sent and not topic.strip():
        st.warning(words.gettext("Write a topic first."), icon=":material/edit:")
        return None
    return TrainingIn(topic=topic.strip(), learners=learners, minutes=minutes, seed=seed) if sent else None


def _make(page: Page, order: TrainingIn) -> None:
    session.drop_work(_REFUSED)
    try:
        with st.spinner(page.words.gettext("Looking in the texts…")):
            result = making.make(page, order)
    except ServiceTrouble as error:
        if signed_out(error.trouble):
            st.rerun()
        show_trouble(error.trouble, page, "module")
        return
    if isinstance(result, TrainingModuleOut):
        number = cast("int", session.work(_COUNT) or 0) + 1
        session.put_work(_COUNT, number)
        session.put_work(_WORK, ModuleWork(result, number, order))
        asked = quiz_questions(result)
        keep_whole(_QUIZ, asked)
        begin_run(_QUIZ, asked)
    else:
        session.put_work(_REFUSED, result)
    st.rerun()


def _bar(page: Page, work: ModuleWork) -> None:
    words = page.words
    with st.container(horizontal=True, key="desk-bar"):
        label = words.gettext("New module")
        st.button(label, icon=":material/arrow_back:", type="tertiary", key="new-module", on_click=_close)
        file_menu(page, work.module, FORMS, f"module-{work.number}")


def _chosen_sheet(page: Page, work: ModuleWork) -> Sheet:
    words = page.words
    run = run_of(_QUIZ)
    count = len(run.asked) if run else 0
    if not work.module.quiz:
        return "module"
    names: dict[Sheet, str] = {
        "module": words.gettext("Module"),
        "quiz": words.gettext("Quiz ({count})").format(count=count),
    }
    return st.segmented_control(
        words.gettext("Show"),
        list(names),
        format_func=names.__getitem__,
        default="module",
        required=True,
        key=f"module-sheet-{work.number}",
        label_visibility="collapsed",
    )


def _module(page: Page, work: ModuleWork) -> None:
    key = f"module-{work.number}"
    show_uncovered(work.module, page, key)
    clicked = show_sheet(module_sheet(work.module, page.words), key, (SOURCE,))
    follow_source(work.module, clicked.get(SOURCE))
    show_below(below_node(work.module, page), work.module, key)


def _quiz(page: Page, work: ModuleWork) -> None:
    run, words = run_of(_QUIZ), page.words
    if run is None:
        return
    show_run(page, _QUIZ, run.number)
    text = words.gettext("Each answer is kept for you alone and comes back for practice before you forget it.")
    show_sheet(Node("div", look="note", children=(icon("event_repeat"), Node("p", text))), key="quiz-note")
    if st.button(words.gettext("Other questions"), icon=":material/shuffle:", type="tertiary", key="other-quiz"):
        seed = (work.order.seed + 1) % _SEEDS
        _make(page, work.order.model_copy(update={"seed": seed}))


def _close() -> None:
    for name in (_WORK, _REFUSED, _QUIZ):
        session.drop_work(name)
