"""A source, opened: the section that a citation stands in, its quote highlighted, to the character.

Offsets are code points of the stored text; what is shown is cut out of that text at them and nowhere else.
"""

from __future__ import annotations

from gettext import NullTranslations

from api.schemas.common import LanguageCode
from api.schemas.documents import SectionOut
from ui.badges import source_badges
from ui.links import BrokenLink, CitationLink
from ui.parallel import Column, parallel_node, same_section
from ui.phrases import as_language
from ui.rows import passage_nodes, section_of
from ui.service import Source
from ui.sheet import Node, icon


def source_sheet(
    source: Source, link: CitationLink, reader: LanguageCode, words: NullTranslations, other: Source | None = None
) -> Node:
    """Title, place, badges, the section with the quote, a link to share; raises BrokenLink.

    `other`: an edition of the same work, to stand beside it.
    """
    document = source.document
    section = section_of(source.sections, link)
    path = (Node("p", " › ".join(section.path), look="path"),) if section and section.path else ()
    original = _original(section, document.original_language)
    badges = source_badges(
        document.language, original, document.made_by, document.reviewed, reader, words, document.owner
    )
    passage = _passage(source, link, section, other)
    return Node(
        "div",
        look="opened",
        children=(
            Node("div", language=document.language, children=(Node("h2", document.title), *path)),
            Node("div", look="badges", children=badges),
            *_outdated(source, words),
            passage,
            _share(link, source.version, words),
        ),
    )


def _passage(source: Source, link: CitationLink, section: SectionOut | None, other: Source | None) -> Node:
    match = same_section(other, section) if other and section else None
    if other is None or section is None or match is None:
        inner = Node("div", look="passage", children=passage_nodes(source.text, link, section))
        return Node("div", language=source.document.language, children=(inner,))
    if link.end > len(source.text):
        raise BrokenLink("the span is beyond the text")
    return parallel_node(Column(source, section), Column(other, match), link)


def _original(section: SectionOut | None, of_document: LanguageCode) -> LanguageCode:
    """The language of the section's facts: its own attribute, else the document's."""
    named = as_language(section.attributes.get("original")) if section else None
    return named or of_document


def _outdated(source: Source, words: NullTranslations) -> tuple[Node, ...]:
    if source.version == source.document.version:
        return ()
    text = words.gettext("This is an earlier version of the text; the library has a newer one.")
    return (Node("div", look="note", children=(icon("history"), Node("p", text))),)


def _share(link: CitationLink, version: str, words: NullTranslations) -> Node:
    """The link with its version, so that it still shows this text when the text has changed."""
    whole = CitationLink(link.document, link.start, link.end, version)
    face = Node("span", words.gettext("Copy link"), look="face")
    return Node(
        "button",
        look="copy",
        copied=whole.href(),
        done=words.gettext("Copied"),
        children=(icon("link"), face),
    )
