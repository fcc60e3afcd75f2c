"""Which decoys a text answers: a decoy counts only while nothing that the asker may read answers it.

The shipped decoys were written beside the shipped texts, so those never retire one. Every other text is compared with
every decoy, in all languages, whenever a generation is built; when the text goes, its decoys count again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kb.store.records import Catalog
from kb.store.vectors import Lane, LaneKind, LaneVectors, Matrix

# The texts whose decoys were written with them.
SHIPPED = "project"

# A text answers a decoy where a passage of it is this near, or nearly so and far nearer than any other text is. With
# each of the fourteen works standing for a new text in turn: of the decoys (which none answers) .15 to .25 % would go
# within a language and at most .1 % across; of the questions that the work answers, 31 to 40 % and 5 to 14 % are seen.
NEAR = 0.42
NEARER = 0.35
LEAD = 0.1

# Decoys this near to one that goes are on its topic, and go too if that text is nearer to them than any other.
SAME_TOPIC = 0.6
TOUCHES = 0.25

Flags = NDArray[np.bool_]


def answered_decoys(catalog: Catalog, lanes: Mapping[Lane, LaneVectors]) -> tuple[tuple[str, str], ...]:
    """(decoy, document) for each decoy that a text answers, in order; `lanes` hold centred vectors."""
    added = {info.id for info in catalog.documents() if info.made_by != SHIPPED}
    decoys = [(name, row) for lane, vectors in sorted(lanes.items()) if lane.kind is LaneKind.DECOY
              for name, row in zip(vectors.ids, vectors.matrix, strict=True)]  # fmt: skip
    if not added or not decoys:
        return ()
    matrix = np.stack([row for _, row in decoys])
    nearness = _nearness(catalog, lanes, matrix)
    names = sorted(nearness)
    found = []
    for document in names:
        if document in added:
            others = [nearness[name] for name in names if name != document]
            beside = np.max(others, axis=0) if others else np.full(len(decoys), -1.0)
            gone = _gone(nearness[document], beside, matrix)
            found += [(decoys[row][0], document) for row in np.flatnonzero(gone)]
    return tuple(sorted(found))


def _nearness(catalog: Catalog, lanes: Mapping[Lane, LaneVectors], decoys: Matrix) -> dict[str, NDArray[np.float32]]:
    """By document: how near its nearest passage is to each decoy, shape (decoys,)."""
    document_of = {slot.id: slot.document for slot in catalog.passage_slots()}
    rows: dict[str, list[NDArray[np.float32]]] = defaultdict(list)
    for lane, vectors in lanes.items():
        if lane.kind is LaneKind.PASSAGE:
            for name, row in zip(vectors.ids, vectors.matrix, strict=True):
                # One may have been removed since the lanes were read.
                if name in document_of:
                    rows[document_of[name]].append(row)
    return {document: (decoys @ np.stack(members).T).max(axis=1) for document, members in rows.items()}


def _gone(own: NDArray[np.float32], beside: NDArray[np.float32], decoys: Matrix) -> Flags:
    answered: Flags = (own >= NEAR) | ((own >= NEARER) & (own - beside >= LEAD))
    if answered.any():
        topic = (decoys @ decoys[answered].T).max(axis=1) >= SAME_TOPIC
        answered |= topic & (own > beside) & (own >= TOUCHES)
    return answered
