"""The metrics, by the field's definitions: rankings by trec_eval (through ir_measures), intervals by bootstrap (scipy).

ir_measures was chosen for its names of measures and because it hands each to trec_eval's own C code, 1.7 MB in all;
ranx compiles its own with numba (some 150 MB), pytrec_eval alone has no interface of its own to cut-offs of RR.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence

from eval.types import Figure, Ranking

DEPTHS = (1, 3, 5, 10)
RESAMPLES = 1_000
CONFIDENCE = 0.95
SEED = 20_240


def rankings(relevant: Mapping[str, Sequence[str]], ranked: Mapping[str, Sequence[str]]) -> dict[str, Ranking]:
    """By id: how well `ranked` (best first, each once) holds `relevant`; an empty or missing ranking scores 0."""
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    recalls = {depth: R @ depth for depth in DEPTHS}
    first, three, reciprocal, gain = Success @ 1, Success @ 3, RR @ 10, nDCG @ 10
    qrels = {query: dict.fromkeys(references, 1) for query, references in relevant.items()}
    # trec_eval sorts by score and looks at nothing else: ranks as falling scores leave it no ties to break.
    run = {
        query: {reference: float(-rank) for rank, reference in enumerate(references)}
        for query, references in ranked.items()
        if query in qrels and references
    }
    measures = [first, three, reciprocal, gain, *recalls.values()]
    values = {(metric.query_id, metric.measure): metric.value for metric in ir_measures.iter_calc(measures, qrels, run)}
    return {
        query: Ranking(
            first=values.get((query, first), 0.0),
            among_three=values.get((query, three), 0.0),
            recall={depth: values.get((query, measure), 0.0) for depth, measure in recalls.items()},
            reciprocal_rank=values.get((query, reciprocal), 0.0),
            ndcg=values.get((query, gain), 0.0),
        )
        for query in qrels
    }


def mean(values: Sequence[float]) -> Figure | None:
    """The mean with its interval; None of nothing."""
    if not values:
        return None
    low, high = interval(values)
    return Figure(math.fsum(values) / len(values), len(values), low, high)


def median(values: Sequence[float]) -> Figure | None:
    """The median with its interval; None of nothing."""
    import numpy as np

    if not values:
        return None
    low, high = interval(values, median=True)
    return Figure(float(np.median(values)), len(values), low, high)


def interval(values: Sequence[float], *, median: bool = False) -> tuple[float | None, float | None]:
    """The percentile bootstrap's 95 % interval of the mean (or median), always the same for the same values."""
    import numpy as np
    from scipy.stats import bootstrap

    if len(values) < 2:
        return None, None
    with warnings.catch_warnings():
        # Equal values have no spread to speak of; their interval is the value itself, which is what comes out.
        warnings.filterwarnings("ignore", category=RuntimeWarning)
        found = bootstrap(
            (np.asarray(values, dtype=np.float64),),
            np.median if median else np.mean,
            n_resamples=RESAMPLES,
            confidence_level=CONFIDENCE,
            method="percentile",
            rng=np.random.default_rng(SEED),
        ).confidence_interval
    return float(found.low), float(found.high)


def pairs_in_order(expected: Sequence[str], found: Sequence[str]) -> float | None:
    """Of the pairs of `expected` that are both in `found`, the share that comes in the same order; None of no pair."""
    place = {reference: index for index, reference in reversed(list(enumerate(found)))}
    present = [place[reference] for reference in expected if reference in place]
    pairs = [(one, other) for index, one in enumerate(present) for other in present[index + 1 :]]
    return sum(one < other for one, other in pairs) / len(pairs) if pairs else None


def area(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """How often a positive lies above a negative (the area under the curve), ties half; None where one kind lacks."""
    import numpy as np

    if not positive or not negative:
        return None
    lead = np.asarray(positive, dtype=np.float64)[:, None] - np.asarray(negative, dtype=np.float64)
    return float(((lead > 0) + 0.5 * (lead == 0)).mean())
