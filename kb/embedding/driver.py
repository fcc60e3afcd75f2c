"""What an embedding is driven by: the seam between our own methods and whoever computes the vectors."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.embedding.folder import Prompts
from kb.errors import EmbeddingError

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


class TextKind(StrEnum):
    """What a text is to the model: something asked, or something to be found."""

    QUESTION = "question"
    PASSAGE = "passage"


class Driver(Protocol):
    """A model. `concurrent` says whether several threads may encode at once."""

    @property
    def name(self) -> str:
        """`model@hash`, the hash over weights and configuration; known without loading the model."""
        ...

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        ...

    @property
    def prompts(self) -> Prompts:
        """What it puts before texts."""
        ...

    @property
    def concurrent(self) -> bool:
        """Whether several threads may encode at once."""
        ...

    def load(self) -> None:
        """Load it now rather than with the first text; raises EmbeddingError."""
        ...

    def encode(self, texts: list[str], kind: TextKind, threads: int) -> Matrix:
        """Vectors of cleaned texts, shape (len(texts), dimension), of any length; raises EmbeddingError."""
        ...


def unit(vectors: NDArray[np.floating], dimension: int) -> Matrix:
    """The rows at length one, float32; raises EmbeddingError where they aren't finite or not of `dimension`.

    A row of zeros (of a model of word vectors that knows none of a text's words) becomes the even vector:
    every text has a place in an index and none of them breaks it.
    """
    rows = np.ascontiguousarray(vectors, dtype=np.float32).reshape(-1, vectors.shape[-1])
    if rows.shape[1] != dimension or not np.isfinite(rows).all():
        raise EmbeddingError(
            f"The model gave vectors that can't be used (dimension {rows.shape[1]}, expected {dimension}); "
            "check FIELDCOACH_MODEL, or set it to `bundled`"
        )
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    even = np.float32(dimension**-0.5)
    return np.where(lengths > 0, rows / np.where(lengths > 0, lengths, 1), even).astype(np.float32)
