"""The arithmetic of scores: pure functions, used by retrieval and wherever an index is built or judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# The weights of lanes and asked-as questions: right section first / among three on the golden questions' development
# half (128, four languages) and on 2,588 draft questions of the trial that are no near copies of ours (en and ko), with
# the adapter; "lexical" was BM25 over its own maximum then:
#   other lanes .15, lexical .3, asked .65: .797 / .946 and .777 / .912;  .25, .3, .65: .828 / .953 and .776 / .914
#   .25, .5, .65: .836 / .953 and .782 / .919;  .25, .3, .5: .805 / .961 and .773 / .904
#   .25, .3, .8: .836 / .961 and .781 / .917;  .4, .5, .8: .844 / .946 and .786 / .921
# One's own language decides, each other one votes with this weight.
OTHER_LANE_WEIGHT = 0.4

# What words count beside the cosines: BM25 over the best that any passage reached (relative_words below). The words of
# a passage's asked-as questions stand with its own. On 3,600 questions that were written later, asked before they were
# taken in (four languages), 128 golden ones (development half) and 2,588 drafts, right section first / among three:
#   BM25 over its own maximum, weight .5 (as before): .728 / .884, .844 / .953, .786 / .920;  1.0: .747 / .894,
#   .828 / .961, .796 / .924;  over the best reached, weight .3: .756 / .900, .867 / .977, .796 / .926;
#   the same, where that best is at least .15 of the maximum: .759 / .902, .867 / .969, .798 / .924
LEXICAL_WEIGHT = 0.3
LEAST_BEST = 0.15

# How much of a lane's score the best asked-as question is; the passage itself is the rest.
ASKED_WEIGHT = 0.8

# What the logarithm of a section's share by the question classifier (kb.classifier) counts beside a group's margin. On
# 2,000 asked-as questions and 598 decoys that neither index nor learning had seen, right section first / among three:
# .743 / .883 without, .778 / .905 at .015, .784 / .910 at .02, .787 / .913 at .025, .786 / .916 at .03. Of the 272
# golden questions of the development half: .879 without, .890 to .908 at .02 (four times learned), complete .857 and
# .871 to .879; more of it puts more sections first and completes fewer answers (.864 to .875 at .03).
CLASSIFIED_WEIGHT = 0.02

# From here on (e to the -10) one section is as unlikely as another.
LEAST_VOTE = -10.0

# What the decoys' vote counts in the lead, and the vote that changes nothing. With the same questions and decoys, where
# the lead begins at .035: of the far and of the near ones are refused, and questions lost, .879, .687 and .040 without;
# .915, .753 and .036 at .02; .926, .782 and .040 at .03; .933, .791 and .043 at .04.
DOUBT_WEIGHT = 0.03
NEUTRAL_VOTE = -1.0

# How much the nearest weigh in a level: at 15 a neighbour that is .1 nearer counts 4.5 times. With asked-as questions
# and decoys of the fourteen works asking in turn, themselves left out, the area under the curve is .972 zh, .979 ko,
# .974 bg, .983 en (it was .986 to .989 before questions were told as situations: those are harder, for all measures);
# as good as the mean of the best ten, and unlike with that mean, one near copy of a decoy is enough.
SHARPNESS = 15.0
NEIGHBOURS = 24

# The level where there is nothing to be near to: no likeness at all.
NOTHING = -1.0

# Ranks that stand for "not about this" when lanes of different languages are compared (embedding.md, 5d).
MARGIN_RANKS = slice(5, 50)


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much in a search, each above; others than these are for whoever measures them."""

    asked: float = ASKED_WEIGHT
    lexical: float = LEXICAL_WEIGHT
    other_lane: float = OTHER_LANE_WEIGHT
    classified: float = CLASSIFIED_WEIGHT


DEFAULT_WEIGHTS = Weights()


def centred(vectors: Floats, mean: Floats) -> Floats:
    """Remove a language's mean from vectors, shape (…, dimension), and give them unit length again.

    A vector equal to the mean stays zero instead of becoming undefined.
    """
    moved = vectors - mean
    norms = np.linalg.norm(moved, axis=-1, keepdims=True)
    result: Floats = (moved / np.where(norms == 0.0, 1.0, norms)).astype(np.float32)
    return result


def adapted(vectors: Floats, adapter: Floats | None) -> Floats:
    """Questions' centred vectors, shape (…, dimension), brought to where their answers lie by a query adapter.

    q' = normalise(W q) (design-evidence.md); without one they stay as they are.
    """
    if adapter is None:
        return vectors
    moved = vectors @ adapter.T
    norms = np.linalg.norm(moved, axis=-1, keepdims=True)
    result: Floats = (moved / np.where(norms == 0.0, 1.0, norms)).astype(np.float32)
    return result


def level(cosines: Sequence[float] | NDArray[np.float64]) -> float:
    """How near the nearest are: the soft maximum of up to NEIGHBOURS cosines; -1 (no likeness) of none."""
    best = np.sort(np.asarray(cosines, dtype=np.float64))[::-1][:NEIGHBOURS]
    if best.size == 0:
        return NOTHING
    return float(np.log(np.exp(SHARPNESS * best).mean()) / SHARPNESS)


def vote(share: float) -> float:
    """What a share by the question classifier (0 to 1) says: its logarithm, from LEAST_VOTE to 0."""
    return max(log(share), LEAST_VOTE) if share > 0.0 else LEAST_VOTE


def certainty(decoys: float) -> float:
    """What the decoys' vote adds to the lead: nothing at NEUTRAL_VOTE, the more the lower it is."""
    return DOUBT_WEIGHT * (NEUTRAL_VOTE - decoys)


def lane_scores(
    dense: Mapping[str, float],
    asked: Mapping[str, float],
    lexical: Mapping[str, float],
    weights: Weights = DEFAULT_WEIGHTS,
) -> dict[str, float]:
    """One score a passage in one lane, from the cosines and BM25 shares (0 to 1) of those that were found.

    Where a passage was not among the nearest of a search, its cosine there is at most that of the last one
    found: that one is taken, so that lists of different length stay comparable.
    """
    dense_floor = min(dense.values(), default=0.0)
    asked_floor = min(asked.values(), default=dense_floor)
    found = dense.keys() | asked.keys() | lexical.keys()
    words = relative_words(lexical)
    return {
        key: (1 - weights.asked) * dense.get(key, dense_floor)
        + weights.asked * asked.get(key, asked_floor)
        + weights.lexical * words.get(key, 0.0)
        for key in found
    }


def relative_words(lexical: Mapping[str, float]) -> dict[str, float]:
    """BM25 shares (0 to 1) over the best of them, which counts as at least LEAST_BEST.

    Told as a story, a question has many words that no text has: over its own maximum BM25 then says next to nothing of
    any passage, though it tells them apart as well as ever. Where even the best has hardly a word of it, so it stays.
    """
    best = max(lexical.values(), default=0.0)
    return {key: share / max(best, LEAST_BEST) for key, share in lexical.items()}


def margins(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores above what the lane gives to passages that are not about the question.

    Cosines of different language pairs lie on different levels; their margins can be compared.
    """
    ordered = sorted(scores.values(), reverse=True)
    beside = ordered[MARGIN_RANKS] or ordered[-1:]
    level = sum(beside) / len(beside) if beside else 0.0
    return {key: score - level for key, score in scores.items()}
