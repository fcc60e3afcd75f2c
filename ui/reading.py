"""A text of the library, opened: what is known about it, its words, another edition beside it, its history."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime

import streamlit as st

from api.schemas.documents import DocumentDetailOut, SectionOut
from ui import session
from ui.badges import badge, made_badge, source_in
from ui.changes import changes_node
from ui.freshness import freshness_badge
from ui.library_sheet import UPLOADS
from ui.links import CitationLink
from ui.parallel import Column, beside, parallel_node, same_section
from ui.phrases import NATIVE_NAMES
from ui.removing import put_version_back, remove_text
from ui.rows import row_node, rows_of
from ui.service import ServiceTrouble, Source, edition, opened
from ui.settings import Page
from ui.sheet import Node, icon, show_sheet
from ui.trouble_sheet import trouble_sheet
from ui.upload_drawer import start_upload
from ui.widgets import role_name

TEXT = "text"

# What a browser draws at once without a pause; a longer text is read section by section.
_WHOLE_TEXT_PASSAGES = 250
_VERSION_CHARS = 8


def open_text(document: str) -> None:
    """Put the text into the address."""
    st.query_params[TEXT] = document


def close_text() -> None:
    """Take it out: back to the list."""
    if TEXT in st.query_params:
        del st.query_params[TEXT]


def read_document(page: Page, document: str) -> None:
    """Draw the text; raises ServiceTrouble."""
    words = page.words
    bar = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="text-bar")
    bar.button(
        words.gettext("All texts"), icon=":material/arrow_back:", type="tertiary", key="text-back", on_click=close_text
    )
    source = edition(page.settings, page.language, document)
    if page.allows():
        with bar.container(horizontal=True, width="content", key="text-change"):
            _change(page, source.document)
    show_sheet(_head(page, source.document), key=f"text-head-{document}")
    with st.container(key="text-editions"):
        _switch(page, source.document)
        _words(page, source)
    _history(page, source)


def _head(page: Page, document: DocumentDetailOut) -> Node:
    words = page.words
    badges = [freshness_badge(document.reviewed, datetime.now(UTC).date(), words)]
    owner = document.owner or words.gettext("nobody yet")
    badges.append(badge("person", words.gettext("Owner: {name}").format(name=owner)))
    if document.original_language != document.language:
        badges.append(source_in(document.original_language, words))
    badges += made_badge(document.made_by, words)
    if len(document.readers) < 4:
        names = ", ".join(role_name(role, words) for role in document.readers)
        badges.append(badge("lock", words.gettext("For: {roles}").format(roles=names)))
    return Node(
        "div",
        look="opened",
        children=(
            Node("h2", document.title, language=document.language),
            Node("div", look="badges", children=tuple(badges)),
            _facts(page, document),
        ),
    )


def _facts(page: Page, document: DocumentDetailOut) -> Node:
    words = page.words
    rows = [
        (words.gettext("Source"), "; ".join(document.source)),
        (words.gettext("Topics"), ", ".join(document.topics)),
        (words.gettext("Licence"), document.licence or ""),
        (words.gettext("Added"), document.added[:10]),
        (words.gettext("Version"), _short(document.version)),
        (words.gettext("Read as"), document.encoding),
        (words.gettext("Passages"), str(document.passages)),
        (words.gettext("Asked-as questions"), str(document.questions)),
        (words.gettext("File"), document.path or ""),
    ]
    facts = tuple(
        Node("li", children=(Node("span", f"{name}: ", look="name"), Node("span", value)))
        for name, value in rows
        if value
    )
    head = Node("summary", children=(icon("chevron_right"), Node("span", words.gettext("About this text"))))
    return Node("details", look="sources", children=(head, Node("ul", look="facts", children=facts)))


def _short(version: str) -> str:
    return version.removeprefix("sha256:")[:_VERSION_CHARS]


def _switch(page: Page, document: DocumentDetailOut) -> None:
    """The editions, the one that is open among them."""
    names = {one.id: NATIVE_NAMES[one.language] for one in document.editions}
    if len(names) < 2:
        return
    key = f"edition-{document.id}"
    st.segmented_control(
        page.words.gettext("Edition"),
        list(names),
        format_func=names.__getitem__,
        default=document.id,
        required=True,
        key=key,
        on_change=lambda: open_text(str(session.widget(key))),
    )


def _change(page: Page, document: DocumentDetailOut) -> None:
    words = page.words
    label, icon_name = words.gettext("Replace"), ":material/upload_file:"
    if document.origin == UPLOADS:
        st.button(label, icon=icon_name, key="text-replace", on_click=start_upload, args=(document,))
    else:
        with st.popover(label, icon=icon_name, key="text-replace-how", width="content"):
            st.write(
                words.gettext("This text comes from a folder. To change it, edit its file there and run: coach ingest")
            )
            st.text(document.path or "")
    with st.popover(words.gettext("Remove"), icon=":material/delete:", key="text-remove", width="content"):
        st.write(
            words.gettext(
                "It will be found no more, and what cites it can no longer be opened. For 30 days it can be put back."
            )
        )
        if document.origin != UPLOADS and document.path:
            st.write(words.gettext("Its file stays where it is. To take it in again after that, run:"))
            path = shlex.quote(f"{document.origin}/{document.path}")
            st.code(f"coach ingest --again {path}", language=None, wrap_lines=True)
        if st.button(words.gettext("Yes, remove it"), type="primary", key="text-remove-yes") and remove_text(
            page, document
        ):
            close_text()
            st.rerun()


@st.fragment
def _words(page: Page, source: Source) -> None:
    """The text, whole or a section of it, another edition beside it where that is wanted."""
    words = page.words
    sections = list(source.sections)
    if sum(len(section.passages) for section in sections) > _WHOLE_TEXT_PASSAGES:
        place = st.selectbox(
            words.gettext("Section"),
            range(len(sections)),
            format_func=lambda at: " › ".join(sections[at].path) or source.document.title,
            key=f"section-{source.document.id}",
        )
        sections = [sections[place]]
    try:
        other = beside(page, source, "text")
    except ServiceTrouble as error:
        show_sheet(trouble_sheet(error.trouble, words), key="beside-trouble")
        other = None
    parts = tuple(_section(source, section, other) for section in sections)
    show_sheet(Node("div", look="reading", children=parts), key=f"text-{source.document.id}")


def _section(source: Source, section: SectionOut, other: Source | None) -> Node:
    match = same_section(other, section) if other else None
    if other is not None and match is not None:
        return parallel_node(Column(source, section), Column(other, match))
    nothing = CitationLink(source.document.id, 0, 0)
    rows = tuple(row_node(source.text, row, nothing) for row in rows_of(source.text, section.passages))
    head = (Node("h3", section.path[-1]),) if section.path else ()
    return Node("section", look="passage", language=source.document.language, children=(*head, *rows))


def _history(page: Page, source: Source) -> None:
    """Earlier versions, and what has changed since."""
    words, document = page.words, source.document
    with opened(page.settings, page.language) as client:
        versions = client.versions(document.id).versions
    earlier = [version for version in versions if version != document.version]
    if not earlier:
        return
    with st.expander(words.gettext("Earlier versions"), icon=":material/history:", key="text-history"):
        numbers = {version: len(versions) - place for place, version in enumerate(versions)}
        label = words.gettext("Version {number} ({name})")
        chosen = st.selectbox(
            words.gettext("What has changed since"),
            earlier,
            format_func=lambda one: label.format(number=numbers[one], name=_short(one)),
            key=f"version-{document.id}",
        )
        with opened(page.settings, page.language) as client:
            before = client.text(document.id, chosen).text
            kept = client.earlier(document.id).versions if page.allows() and document.origin == UPLOADS else ()
        show_sheet(changes_node(before, source.text, document.language, words), key=f"changes-{document.id}")
        with st.container(horizontal=True, vertical_alignment="center", key="version-choice"):
            with st.popover(
                words.gettext("Read it whole"), icon=":material/article:", key="version-whole", width="content"
            ):
                show_sheet(_whole(before, document), key=f"whole-{document.id}")
            for one in kept:
                if one.version == chosen:
                    put_version_back(page, document, one)


def _whole(text: str, document: DocumentDetailOut) -> Node:
    """An earlier version as it stood, line by line: its sections are not known any more."""
    rows = tuple(Node("p", line) for line in text.splitlines() if line.strip())
    return Node("div", look="reading", language=document.language, children=rows)
