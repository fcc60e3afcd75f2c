"""Is a time, a price, a name … asked for that no passage has? What the texts lack is better refused than talked around.

A section about visits is near to "how long does a visit take?" whether or not it gives a time; what it must then hold,
is one, or the words that there is none ("no rate is given").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.evidence.sought_patterns import ASKED, HELD, NOT_GIVEN, NUMBER, PRICED, QUANTITIES, Sought
from kb.evidence.sought_things import THINGS_ASKED, THINGS_HELD
from kb.text import spoken, spoken_question

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASKED = tuple((kind, re.compile(pattern, re.VERBOSE)) for kind, pattern in (ASKED | THINGS_ASKED).items())
_HELD = {kind: re.compile(pattern, re.VERBOSE) for kind, pattern in (HELD | THINGS_HELD).items()}
_NOT_GIVEN = re.compile(NOT_GIVEN, re.VERBOSE)
_NUMBER, _PRICED = re.compile(NUMBER, re.VERBOSE), re.compile(PRICED, re.VERBOSE)
_QUOTED = re.compile(r"[\"“„«「『][^\"”“»」』]*[\"”“»」』]")


def sought_by(question: str) -> Sought | None:
    """What a question asks for by its form; None where it asks for something else. What it quotes, others ask."""
    words = _QUOTED.sub(" ", spoken_question(question))
    return next((kind for kind, pattern in _ASKED if pattern.search(words)), None)


def holds(text: str, kind: Sought) -> bool:
    """Whether a passage has one of that kind, or, of quantities and names, says that none is given."""
    words = spoken(text)
    not_given = kind not in THINGS_HELD and _NOT_GIVEN.search(words) is not None
    return not_given or _HELD[kind].search(words) is not None


def lacks_sought(question: str, passages: Iterable[str], *, tried: bool = True) -> bool:
    """Whether a question asks for something by its form that none of these passages has.

    `tried` False: nobody wrote questions for their text, so that its manner of speaking was never tried. There any
    number may be the quantity ("ten days before"), and any word the name ("we log visits in Tulip").
    """
    kind = sought_by(question)
    if kind is None or (not tried and kind not in QUANTITIES):
        return False
    return not any(holds(text, kind) or (not tried and _may_hold(text, kind)) for text in passages)


def _may_hold(text: str, kind: Sought) -> bool:
    words = spoken(text)
    return _NUMBER.search(words) is not None and (kind is not Sought.COST or _PRICED.search(words) is not None)
