"""Stand-ins whose results can be computed by hand."""

from __future__ import annotations

import numpy as np

from kb.embedding.base import Embedding
from kb.embedding.driver import Matrix, TextKind, unit
from kb.embedding.folder import Prompts


class HashDriver:
    """Counts characters: each one but white space adds 1 at the place `ord(character) % dimension`.

    With four dimensions "ab" is (0, 1, 1, 0) / √2, since ord("a") is 97 and ord("b") 98. A question and a
    passage of the same text have the same vector; texts that share characters are alike; one without any is
    even. What was embedded is kept in `questions` and `passages`, in the order in which it came.
    """

    concurrent = False
    prompts = Prompts("", "")

    def __init__(self, dimension: int = 16) -> None:
        self.dimension = dimension
        self.name = f"hash-{dimension}@000000000000"
        self.questions: list[str] = []
        self.passages: list[str] = []

    def load(self) -> None:
        """There is nothing to load."""

    def encode(self, texts: list[str], kind: TextKind, threads: int) -> Matrix:
        """Unit vectors, shape (len(texts), dimension)."""
        (self.questions if kind is TextKind.QUESTION else self.passages).extend(texts)
        counts = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for character in "".join(text.split()):
                counts[row, ord(character) % self.dimension] += 1
        return unit(counts, self.dimension)


class HashEmbedder(Embedding):
    """An embedding over the HashDriver; `embedded` counts the texts that were encoded, not remembered."""

    def __init__(self, dimension: int = 16) -> None:
        super().__init__(HashDriver(dimension))

    @property
    def driver(self) -> HashDriver:
        """What it is driven by."""
        assert isinstance(self._driver, HashDriver)
        return self._driver

    @property
    def embedded(self) -> int:
        """How many texts were encoded so far."""
        return len(self.driver.questions) + len(self.driver.passages)
