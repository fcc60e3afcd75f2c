"""How much two short texts say the same, by the tokens that they share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.text import search_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# Of short lines in one language, those that say the same share more than half of the shorter one's tokens.
TOO_ALIKE = 0.5


class Likeness:
    """Compares texts, and remembers the tokens of those that it saw: a quiz compares each line with many.

    `strict`: a word of the answer in the question gives it away.
    """

    def __init__(self, *, strict: bool = True) -> None:
        self._seen: dict[str, frozenset[str]] = {}
        self._strict = strict

    def alike(self, one: str, other: str) -> bool:
        """Whether more than half of the shorter text's tokens stand in the other."""
        left, right = self._tokens(one), self._tokens(other)
        return len(left & right) > TOO_ALIKE * min(len(left), len(right))

    def shares(self, one: str, other: str) -> bool:
        """Whether any token stands in both."""
        return not self._tokens(one).isdisjoint(self._tokens(other))

    def gives_away(self, own: str, answer: str, others: Iterable[str]) -> bool:
        """Whether `own` shares a token with its `answer` that fewer than half of the other answers have."""
        if not self._strict:
            return False
        rest = [self._tokens(text) for text in others]
        shared = self._tokens(own) & self._tokens(answer)
        return any(2 * sum(token in text for text in rest) < max(1, len(rest)) for token in shared)

    def _tokens(self, text: str) -> frozenset[str]:
        """Short words and numbers, which every text has, left out."""
        if text not in self._seen:
            self._seen[text] = frozenset(
                token
                for token in search_tokens(text)
                if not token.isdigit() and (len(token) > 3 or _UNSPACED.match(token))
            )
        return self._seen[text]
