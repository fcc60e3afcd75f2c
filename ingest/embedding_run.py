"""Embeds what has no vector yet, each text once, and reports how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ingest.report import Progress
from kb.store.records import Catalog, digest
from kb.store.vectors import Matrix, Vector

# A crash or Ctrl-C loses at most this many embedded texts: a few seconds of work.
_BATCH = 256


class PassageEmbedding(Protocol):
    """What ingest needs of an embedding (kb.embedding.base.Embedding has it)."""

    def embed_passages(self, texts: list[str]) -> Matrix:
        """Raw unit vectors, shape (len(texts), dimension)."""
        ...

    def embed_questions(self, texts: list[str]) -> Matrix:
        """Raw unit vectors, shape (len(texts), dimension)."""
        ...


@dataclass(slots=True)
class EmbeddingRun:
    """One run's embedding; `embedded` counts the texts that had to be embedded."""

    catalog: Catalog
    embedding: PassageEmbedding
    fingerprint: str
    progress: Progress
    embedded: int = field(default=0)

    def vectors(self, kind: str, texts: Iterable[str], name: str) -> dict[str, Vector]:
        """Vectors by digest of those texts of a kind ("passage" or "question") that the catalogue lacks."""
        wanted = {digest(kind, text): text for text in texts}
        known = self.catalog.known_digests(self.fingerprint, wanted.keys())
        missing = {key: text for key, text in wanted.items() if key not in known}
        return self._embed(kind, missing, name, keep=False)

    def fill_in(self) -> None:
        """Embed everything stored that has no vector under this fingerprint: what a changed model asks for."""
        missing = self.catalog.missing_texts(self.fingerprint)
        for kind in ("passage", "question"):
            texts = {digest(kind, text): text for text_kind, text in missing if text_kind == kind}
            self._embed(kind, texts, "re-index", keep=True)

    def _embed(self, kind: str, texts: Mapping[str, str], name: str, *, keep: bool) -> dict[str, Vector]:
        embed: Callable[[list[str]], Matrix] = (
            self.embedding.embed_passages if kind == "passage" else self.embedding.embed_questions
        )
        # Similar lengths together: a batch is padded to its longest text.
        order = sorted(texts, key=lambda key: len(texts[key]))
        result: dict[str, Vector] = {}
        for start in range(0, len(order), _BATCH):
            keys = order[start : start + _BATCH]
            self.progress("embed", start, len(order), name)
            vectors = dict(zip(keys, embed([texts[key] for key in keys]), strict=True))
            if keep:
                self.catalog.keep_vectors(self.fingerprint, vectors)
            result.update(vectors)
            self.embedded += len(keys)
        if order:
            self.progress("embed", len(order), len(order), name)
        return result
