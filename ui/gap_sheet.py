"""Refused questions by meaning, and what was done about some, as sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from gettext import NullTranslations

from api.schemas.gaps import ClosingAction, ClosingOut, GapGroupOut
from ui.badges import badge
from ui.phrases import NATIVE_NAMES
from ui.sheet import Action, Node, icon

OPEN, UNDO, FINISH = "open", "undo", "finish"

# Of a group: enough to see what is meant.
_SHOWN_QUESTIONS = 3
_SHOWN_CHARS = 240


def group_node(group: GapGroupOut, words: NullTranslations, *, may_close: bool) -> Node:
    """A group of refused questions: the one that stands for all, how many, in which languages, when last."""
    asked = words.ngettext("Asked {count} time", "Asked {count} times", group.count).format(count=group.count)
    badges = [badge("forum", asked)]
    if group.expected:
        text = words.ngettext(
            "{count} person expected an answer", "{count} people expected an answer", group.expected
        ).format(count=group.expected)
        badges.append(badge("priority_high", text, look="badge marked"))
    spoken = Counter(gap.language for gap in group.gaps)
    badges += [badge("translate", NATIVE_NAMES[language]) for language in spoken]
    badges.append(badge("schedule", words.gettext("Last on {date}").format(date=group.last[:10])))
    head = Node("p", shortened(group.question), look="asked", language=group.language)
    told = Node("div", look="badges", children=tuple(badges))
    return Node("section", look="card", children=(head, told, *_others(group), *_door(group, words, may_close)))


def shortened(question: str) -> str:
    """A question as long as it takes to recognise it: some paste whole letters."""
    return question if len(question) <= _SHOWN_CHARS else question[:_SHOWN_CHARS] + "…"


def _others(group: GapGroupOut) -> tuple[Node, ...]:
    """Other wordings of the same question."""
    seen = {group.question: None} | dict.fromkeys(gap.question for gap in group.gaps)
    languages = {gap.question: gap.language for gap in group.gaps}
    others = [question for question in seen if question != group.question]
    if not others:
        return ()
    shown = [Node("li", shortened(question), language=languages[question]) for question in others[:_SHOWN_QUESTIONS]]
    if len(others) > _SHOWN_QUESTIONS:
        shown.append(Node("li", f"… +{len(others) - _SHOWN_QUESTIONS}"))
    return (Node("ul", look="wordings", children=tuple(shown)),)


def _door(group: GapGroupOut, words: NullTranslations, may_close: bool) -> tuple[Node, ...]:
    if not may_close:
        return ()
    return (Node("div", look="bar", children=(_tool(OPEN, group.id, "add_link", words.gettext("Close this gap")),)),)


def _tool(event: str, value: str, icon_name: str, text: str) -> Node:
    return Node("button", look="tool", action=Action(event, value), children=(icon(icon_name), Node("span", text)))


def closing_node(closing: ClosingOut, titles: Mapping[str, str], words: NullTranslations) -> Node:
    """What was done about some questions, by whom it is to be finished, whether it counts now, and the way back."""
    asked = Counter(closing.questions)
    shown = [_asked(question, often) for question, often in list(asked.items())[:_SHOWN_QUESTIONS]]
    if len(asked) > _SHOWN_QUESTIONS:
        shown.append(Node("p", f"… +{len(asked) - _SHOWN_QUESTIONS}", look="path"))
    if closing.note:
        shown.append(Node("p", closing.note, look="path"))
    badges = Node("div", look="badges", children=tuple(_closing_badges(closing, titles, words)))
    tools = [_tool(UNDO, closing.id, "undo", words.gettext("Undo"))]
    if closing.action == "hand_over" and not closing.done:
        tools.insert(0, _tool(FINISH, closing.id, "task_alt", words.gettext("It is written")))
    return Node("section", look="card", children=(*shown, badges, Node("div", look="bar", children=tuple(tools))))


def _asked(question: str, often: int) -> Node:
    return Node("p", shortened(question) + (f" ×{often}" if often > 1 else ""), look="asked")


def _closing_badges(closing: ClosingOut, titles: Mapping[str, str], words: NullTranslations) -> list[Node]:
    badges = [badge(_ICONS[closing.action], action_name(closing.action, words))]
    if closing.owner:
        badges.append(badge("person", words.gettext("Owner: {name}").format(name=closing.owner)))
    if closing.document:
        badges.append(badge("description", titles.get(closing.document, closing.document)))
    if closing.action == "hand_over":
        state = words.gettext("Written") if closing.done else words.gettext("Still to be written")
        badges.append(badge("task_alt", state) if closing.done else badge("pending", state, look="badge marked"))
    if any(not curation.live for curation in closing.curations):
        text = words.gettext("Does not count now: its section is not in the library")
        badges.append(badge("link_off", text, look="badge marked"))
    return [*badges, badge("schedule", closing.at[:10])]


def action_name(action: ClosingAction, words: NullTranslations) -> str:
    """What was done, in a few words."""
    return {
        "attach": words.gettext("Leads to a section"),
        "decoy": words.gettext("Stays without an answer"),
        "hand_over": words.gettext("Handed over"),
        "dismiss": words.gettext("Set aside for good"),
    }[action]


_ICONS: dict[ClosingAction, str] = {
    "attach": "add_link",
    "decoy": "block",
    "hand_over": "forward_to_inbox",
    "dismiss": "do_not_disturb_on",
}
