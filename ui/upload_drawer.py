"""Taking a text in: dropped here, looked at before it is saved, then followed until it can be found."""

from __future__ import annotations

import time
from typing import cast

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from api.schemas.documents import DocumentOut, JobOut, PreviewOut
from ui import session
from ui.moving import redraw
from ui.service import ServiceTrouble, opened
from ui.settings import Page
from ui.sheet import Node, show_sheet
from ui.shelf import forget_shelf, titles
from ui.trouble_sheet import trouble_sheet
from ui.upload_form import Upload, upload_form
from ui.upload_sheet import finished_node, preview_node
from ui.widgets import close_source

# What the readers of the service take; it says so itself where a file is none of these after all.
ENDINGS = ["md", "txt", "html", "docx", "pptx", "xlsx", "pdf", "csv"]

_UPLOADING = "uploading"
_JOB = "upload-job"
_ROUND = "upload-round"
_LOOK_SECONDS = 0.3

# Where the bar stands in each stage, and how much of it is the stage's. Embedding is nearly all of it; the index is
# renewed behind it, but in a library that has none yet.
_PARTS = {"embed": (0.1, 0.6), "read": (0.7, 0.1), "learn": (0.8, 0.1), "index": (0.9, 0.1)}


def start_upload(replaced: DocumentOut | None = None) -> None:
    """Open the drawer, for a new text or for a new version of one."""
    close_source()
    session.set_widget(_UPLOADING, (replaced,))
    session.set_widget(_ROUND, cast("int", session.widget(_ROUND) or 0) + 1)


def stop_upload() -> None:
    """Close the drawer; a text that is being taken in goes on."""
    session.set_widget(_UPLOADING, None)
    session.set_widget(_JOB, None)


def upload_drawer(page: Page) -> None:
    """The drawer, where it is open."""
    opened_for = cast("tuple[DocumentOut | None] | None", session.widget(_UPLOADING))
    if opened_for is None:
        return
    (replaced,) = opened_for
    words = page.words
    title = words.gettext("Replace a text") if replaced else words.gettext("Add a text to the library")
    drawer = st.dialog(title, position="right", width="medium", on_dismiss=_dismissed)
    drawer(_desk)(page, replaced)


def _dismissed() -> None:
    stop_upload()
    forget_shelf()


def _desk(page: Page, replaced: DocumentOut | None) -> None:
    # The form goes as a whole once it was sent: on a phone the progress above it would be out of sight.
    form = st.empty()
    try:
        if session.widget(_JOB) is not None:
            _follow(page, cast("str", session.widget(_JOB)))
            return
        with form.container():
            job = _sent(page, replaced)
    except ServiceTrouble as error:
        show_sheet(trouble_sheet(error.trouble, page.words), key="upload-trouble")
        return
    if job is not None:
        session.set_widget(_JOB, job)
        redraw()


def _sent(page: Page, replaced: DocumentOut | None) -> str | None:
    """The job that takes the file in, once it was chosen, looked at and sent."""
    file = _file(page, replaced)
    if file is None:
        return None
    upload = _looked_at(page, file, replaced)
    if upload is None:
        return None
    with opened(page.settings, page.language, changing=True) as client:
        return client.upload(upload.name, file.getvalue(), upload.head).job


def _file(page: Page, replaced: DocumentOut | None) -> UploadedFile | None:
    words = page.words
    endings = ENDINGS
    if replaced is not None:
        show_sheet(Node("p", replaced.title, look="asked", language=replaced.language), key="upload-replaced")
        st.caption(words.gettext("The earlier version stays readable, and links to it go on working."))
        # The service knows an upload by its name: another ending would be another text.
        endings = [(replaced.path or "").rpartition(".")[2]] if replaced.path else ENDINGS
    label = words.gettext("Drop a file here, or choose one: {endings}").format(endings=", ".join(endings))
    return st.file_uploader(label, type=endings, key=f"upload-file-{session.widget(_ROUND)}")


def _looked_at(page: Page, file: UploadedFile, replaced: DocumentOut | None) -> Upload | None:
    """The preview with the form under it; the upload once it was sent."""
    with st.spinner(page.words.gettext("Looking at the file…")):
        preview = _preview(page, file)
    show_sheet(preview_node(preview, page.words), key=f"preview-{file.file_id}")
    return upload_form(page, file.name, preview, replaced, key=file.file_id)


def _preview(page: Page, file: UploadedFile) -> PreviewOut:
    key = f"preview-of-{file.file_id}"
    held = cast("PreviewOut | None", session.widget(key))
    if held is None:
        with opened(page.settings, page.language, changing=True) as client:
            held = client.preview(file.name, file.getvalue())
        session.set_widget(key, held)
    return held


def _follow(page: Page, job: str) -> None:
    """How far it is, until it is done; closing the drawer meanwhile stops nothing."""
    words = page.words
    bar = st.progress(0.0, text=words.gettext("Waiting for its turn…"))
    with opened(page.settings, page.language) as client:
        state = client.job(job)
        while state.state in {"waiting", "running"}:
            bar.progress(_share(state), text=_stage(page, state))
            time.sleep(_LOOK_SECONDS)
            state = client.job(job)
    bar.empty()
    forget_shelf()
    show_sheet(finished_node(state, titles(page), words), key="upload-finished")
    with st.container(horizontal=True):
        if st.button(words.gettext("Add another"), icon=":material/upload_file:", key="upload-more"):
            session.set_widget(_JOB, None)
            start_upload()
            st.rerun()
        if st.button(words.gettext("Done"), type="primary", key="upload-done"):
            stop_upload()
            st.rerun()


def _share(job: JobOut) -> float:
    """How far it is as a whole: each stage has its part of the bar, so that it never falls back."""
    begin, part = next((one for stage, one in _PARTS.items() if (job.stage or "").startswith(stage)), (0.0, 0.1))
    return begin + part * (min(1.0, job.done / job.total) if job.total else 0.0)


def _stage(page: Page, job: JobOut) -> str:
    words = page.words
    if job.state == "waiting":
        return words.gettext("Waiting for its turn…")
    names = {
        "read": words.gettext("Reading the file…"),
        "embed": words.gettext("Learning what it says…"),
        "learn": words.gettext("Learning how people ask for it…"),
        "index": words.gettext("Making it findable…"),
    }
    found = next((text for stage, text in names.items() if (job.stage or "").startswith(stage)), None)
    return found or words.gettext("Taking it in…")
