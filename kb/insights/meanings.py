"""The vectors of refused questions, embedded once and kept beside them in the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kb.journal import Entry, Journal
from kb.store.vectors import Matrix, Vector
from kb.types import Language


@dataclass(frozen=True, slots=True)
class KeptMeanings:
    """Entries → centred unit vectors, shape (count, dimension); a question costs its embedding the first time only.

    `embed`: questions → raw unit vectors, under `fingerprint`; `centre` removes a language's mean. One at a time they
    took 25 ms each on a busy machine, which a thousand after a restart must not.
    """

    journal: Journal
    fingerprint: str
    embed: Callable[[list[str]], Matrix]
    centre: Callable[[Vector, Language], Vector]

    def __call__(self, entries: Sequence[Entry]) -> Matrix:
        """Raises StoreError, EmbeddingError."""
        known = self.journal.vectors(self.fingerprint)
        missing = {entry.id: entry.question for entry in entries if entry.id not in known}
        texts = sorted(set(missing.values()))
        if texts:
            embedded = dict(zip(texts, self.embed(texts), strict=True))
            new = {entry: embedded[question] for entry, question in missing.items()}
            self.journal.keep_vectors(self.fingerprint, new)
            known |= new
        return np.stack([self.centre(known[entry.id], entry.language) for entry in entries])
