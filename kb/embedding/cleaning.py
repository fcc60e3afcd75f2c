"""What every text goes through before it is encoded: torch-free, so that anything may ask what a model will see."""

from __future__ import annotations

import re
import unicodedata

# More than the encoder reads in any of the four languages (kb.embedding.windows: 4,080 tokens are about 18,000
# code points in English, 16,000 in Bulgarian, 7,000 in Chinese and Korean, 20,000 in decomposed Korean),
# and little enough that cleaning and tokenising the worst that was tried take 60 ms.
MAX_CHARS = 32_000

# Python's normalisation is quadratic in the length of a run of combining marks: 20,000 marks take 0.3 s, 40,000
# take 1.2 s (measured here). 30 is the limit of Unicode's own stream-safe text format (UAX 15, section 13).
_MARKS = 30

_UNUSABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFKC, on one line, without NUL and lone surrogates, at most MAX_CHARS code points; "" stays ""."""
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
