"""Whether a question wants more of an item than its name: why, which, how many, what for.

"Bring wet wipes." answers "what do I bring?" and "shall I bring wipes?", but not "which wipes?" or "why wipes?".
"""

from __future__ import annotations

import re

from kb.text import search_tokens, spoken_question

_WHY = re.compile(
    r"""
    \bwhy\b | \bwhat\ (?:is|are|do|would)\b.{1,60}\bfor\W*$ | \bwhat's\ the\ point\b | \bwhat\ use\b
    | 为什么 | 为何 | 为啥 | 干(?:什么|啥|嘛|吗)用 | (?:什么|啥)用[处途]? | 何用
    | (?<!\w)왜 | 이유 | 무슨\ 소용 | (?:어디에|뭐에|무엇에)\ ?(?:쓰|써)
    | \bзащо\b | \bза\ какво\b | \bкаква\ полза\b
    """,
    re.VERBOSE,
)
_WHICH = re.compile(
    r"""
    \b(?:which|what)\ (?:kinds?|sorts?|types?)\ of\b | \bwhich\ \w+ | \bhow\ (?:many|much|big|large|old)\b
    | 哪(?:种|类|款|家|个|些|份|几) | (?:什么|啥)样 | (?:多少|几)[个张份本条块支]
    | (?<!\w)(?:어떤|무슨|어느)\ \w+ | (?<!\w)몇\ ?\w
    | \b(?:кой|коя|кое|кои|какъв|каква|какво|какви)\ (?!е\b|са\b|да\b|се\b|ще\b)\w+ | \bколко\b
    """,
    re.VERBOSE,
)

# An item is the one a question names where the question has at least this share of its search tokens. Of "Вземете
# изрезки от вестници." the question "Кои вестници да изрежа?" has .4, "Какво да взема?" none.
_NAMED = 0.2


def asks_for_more(question: str, item: str) -> bool:
    """Whether a question asks of an item what its bare name does not say."""
    words = spoken_question(question)
    if _WHY.search(words):
        return True
    if not _WHICH.search(words):
        return False
    tokens = frozenset(search_tokens(item))
    return len(tokens & frozenset(search_tokens(question))) >= _NAMED * len(tokens)
