"""Quotation marks within quotation marks: the inner ones become single ones, as all four languages write them."""

from __future__ import annotations

_OTHERS = (("“", "”"), ("‘", "’"))
_BULGARIAN = (("„", "“"), ("‚", "‘"))


def nested(text: str) -> str:
    """A text whose quotations within quotations bear single marks; as it was where its marks do not pair."""
    outer, inner = _BULGARIAN if "„" in text else _OTHERS
    depth = 0
    made = []
    for char in text:
        depth += char == outer[0]
        pair = inner if depth > 1 else outer
        made.append(pair[0] if char == outer[0] else pair[1] if char == outer[1] else char)
        depth -= char == outer[1]
        if depth < 0:
            return text
    return text if depth else "".join(made)
