"""Whether an answer to a quiz question is right: the same rule in a quiz, in a drill and for whoever asks the API."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from unicodedata import category

from kb.text import spoken
from kb.types import Language, QuizAnswer, QuizItem, QuizType

# What was answered; None: given up.
Given = bool | int | str | tuple[int, ...] | tuple[tuple[int, int], ...] | None


def is_right(item: QuizItem, given: Given) -> bool:
    """Whether `given` is the key of the item; an answer of another form than the item's is wrong, never an error.

    A gap is filled in rightly whatever the case, width, white space and punctuation; pairs count in any order.
    """
    if given is None:
        return False
    match item.type:
        case QuizType.GAP:
            return isinstance(given, str) and _bare(given) in {_bare(word) for word in _words(item.answer)} - {""}
        case QuizType.MATCH:
            pairs = _pairs(given)
            return pairs is not None and pairs == _pairs(item.answer)
        case QuizType.ORDER:
            return isinstance(given, tuple) and list(given) == list(_sequence(item.answer))
        case _:
            # True == 1 in Python: a truth value must not pass for the second option.
            return type(given) is type(item.answer) and given == item.answer


def identity(item: QuizItem, language: Language) -> str:
    """What the item is by its words, whatever the order in which its options were shown: `sha256:…`."""
    match item.type:
        case QuizType.CHOICE:
            place = item.answer if isinstance(item.answer, int) else -1
            key: object = item.options[place] if 0 <= place < len(item.options) else item.answer
        case QuizType.ORDER:
            key = [_option(item, place) for place in _sequence(item.answer)]
        case QuizType.MATCH:
            pairs = _pairs(item.answer) or frozenset()
            key = sorted([_option(item, left), _option(item, right)] for left, right in pairs)
        case _:
            key = item.answer
    words = json.dumps([language, item.type, item.prompt, key], ensure_ascii=False)
    return "sha256:" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


# What stands between digits says how much: a group of thousands, a decimal sign, a range. Signs that are kept below.
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_RANGE = re.compile(r"(?<=\d)[-‐‑‒–—~〜](?=\d)")


def _bare(text: str) -> str:
    """Without what nobody should fail for: width, case, white space, punctuation; 1,5 is 1.5 and not 15."""
    folded = "".join(spoken(text).split())
    numbers = _RANGE.sub("~", _DECIMAL.sub("°", _THOUSANDS.sub("", folded)))
    return "".join(letter for letter in numbers if category(letter)[0] in "LNMS")


def _words(answer: QuizAnswer) -> list[str]:
    return [word for word in answer if isinstance(word, str)] if isinstance(answer, tuple) else []


def _sequence(answer: QuizAnswer) -> Sequence[int]:
    return [place for place in answer if isinstance(place, int)] if isinstance(answer, tuple) else []


def _pairs(given: Given | QuizAnswer) -> frozenset[tuple[int, int]] | None:
    if not isinstance(given, tuple):
        return None
    pairs = [pair for pair in given if isinstance(pair, tuple) and len(pair) == 2]
    return frozenset((left, right) for left, right in pairs) if len(pairs) == len(given) else None


def _option(item: QuizItem, place: int) -> str:
    return item.options[place] if 0 <= place < len(item.options) else str(place)
