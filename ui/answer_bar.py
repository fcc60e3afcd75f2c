"""What can be done with an answer or a refusal: copy, make a checklist, say whether it helped, close the gap."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Literal

from api.schemas.common import LanguageCode
from api.schemas.feedback import FeedbackReason
from api.schemas.results import ResultOut
from ui.phrases import NATIVE_NAMES
from ui.session import Vote
from ui.sheet import Action, Node, icon

CHECKLIST = "checklist"
VOTE = "vote"
GAP = "gap"

# Only these ask for a text that is missing; gibberish and other languages need none.
_MISSING = "no_evidence"


def answer_bar(
    result: ResultOut, vote: Vote | None, reader: LanguageCode, words: NullTranslations, *, may_close: bool
) -> tuple[Node, ...]:
    """The buttons under a result, in the interface language whatever the answer's is."""
    if result.refusal:
        buttons = _of_refusal(result, vote, words, may_close=may_close)
    else:
        buttons = _of_answer(result, vote, words)
    return (Node("div", look="bar", language=reader, children=buttons),) if buttons else ()


def reasons(words: NullTranslations) -> Mapping[FeedbackReason, str]:
    """Why an answer did not help."""
    return {
        "wrong": words.gettext("It is wrong"),
        "incomplete": words.gettext("Something is missing"),
        "unclear": words.gettext("Hard to understand"),
        "outdated": words.gettext("Out of date"),
        "off_topic": words.gettext("Not what I asked"),
        "other": words.gettext("Something else"),
    }


def copied_text(typed: str, result: ResultOut) -> str:
    """A result as plain text for a message: question, lines with their numbers, sources."""
    rows = [typed, ""]
    for block in result.blocks:
        if block.heading:
            rows.append(block.heading)
        for place, line in enumerate(block.lines, start=1):
            mark = {"paragraph": "", "steps": f"{place}. "}.get(block.style, "• ")
            numbers = "".join(f" [{number}]" for number in line.citations)
            rows.append(f"{mark}{line.text}{numbers}")
        rows.append("")
    for citation in result.citations:
        place_in_text = " › ".join((citation.title, *citation.section))
        rows.append(f"[{citation.number}] {place_in_text}{_spoken(citation.language, result.language)}")
    return "\n".join(rows).strip()


def _spoken(language: LanguageCode, shown_in: LanguageCode) -> str:
    return "" if language == shown_in else f" ({NATIVE_NAMES[language]})"


def _of_answer(result: ResultOut, vote: Vote | None, words: NullTranslations) -> tuple[Node, ...]:
    return (
        _button("thumb_up", words.gettext("Useful"), Action(VOTE, "useful"), down=vote == "useful"),
        _button("thumb_down", words.gettext("Not useful"), Action(VOTE, "not_useful"), down=vote == "not_useful"),
        Node(
            "button",
            look="tool",
            copied=copied_text(result.question_used, result),
            done=words.gettext("Copied"),
            children=(icon("content_copy"), Node("span", words.gettext("Copy"), look="face")),
        ),
        _button("checklist", words.gettext("Turn into a checklist"), Action(CHECKLIST, "")),
    )


def _of_refusal(result: ResultOut, vote: Vote | None, words: NullTranslations, *, may_close: bool) -> tuple[Node, ...]:
    if result.refusal is None or result.refusal.reason != _MISSING:
        return ()
    expected = words.gettext("I expected an answer")
    found = [_button("contact_support", expected, Action(VOTE, "expected"), down=vote == "expected")]
    if may_close:
        found.append(_button("add_link", words.gettext("Close this gap"), Action(GAP, result.id)))
    return tuple(found)


def _button(name: str, text: str, action: Action, *, down: bool | None = None) -> Node:
    pressed: Literal["", "true", "false"] = "" if down is None else ("true" if down else "false")
    return Node("button", look="tool", action=action, pressed=pressed, children=(icon(name), Node("span", text)))
