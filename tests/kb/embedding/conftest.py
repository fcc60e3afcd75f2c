"""Models are loaded once for all tests: it takes seconds."""

from __future__ import annotations

import pytest

from kb.embedding.base import Embedding
from kb.embedding.sentence_transformer import open_embedding


@pytest.fixture(scope="session")
def bundled() -> Embedding:
    """The bundled model, loaded."""
    embedding = open_embedding()
    embedding.warm_up()
    return embedding
