"""The question classifier as bytes: all of it comes back, and what is none says so."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from kb.classifier import Classifier, Network
from kb.errors import StoreError
from kb.store.classifier_blob import classifier_from_blob, classifier_to_blob

pytestmark = pytest.mark.unit


def made(networks: int) -> Classifier:
    random = np.random.default_rng(3)
    shapes = ((4, 2), (4,), (3, 4), (3,))
    parts = [[random.normal(size=shape).astype(np.float32) for shape in shapes] for _ in range(networks)]
    return Classifier((("방문", "준비"), ("visit", "steps"), None), tuple(Network(*arrays) for arrays in parts))


@pytest.mark.parametrize("networks", [1, 2, 12])
def test_what_was_written_is_read(networks: int) -> None:
    classifier = made(networks)
    read = classifier_from_blob(classifier_to_blob(classifier))
    assert read.classes == classifier.classes
    assert len(read.networks) == networks
    for mine, theirs in zip(read.networks, classifier.networks, strict=True):
        for part in fields(Network):
            found = getattr(mine, part.name)
            assert found.dtype == np.float32
            assert np.array_equal(found, getattr(theirs, part.name))


@pytest.mark.parametrize("damage", ["cut", "empty", "other"])
def test_what_is_none_is_a_store_error(damage: str) -> None:
    blob = classifier_to_blob(made(1))
    with pytest.raises(StoreError, match="question classifier"):
        classifier_from_blob({"cut": blob[:200], "empty": b"", "other": b"PK no archive"}[damage])
