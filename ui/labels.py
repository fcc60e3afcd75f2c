"""Text of others in labels of Streamlit, which read Markdown there."""

from __future__ import annotations

_MARKS = frozenset("\\`*_{}[]()<>#+-.!|~$:")


def plain_label(text: str, longest: int = 200) -> str:
    """The text on one line, shown letter by letter: no bold, link, formula or icon comes of it."""
    line = " ".join(text.split())
    cut = line if len(line) <= longest else line[: longest - 1] + "…"
    return "".join("\\" + sign if sign in _MARKS else sign for sign in cut)
