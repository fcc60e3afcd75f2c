"""What every text goes through before it is encoded: torch-free, so that anything may ask."""

from __future__ import annotations

import re
import unicodedata

from kb.text import stream_safe

# More than the bundled model reads in any of the four languages: its 2,040 tokens are about 9,300 code points
# of English, 8,700 of Bulgarian, 4,500 of Korean (three times that decomposed), 3,500 of Chinese. And little
# enough that cleaning and tokenising the worst that was tried, a million ligatures, take 40 ms.
MAX_CHARS = 16_000

_UNUSABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFKC on one line, without NUL and lone surrogates, cut to MAX_CHARS; "" stays ""."""
    head = _one_line(_UNUSABLE.sub(" ", _one_line(text)))
    return _one_line(unicodedata.normalize("NFKC", stream_safe(head)))


def _one_line(text: str) -> str:
    return " ".join(text.split(maxsplit=MAX_CHARS)[:MAX_CHARS])[:MAX_CHARS].rstrip()
