"""What has changed between two versions of a text, line by line."""

from __future__ import annotations

from difflib import SequenceMatcher
from gettext import NullTranslations

from api.schemas.common import LanguageCode
from ui.sheet import Node, icon

# Beyond this many lines only their number is said: nobody reads a thousand changes in a drawer.
_SHOWN = 80


def changes_node(before: str, now: str, language: LanguageCode, words: NullTranslations) -> Node:
    """Lines that went and lines that came, in the order of the text; what stayed is left out."""
    old, new = _lines(before), _lines(now)
    rows: list[Node] = []
    for kind, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        rows += [_row("remove", words.gettext("Removed"), line) for line in old[low:high]]
        rows += [_row("add", words.gettext("Added here"), line) for line in new[start:end]]
    if not rows:
        return Node("p", words.gettext("Only spaces and line breaks differ."), look="path")
    more = len(rows) - _SHOWN
    rest = words.ngettext("{count} more line differs.", "{count} more lines differ.", more).format(count=more)
    tail = (Node("p", rest, look="path"),) if more > 0 else ()
    return Node("div", look="changes", language=language, children=(*rows[:_SHOWN], *tail))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _row(name: str, label: str, line: str) -> Node:
    sign = Node("span", look="sign", children=(icon(name), Node("span", label, look="unseen")))
    return Node("div", look=f"change {name}", children=(sign, Node("span", line)))
