"""What no file form can hold is taken out of a text, once, before any form is made."""

from __future__ import annotations

import re

# What breaks a line, in any of the file forms.
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
# XML 1.0 can't hold them, and none is text: control characters, lone surrogates, non-characters.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def one_line(text: str) -> str:
    """A text as one line without control characters."""
    return _NO_TEXT.sub("", _BREAKS.sub(" ", text)).strip()
