"""The items of a list that a question is about, where it is about some and not the list: counted off, or named.

"What is done in week 3?", "а степен C?", "how do I check our display?": the item answers, the list around it is noise.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kb.generators.ordinals import counted_off, ordinals
from kb.generators.runs import LISTED, headings
from kb.text import search_tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kb.types import Passage

# An item is named where it alone has this many of the question's tokens (pairs of Han or Hangul, 4-grams of words), or
# this share of them, and this many times what the next item alone has. Of the 128 development questions nine name an
# item so, by reading all nine rightly; from 5 tokens on four do.
NAMING, NAMING_SHARE, TIMES = 3, 0.34, 2.5


def items_counted_off(question: str, members: Sequence[Passage], section: Sequence[Passage]) -> list[Passage]:
    """The members of a list that a question counts off; none where it counts off none, or something around the list."""
    asked = ordinals(question)
    if not asked:
        return []
    around = " ".join([headings(section), *(passage.text for passage in section if passage.kind not in LISTED)])
    return [members[index] for index in counted_off(asked, [member.text for member in members], around)]


def items_named(question: str, members: Sequence[Passage]) -> list[Passage]:
    """The one or two members of a list that have words of the question which no other has; none where none does."""
    asked = frozenset(search_tokens(question)) - frozenset(search_tokens(headings(members)))
    shared = [asked & frozenset(search_tokens(member.text)) for member in members]
    spread = Counter(token for tokens in shared for token in tokens)
    alone = [sum(spread[token] == 1 for token in tokens) for tokens in shared]
    first, second, third, *_ = [*sorted(alone, reverse=True), 0, 0, 0]
    if first and _is_much(first, asked) and first >= TIMES * max(second, 0.5):
        return [members[alone.index(first)]]
    if second >= NAMING and second >= TIMES * max(third, 0.5):
        return [member for member, count in zip(members, alone, strict=True) if count >= second]
    return []


def _is_much(alone: int, asked: Collection[str]) -> bool:
    return alone >= NAMING or (bool(asked) and alone / len(asked) >= NAMING_SHARE)
