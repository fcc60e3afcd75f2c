"""The question classifier as bytes and back: its arrays as numpy writes them, its classes as JSON among them."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import BadZipFile

import numpy as np

from kb.classifier import Classifier, Network
from kb.errors import StoreError

_PARTS = ("inner", "inner_shift", "outer", "outer_shift")
_CLASSES = "classes"


def classifier_to_blob(classifier: Classifier) -> bytes:
    """float32, little endian, uncompressed: weights hardly shrink."""
    said = json.dumps(classifier.classes, ensure_ascii=False).encode()
    arrays = {
        f"{part} {number}": np.ascontiguousarray(getattr(network, part), dtype="<f4")
        for number, network in enumerate(classifier.networks)
        for part in _PARTS
    }
    written = BytesIO()
    np.savez(written, allow_pickle=False, **{_CLASSES: np.frombuffer(said, np.uint8)}, **arrays)
    return written.getvalue()


def classifier_from_blob(blob: bytes) -> Classifier:
    """What classifier_to_blob wrote; raises StoreError for anything else."""
    try:
        with np.load(BytesIO(blob), allow_pickle=False) as read:
            classes = json.loads(read[_CLASSES].tobytes())
            count = (len(read.files) - 1) // len(_PARTS)
            networks = tuple(Network(*(read[f"{part} {number}"] for part in _PARTS)) for number in range(count))
    except (BadZipFile, EOFError, KeyError, ValueError, OSError) as error:
        raise StoreError(f"The question classifier of the library is damaged: {error}.") from error
    return Classifier(tuple(None if name is None else (name[0], name[1]) for name in classes), networks)
