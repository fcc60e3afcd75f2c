"""Whether an answer stands in two sections: when a comparison asks for both, or when both are found as well.

A near tie means that the search can't tell which of two sections is meant: both are shown, each under its heading,
as somebody would who names both things that "A customer" may mean.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kb.generators.answer_shape import Shape, states_premise
from kb.generators.runs import headings
from kb.text import search_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.types import Evidence, Hit, Passage

# Chosen on the 128 development questions, with the search as it was before its weights changed: no tie joined, answers
# complete .695, lines that belong .715; from .9 on .727 / .714, from .8 .766 / .719 (29 joined), from .7 .789 / .712.
TIE = 0.8

# From here on the second section is told in brief. On 272 development questions,
# complete / lines that belong: .820 / .863 with ties alone, .838 / .846 from .65 on, .845 / .814 from .55 on. Below .65
# the first section is the right one in 19 of 20 questions, above it in 13 of 20.
NEARLY = 0.65

# A question that takes something for granted may be about the passage that says otherwise, in another section.
PREMISE_TIE = 0.5

# The other side of a comparison is taken where it is found this well, as a share of the first one's score. Chosen by
# looking at the 13 development comparisons: five that want two sections reach .63 to .84, three stay at .38 to .50.
NEAR_SIDE = 0.6

# For those: the section has words of the question that the first lacks. Two of the three have 2.5 of them, the third 1.
NAMED_SIDE, NAMED_WORDS = 0.35, 2.0


def second_section(shape: Shape, evidence: Evidence, first: Sequence[Passage]) -> Sequence[Hit] | None:
    """The hits of the section that answers beside the first one; None where one section answers."""
    if shape is Shape.NEXT or evidence.hits[0].score <= 0.0 or not evidence.beside:
        return None
    if shape is not Shape.COMPARISON:
        nearest = evidence.beside[0]
        least = PREMISE_TIE if states_premise(evidence.question) else NEARLY
        return nearest if nearest[0].score >= least * evidence.hits[0].score else None
    return _other_side(evidence, first)


def is_tie(first: Sequence[Hit], second: Sequence[Hit]) -> bool:
    """Whether the search can't tell which of two sections is meant, so that both are told alike."""
    return second[0].score >= TIE * first[0].score


def _other_side(evidence: Evidence, first: Sequence[Passage]) -> Sequence[Hit] | None:
    asked = frozenset(search_tokens(evidence.question)) - _tokens(first)
    named = [asked & _tokens([hit.passage for hit in hits]) for hits in evidence.beside]
    # A word that several sections have names none of them.
    spread = Counter(token for tokens in named for token in tokens)
    for hits, tokens in zip(evidence.beside, named, strict=True):
        share = hits[0].score / evidence.hits[0].score
        weight = sum(1 / spread[token] for token in tokens)
        if share >= NEAR_SIDE or (share >= NAMED_SIDE and weight >= NAMED_WORDS):
            return hits
    return None


def _tokens(passages: Sequence[Passage]) -> frozenset[str]:
    texts = [passage.text for passage in passages]
    return frozenset(search_tokens(" ".join([headings(passages), *texts])))
