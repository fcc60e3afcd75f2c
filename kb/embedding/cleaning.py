"""What every text goes through before it is encoded: torch-free, so that anything may ask."""

from __future__ import annotations

import re
import unicodedata

# More than the bundled model reads in any of the four languages: its 2,040 tokens are about 9,300 code points
# of English, 8,700 of Bulgarian, 4,500 of Korean (three times that decomposed), 3,500 of Chinese. And little
# enough that cleaning and tokenising the worst that was tried, a million ligatures, take 40 ms.
MAX_CHARS = 16_000

# Python's normalisation is quadratic in the length of a run of combining marks: 20,000 marks take 0.3 s,
# 40,000 take 1.2 s (measured here). 30 is the limit of Unicode's own stream-safe text format (UAX 15).
_MARKS = 30

_UNUSABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFKC on one line, without NUL and lone surrogates, cut to MAX_CHARS; "" stays ""."""
    head = _one_line(_UNUSABLE.sub(" ", _one_line(text)))
    return _one_line(unicodedata.normalize("NFKC", _stream_safe(head)))


def _one_line(text: str) -> str:
    return " ".join(text.split(maxsplit=MAX_CHARS)[:MAX_CHARS])[:MAX_CHARS].rstrip()


def _stream_safe(text: str) -> str:
    run = 0
    kept: list[str] = []
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MARKS:
            kept.append(character)
    return "".join(kept)
