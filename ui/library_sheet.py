"""The library as a list of works, each with its editions; and the passages that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations

from api.schemas.common import LANGUAGES, LanguageCode
from api.schemas.documents import DocumentOut
from api.schemas.search import HitOut
from ui.badges import badge, made_badge
from ui.freshness import Freshness, freshness, freshness_badge
from ui.links import CitationLink
from ui.phrases import NATIVE_NAMES
from ui.sheet import Action, Node, icon

DOCUMENT = "document"
HIT = "hit"

# A hit's text, as long as a phone shows in a glance.
_HIT_CHARS = 260

# Uploads are kept by the service under this origin.
UPLOADS = "uploads"


@dataclass(frozen=True, slots=True)
class Work:
    """The documents that say the same, by language, the reader's own first."""

    name: str
    editions: tuple[DocumentOut, ...]

    @property
    def shown(self) -> DocumentOut:
        """The edition whose title stands for the work."""
        return self.editions[0]

    @property
    def reviewed(self) -> date | None:
        """When the edition was reviewed that needs it most; None if one never was."""
        dates = [one.reviewed for one in self.editions]
        return None if None in dates else min(one for one in dates if one)


def works_of(documents: Sequence[DocumentOut], reader: LanguageCode) -> list[Work]:
    """The works by title."""
    by_work: dict[str, list[DocumentOut]] = {}
    for document in documents:
        by_work.setdefault(document.work, []).append(document)
    order = [reader, *(language for language in LANGUAGES if language != reader)]
    found = [
        Work(name, tuple(sorted(editions, key=lambda one: order.index(one.language))))
        for name, editions in by_work.items()
    ]
    return sorted(found, key=lambda work: work.shown.title.casefold())


def matches(work: Work, text: str) -> bool:
    """Whether every word of `text` stands in a title, topic, owner or id of the work."""
    held = " ".join(
        part.casefold() for one in work.editions for part in (one.id, one.title, one.owner or "", *one.topics)
    )
    return all(word in held for word in text.casefold().split())


def needs_review(work: Work, today: date) -> bool:
    """Whether a person should look at it."""
    return freshness(work.reviewed, today) is not Freshness.FRESH


def work_node(work: Work, today: date, words: NullTranslations) -> Node:
    """A work: its title opens the edition shown, a chip for each language."""
    shown = work.shown
    head = Node("button", look="open", action=Action(DOCUMENT, shown.id), children=(Node("h3", shown.title),))
    chips = tuple(_edition(work, language, words) for language in LANGUAGES)
    return Node(
        "section",
        look="card",
        children=(
            Node("div", language=shown.language, children=(head,)),
            Node("div", look="chips", children=chips),
            Node("div", look="badges", children=_badges(work, today, words)),
        ),
    )


def _edition(work: Work, language: LanguageCode, words: NullTranslations) -> Node:
    document = next((one for one in work.editions if one.language == language), None)
    name = NATIVE_NAMES[language]
    if document is None:
        return Node("span", look="edition missing", hint=words.gettext("No edition in this language"), children=(
            icon("remove"), Node("span", name, language=language)
        ))  # fmt: skip
    label = words.gettext("Open in {language}: {title}").format(language=name, title=document.title)
    return Node(
        "button",
        look="edition",
        label=label,
        action=Action(DOCUMENT, document.id),
        children=(Node("span", name, language=language),),
    )


def _badges(work: Work, today: date, words: NullTranslations) -> tuple[Node, ...]:
    found = [freshness_badge(work.reviewed, today, words)]
    names = dict.fromkeys(one.owner for one in work.editions if one.owner)
    if names:
        found.append(badge("person", words.gettext("Owner: {name}").format(name=", ".join(names))))
    for made_by in dict.fromkeys(one.made_by for one in work.editions):
        found.extend(made_badge(made_by, words))
    if any(len(one.readers) < 4 for one in work.editions):
        found.append(badge("lock", words.gettext("Not for everybody")))
    if any(one.origin == UPLOADS for one in work.editions):
        found.append(badge("upload_file", words.gettext("Uploaded")))
    return tuple(found)


def hits_node(hits: Sequence[HitOut], titles: dict[str, str]) -> Node:
    """Passages that say something near to what was searched for, each a way into its text."""
    return Node("div", look="cards", children=tuple(_hit(hit, titles) for hit in hits))


def hit_link(hit: HitOut) -> CitationLink:
    """Where a hit stands."""
    return CitationLink(hit.document, hit.start, hit.end, hit.version)


def _hit(hit: HitOut, titles: dict[str, str]) -> Node:
    place = " › ".join((titles.get(hit.document, hit.document), *hit.section))
    text = hit.text if len(hit.text) <= _HIT_CHARS else hit.text[:_HIT_CHARS] + "…"
    parts = (Node("p", place, look="path"), Node("p", text))
    return Node("button", look="card hit", language=hit.language, action=Action(HIT, hit.passage), children=parts)
