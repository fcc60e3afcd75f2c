"""The details of a text that is being taken in: the guesses first, the rest folded away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import streamlit as st

from api.client import Head
from api.schemas.common import LANGUAGES, RoleName
from api.schemas.documents import DocumentOut, PreviewOut
from ui.phrases import NATIVE_NAMES, as_language
from ui.service import ServiceTrouble
from ui.settings import Page
from ui.shelf import shelf
from ui.widgets import role_name

_ROLES: tuple[RoleName, ...] = ("rep", "manager", "hr", "admin")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file's name in the library and its details."""

    name: str
    head: Head


def upload_form(page: Page, name: str, preview: PreviewOut, replaced: DocumentOut | None, key: str) -> Upload | None:
    """What was sent, None until it was. A replaced text's details stand in the form already."""
    words = page.words
    with st.form(f"upload-form-{key}", border=False):
        head: dict[str, str | list[str]] = {}
        title = st.text_input(words.gettext("Title"), value=replaced.title if replaced else preview.title)
        language = st.selectbox(
            words.gettext("Language of the text"),
            LANGUAGES,
            index=_language_at(preview, replaced),
            format_func=NATIVE_NAMES.__getitem__,
            placeholder=words.gettext("Choose a language"),
            disabled=replaced is not None,
        )
        owner = st.text_input(
            words.gettext("Owner: who looks after it"), value=(replaced.owner or "") if replaced else ""
        )
        reviewed = st.date_input(
            words.gettext("Reviewed on"), value=None if replaced is None else _today(), format="YYYY-MM-DD"
        )
        with st.expander(words.gettext("More about this text")):
            head |= _more(page, replaced)
        label = words.gettext("Replace it") if replaced else words.gettext("Save to the library")
        sent = st.form_submit_button(label, type="primary", icon=":material/save:")
    if not sent:
        return None
    if language is None:
        st.warning(words.gettext("Choose the language of the text first."), icon=":material/translate:")
        return None
    head |= {"title": title, "language": language, "owner": owner}
    if isinstance(reviewed, date):
        head["reviewed"] = reviewed.isoformat()
    return Upload(replaced.path or name if replaced else name, {k: value for k, value in head.items() if value})


def _more(page: Page, replaced: DocumentOut | None) -> dict[str, str | list[str]]:
    words = page.words
    works = _works(page)
    work = st.selectbox(
        words.gettext("It is an edition of"),
        list(works),
        index=list(works).index(replaced.work) if replaced and replaced.work in works else None,
        format_func=lambda one: works.get(one, one),
        placeholder=words.gettext("A work of its own"),
        disabled=replaced is not None,
    )
    readers = st.multiselect(
        words.gettext("Who may read it (nobody chosen: everybody)"),
        _ROLES,
        default=list(replaced.readers) if replaced and len(replaced.readers) < len(_ROLES) else [],
        format_func=lambda role: role_name(role, words),
        placeholder=words.gettext("Everybody"),
    )
    topics = st.text_input(
        words.gettext("Topics, with commas between them"), value=", ".join(replaced.topics) if replaced else ""
    )
    source = st.text_input(
        words.gettext("Where its facts come from"), value="; ".join(replaced.source) if replaced else ""
    )
    licence = st.text_input(words.gettext("Licence"), value=(replaced.licence or "") if replaced else "")
    made_by = st.text_input(
        words.gettext("Name of the model, if a machine wrote or translated it"),
        value=replaced.made_by if replaced and replaced.made_by not in {"person", "project"} else "",
    )
    original = st.selectbox(
        words.gettext("Language that its facts come from"),
        LANGUAGES,
        index=LANGUAGES.index(replaced.original_language) if replaced else None,
        format_func=NATIVE_NAMES.__getitem__,
        placeholder=words.gettext("The same as the text's"),
    )
    return {
        "work": work or "",
        "readers": [str(role) for role in readers],
        "topics": [topic.strip() for topic in topics.split(",") if topic.strip()],
        "source": [part.strip() for part in source.split(";") if part.strip()],
        "licence": licence,
        "made_by": made_by,
        "original": original or "",
    }


def _language_at(preview: PreviewOut, replaced: DocumentOut | None) -> int | None:
    language = replaced.language if replaced else as_language(preview.language)
    return LANGUAGES.index(language) if language else None


def _works(page: Page) -> dict[str, str]:
    """The works by their title in the reader's language."""
    try:
        documents = shelf(page)
    except ServiceTrouble:
        return {}
    found = {one.work: one.title for one in documents}
    found |= {one.work: one.title for one in documents if one.language == page.language}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def _today() -> date:
    return datetime.now(UTC).date()
