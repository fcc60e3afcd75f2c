"""A document's language: what its head says, else the vote of its paragraphs."""

from __future__ import annotations

from collections import Counter

from ingest.types import Meta
from kb.errors import HeadError, Why
from kb.languages import Reason, detect
from kb.types import Language

# More do not change the vote; each costs 10 µs, or milliseconds where langdetect is asked.
_MOST_PARAGRAPHS = 200
_MOST_CHARS = 400


def settle(meta: Meta, text: str, name: str) -> Language:
    """The language of a document; raises HeadError where it is none of the four, or none can be told.

    Each paragraph votes with its length, so that a few English names do not make a text English.
    """
    if meta.language is not None:
        return meta.language
    votes: Counter[Language | None] = Counter()
    evidence = ""
    for paragraph in _sample(text):
        found = detect(paragraph)
        if found.reason is not Reason.NO_LETTERS:
            # In UTF-8 a Han character or Hangul syllable weighs as much as the three letters that it stands for.
            votes[found.language] += len("".join(filter(str.isalpha, paragraph)).encode())
            evidence = evidence or found.evidence
    if not votes:
        raise HeadError(
            f"{name} has no words to tell its language by. Say `language:` in its head.", Why("no_language", name)
        )
    language = votes.most_common(1)[0][0]
    if language is None:
        raise HeadError(
            f"{name} seems to be in another language ({evidence}) than Chinese, Korean, Bulgarian or English. "
            "If that is wrong, say `language:` in its head.",
            Why("other_language", name),
        )
    return language


def _sample(text: str) -> list[str]:
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    step = max(1, len(paragraphs) // _MOST_PARAGRAPHS)
    return [paragraph[:_MOST_CHARS] for paragraph in paragraphs[::step]]
