"""A menu of files: the service makes one when it is chosen, and the browser saves it.

Streamlit's own download button says only in English, and without a reason, that a file could not be made.
"""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import get_args

import streamlit as st

from api.client import MaterialFile
from api.schemas.materials import FileFormatName
from api.schemas.results import ResultOut
from ui import making, session
from ui.material_parts import show_trouble
from ui.service import ServiceTrouble, Trouble
from ui.settings import Page
from ui.work import Json, Work, show_work, was_told

# Names of programs and formats are the same in all four languages.
_NAMES: Mapping[FileFormatName, str] = MappingProxyType({
    "docx": "Word (.docx)",
    "pptx": "PowerPoint (.pptx)",
    "pdf": "PDF (.pdf)",
    "html": "HTML (.html)",
    "markdown": "Markdown (.md)",
    "gift": "Moodle GIFT (.gift)",
})
_ICONS: Mapping[FileFormatName, str] = MappingProxyType({
    "docx": "description",
    "pptx": "slideshow",
    "pdf": "picture_as_pdf",
    "html": "code",
    "markdown": "notes",
    "gift": "quiz",
})
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]+')
_MAKE, _SAVED = "make", "saved"


def file_menu(page: Page, result: ResultOut, forms: tuple[FileFormatName, ...], key: str) -> None:
    """The menu; a file is made of the result as it stands here."""
    with st.popover(page.words.gettext("Download"), icon=":material/download:"):
        _menu(page, result, forms, key)


@st.fragment
def _menu(page: Page, result: ResultOut, forms: tuple[FileFormatName, ...], key: str) -> None:
    """Redrawn by itself: a file leaves the page around it alone."""
    made = session.work(f"file-{key}")
    fixed: Json = {
        "page_lang": page.language,
        "forms": [{"name": form, "label": _NAMES[form], "icon": _ICONS[form]} for form in forms],
    }
    menu = f"files-{key}"
    told = {_MAKE: partial(_make, page, result, key), _SAVED: partial(session.drop_work, f"file-{key}")}
    # A failure has a name of its own each time: what says the same as before does not reach the browser.
    now: Json = {"file": made} if isinstance(made, dict) else {"failed": uuid.uuid4().hex if made else ""}
    show_work(Work("files", fixed, now), menu, told=told)
    if isinstance(made, Trouble):
        session.drop_work(f"file-{key}")
        show_trouble(made, page, menu)


def _make(page: Page, result: ResultOut, key: str) -> None:
    asked = was_told(f"files-{key}", _MAKE)
    form = next((form for form in get_args(FileFormatName) if form == asked), None)
    if form is None:
        return
    try:
        file = making.file_of(page, form, result)
    except ServiceTrouble as error:
        session.put_work(f"file-{key}", error.trouble)
    else:
        session.put_work(f"file-{key}", _sent(file, result, form))


def _sent(file: MaterialFile, result: ResultOut, form: FileFormatName) -> Json:
    return {
        "id": uuid.uuid4().hex,
        "name": file_name(result, form),
        "type": file.media_type,
        "data": base64.b64encode(file.data).decode("ascii"),
    }


def file_name(result: ResultOut, form: FileFormatName) -> str:
    """A name that every system takes: the title, at most 80 characters of it, and the suffix."""
    title = " ".join(_FORBIDDEN.sub(" ", result.title or result.question_used).split())
    return (title[:80].strip(" .") or "fieldcoach") + _NAMES[form].partition("(")[2].rstrip(")")
