"""Is there enough to answer? Asked-as questions against decoys, by raw scores, never by the fused one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kb.evidence.dishonest import is_dishonest
from kb.types import RefusalReason, Search


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where answering begins.

    `lead`: how much nearer the asked-as questions must be than the decoys (kb.scoring.level of each).
    `nearness`: how near the asked-as questions must be at all, so that a library without decoys refuses too.
    `wish`: the lead that a question with the form of a dishonest wish needs (kb.evidence.dishonest).
    """

    lead: float
    nearness: float
    wish: float = 0.0


# Of the golden questions' development half (272 that the texts answer, 144 that they don't, four languages), and of 200
# on the ordinary curriculum that the texts do not hold, by somebody who had not seen the decoys, lie below: .02 .018,
# .611 and .795; .025 .018, .618 and .800; .03 .026, .639 and .810; .035 .037, .646 and .820. .03 is the most
# of the answerable that may be lost. (What a question asks for by its form refuses more of the others:
# kb.evidence.sought.) Of 2,000 asked-as questions whose own slot was kept from the index .030 lie below .025 by the
# distance alone; before there were decoys of the curriculum .033 lay below .035.
# `nearness` decides only where a library has no decoys.
# `wish`: six of 22,500 asked-as questions have that form; of 15 such wishes that readers wrote 14 lead by less.
DEFAULT_THRESHOLDS = Thresholds(lead=0.025, nearness=0.2, wish=0.15)

# A word: two letters or digits somewhere. "?", "…" and emoji alone ask nothing; "库" (one Han character) may.
_LETTERS = frozenset({"L", "N"})


def is_question(text: str) -> bool:
    """Whether there is anything to look up: a letter of a script without cases, or two letters or digits."""
    letters = [char for char in text if unicodedata.category(char)[0] in _LETTERS]
    return len(letters) >= 2 or any(unicodedata.category(char) == "Lo" for char in letters)


def judge(search: Search, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> RefusalReason | None:
    """None where the evidence is enough; otherwise why not."""
    if not search.hits:
        return RefusalReason.NO_EVIDENCE
    near = search.asked_level >= thresholds.nearness
    ahead = search.lead >= thresholds.lead
    # By the distance alone: the classifier knows what is asked about, not whether it is honest.
    honest = search.distance >= thresholds.wish or not is_dishonest(search.text)
    return None if near and ahead and honest else RefusalReason.NO_EVIDENCE
