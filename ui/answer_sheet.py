"""A turn of the conversation as a sheet: question, answer with numbered sources, where to go on."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from gettext import NullTranslations
from types import MappingProxyType

from api.schemas.results import LineEvent, ResultOut
from ui.cited import SOURCE, block_node, note_node, sources_node, uncovered_node
from ui.sheet import Action, Node, icon

__all__ = ["SOURCE", "TOPIC", "partial_parts", "related_sheet", "result_parts", "turn_sheet", "waiting_parts"]

TOPIC = "topic"


def turn_sheet(question: str, under: tuple[Node, ...] = ()) -> Node:
    """A question on the asker's side, and what came of it."""
    return Node("section", look="turn", children=(Node("p", question, look="question"), *under))


def waiting_parts(words: NullTranslations) -> tuple[Node, ...]:
    """What stands under a question until something came of it."""
    dots = Node("span", look="dots", children=(Node("span"), Node("span"), Node("span")))
    return (Node("p", look="waiting", children=(dots, Node("span", words.gettext("Looking in the texts…")))),)


def partial_parts(events: list[LineEvent], words: NullTranslations) -> tuple[Node, ...]:
    """The lines that have come so far, as they will stand; their sources come with the rest."""
    lines = tuple(Node("p", event.line.text) for event in events)
    return (Node("div", look="answer", children=lines), *waiting_parts(words))


def result_parts(
    typed: str,
    result: ResultOut,
    words: NullTranslations,
    owners: Mapping[str, str] = MappingProxyType({}),
    bar: tuple[Node, ...] = (),
    *,
    related: bool = True,
) -> tuple[Node, ...]:
    """What stands under a question: how it was understood, answer or refusal, sources, `bar`, where to go on.

    Without `related`, where to go on stands in a sheet of its own.
    """
    body = _refusal(result) if result.refusal else _answer(result, words, owners)
    parts = (*body, *bar, *(_related(result, words) if related else ()))
    return (*_understood(typed, result, words), Node("div", look="answer", language=result.language, children=parts))


def related_sheet(result: ResultOut, words: NullTranslations) -> Node:
    """Where to go on, by itself."""
    return Node("section", look="turn", language=result.language, children=_related(result, words))


def _understood(typed: str, result: ResultOut, words: NullTranslations) -> tuple[Node, ...]:
    """How the question was completed from the ones before; nothing where only form and spaces differ."""
    if not result.question_used or _plain(result.question_used) == _plain(typed):
        return ()
    text = words.gettext("Understood as: {question}").format(question=result.question_used)
    return (Node("p", look="understood", children=(icon("subdirectory_arrow_right"), Node("span", text))),)


def _plain(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).casefold().split()


def _refusal(result: ResultOut) -> tuple[Node, ...]:
    message = result.refusal.message if result.refusal else ""
    return (Node("div", look="refusal", children=(icon("search_off"), Node("p", message))),)


def _answer(result: ResultOut, words: NullTranslations, owners: Mapping[str, str]) -> tuple[Node, ...]:
    cited = {citation.number: citation for citation in result.citations}
    parts = [block_node(block, result.language, cited, words) for block in result.blocks]
    missing = uncovered_node(result, words)
    if missing is not None:
        parts.append(missing)
    if result.written_by == "model":
        worded = words.gettext("Worded by a language model; every sentence was checked against its sources.")
        parts.append(note_node("auto_awesome", worded))
    if result.citations:
        parts.append(sources_node(result, words, owners))
    return tuple(parts)


def _related(result: ResultOut, words: NullTranslations) -> tuple[Node, ...]:
    """Sections to go on with, each a question at a click."""
    if not result.related:
        return ()
    heading = words.gettext("The texts do say something about:") if result.refusal else words.gettext("Go on with:")
    topics = tuple(
        Node("button", related.title, look="topic", action=Action(TOPIC, str(place)))
        for place, related in enumerate(result.related)
    )
    return (Node("div", look="related", children=(Node("h3", heading), Node("div", look="topics", children=topics))),)
