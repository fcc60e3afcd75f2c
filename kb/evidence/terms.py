"""Which term a question asks the meaning of, and whether the library knows any of its words.

"What is NPS?" lies near to whatever speaks of satisfied customers. A term that no text in any language has is not
explained by what is near to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from kb.text import search_tokens, spoken_question

_ASKED = re.compile(
    r"""
    ^(?:so\ |and\ |but\ )?what(?:'s|\ is|\ are|\ does)\ (?:an?\ |the\ )?(?P<en>[a-z][\w/-]*(?:\ [\w/-]+)??)
        (?:\ (?:mean|stand\ for|supposed|and)\b.*)?[\s?.!,]*$
    | ^(?:请问)?(?:什么是|什么叫|啥叫|啥是|何谓)(?P<zh>[\w-]{2,8}?)[\s？?，,。]*$
    | ^[“"「]?(?P<zh_first>[\w-]{2,8}?)[”"」]?(?:到底|究竟)?
        (?:是|指)(?:个|一个)?(?:啥|什么)(?:意思|东西|概念)?[\s？?，,。]
    | ^["'“‘「]?(?P<ko>[\w-]{2,12}?)["'’”」]?(?:이란|란|이라는\ ?게|라는\ ?게|이|가|은|는)\ ?(?:도대체\ |대체\ )?
        (?:뭐|뭔|무엇|무슨\ (?:뜻|말))
    | ^(?:а\ )?(?:какво\ (?:точно\ )?(?:е|са|означава|значи|представлява)|що\ е)
        \ [„"«]?(?P<bg>[\w-]+(?:\ [\w-]+)?)[“"»]?
        (?:\ и\ .*)?[\s?.!,]*$
    """,
    re.VERBOSE,
)

# A word is unknown where so many of its search tokens (4-grams) are: an ending or a typo leaves most as they are.
_UNKNOWN = 0.75

# A longer word is unknown by its beginning: "upselling" holds "selling", which every text has.
_LONG = 7


def term_asked(question: str) -> str | None:
    """The term whose meaning a question asks for, as it is typed; None where it asks for something else."""
    found = _ASKED.search(spoken_question(question) + " ")
    return None if found is None else next(term for term in found.groupdict().values() if term is not None)


def is_unknown(term: str, known: Callable[[Collection[str]], Collection[str]]) -> bool:
    """Whether no word of a term is in the library; `known`: which of some search tokens any text has."""
    words = [tokens for word in term.split() if (tokens := search_tokens(word))]
    if not words:
        return False
    found = frozenset(known({token for tokens in words for token in tokens}))
    return all(_is_strange(tokens, found) for tokens in words)


def _is_strange(tokens: Sequence[str], found: Collection[str]) -> bool:
    long = len(tokens) > _LONG - len(tokens[0])
    begins_so = long and tokens[0] not in found
    return begins_so or sum(token not in found for token in tokens) >= _UNKNOWN * len(tokens)
