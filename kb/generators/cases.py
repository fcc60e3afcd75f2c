"""Lines that are for a case that they name first ("When a new product is launched, learn it"), and lines that press."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.types import Language, PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.types import Passage

# What ends ("when the visit is over") is no case: it always comes.
_CASE = {
    Language.ZH: re.compile(r"[^，。；：]{2,14}时，|如果|一旦"),
    Language.KO: re.compile(r"[^,.:]{2,14}(?<!마치)(?<!끝나)면,? |[^,.:]{2,18}(?:하려|려) ?(?:고 )?할 때,? "),
    Language.BG: re.compile(r"(?:Когато|Ако|Щом)\b"),
    Language.EN: re.compile(r"(?:When|If|Once)\b"),
}

_PRESSES = {
    Language.ZH: re.compile(r"尽快|立即|马上"),
    Language.KO: re.compile(r"되도록 빨리|즉시|최대한 빨리"),
    Language.BG: re.compile(r"(?:колкото може по-|възможно най-)(?:скоро|бързо)|\bнезабавно\b", re.IGNORECASE),
    Language.EN: re.compile(r"\bas soon as (?:possible|you can)\b|\bwithout delay\b|\bimmediately\b", re.IGNORECASE),
}


def is_for_a_case(passage: Passage) -> bool:
    """Whether a passage begins with the case that it is for."""
    return _CASE[passage.language].match(passage.text.strip()) is not None


def presses(passage: Passage) -> bool:
    """Whether a passage says of itself that it is to be done soon."""
    return _PRESSES[passage.language].search(passage.text) is not None


def by_urgency(passages: Iterable[Passage]) -> list[Passage]:
    """Principles in the order of the work: prose that presses, what always holds, prose for a case.

    Of the pairs of 56 development tasks (a mean of tasks) .942 are in order with it, .923 as the texts have them.
    """

    def rank(passage: Passage) -> int:
        if passage.kind is not PassageKind.PARAGRAPH:
            return 1
        return 0 if presses(passage) else 1 + is_for_a_case(passage)

    return sorted(passages, key=rank)
