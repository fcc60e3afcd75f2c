"""A decoy counts only while nothing answers it."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from ingest.decoy_retiring import answered_decoys
from kb.store.records import Catalog
from kb.store.vectors import Lane, LaneKind, LaneVectors
from kb.types import Language
from tests.builders import slot

pytestmark = pytest.mark.unit

EN, ZH = Language.EN, Language.ZH


def beside(cosine: float) -> list[float]:
    """A unit vector in the plane of the first two axes, so near to the first."""
    return [cosine, float(np.sqrt(1 - cosine**2)), 0.0]


DECOYS = {
    Lane(LaneKind.DECOY, EN, 15): LaneVectors(("refunds", "weather"), np.array([[1, 0, 0], [0, 0, 1]], np.float32)),
    # As near to "refunds" as two questions on one topic are.
    Lane(LaneKind.DECOY, ZH, 15): LaneVectors(("退税",), np.array([[0.6, 0, 0.8]], np.float32)),
}


def answered(passages: Mapping[str, list[float]], made_by: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    slots = [slot(document, EN, "a", 1) for document in passages]
    lane = LaneVectors(tuple(one.id for one in slots), np.array(list(passages.values()), np.float32))
    documents = [SimpleNamespace(id=f"{document}.en", made_by=made_by[document]) for document in passages]
    catalog = SimpleNamespace(documents=lambda: documents, passage_slots=lambda: slots)
    return answered_decoys(cast("Catalog", catalog), DECOYS | {Lane(LaneKind.PASSAGE, EN, 15): lane})


@pytest.mark.parametrize(
    ("own", "shipped", "gone"),
    [
        (0.43, 0.42, True),  # near enough whatever stands beside it
        (0.36, 0.20, True),  # not so near, but far nearer than the shipped text
        (0.36, 0.30, False),
        (0.34, 0.00, False),
    ],
)
def test_a_text_answers_what_it_is_near_to(own: float, shipped: float, gone: bool) -> None:
    found = answered({"guide": beside(own), "visit": beside(shipped)}, {"guide": "person", "visit": "project"})
    assert (("refunds", "guide.en") in found) is gone
    assert ("weather", "guide.en") not in found


def test_decoys_on_the_same_topic_go_along_in_every_language() -> None:
    found = answered({"guide": beside(0.9), "visit": beside(0.1)}, {"guide": "person", "visit": "project"})
    assert found == (("refunds", "guide.en"), ("退税", "guide.en"))


def test_decoys_on_the_topic_stay_where_another_text_is_as_near() -> None:
    found = answered({"guide": beside(0.43), "visit": [0.6, 0, 0.8]}, {"guide": "person", "visit": "project"})
    assert found == (("refunds", "guide.en"),)


def test_the_shipped_texts_retire_none_of_the_decoys_written_with_them() -> None:
    assert answered({"visit": beside(0.9)}, {"visit": "project"}) == ()
