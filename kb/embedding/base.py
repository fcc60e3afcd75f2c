"""The embedding as the rest of the house knows it: numpy on our own path, llama-index at the seam."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import lru_cache

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from kb.embedding.bulk import Progress, encode_all
from kb.embedding.cleaning import clean
from kb.embedding.driver import Driver, Matrix, TextKind, Vector
from kb.embedding.folder import Prompts
from kb.embedding.gate import Gate
from kb.embedding.processor import available_cores
from kb.fingerprint import Fingerprint

# 1.5 MB at 384 dimensions. People repeat themselves and each other; follow-ups ask the same text again.
_REMEMBERED = 1_024
# llama-index's own batches are cut before ours are sorted by length: let them be large.
_LLAMA_BATCH = 512


class Embedding(BaseEmbedding):
    """Texts to unit vectors. Every text is cleaned (kb.embedding.cleaning) before a model sees it.

    Safe to use from several threads; `threads` are used for one question, all cores for many texts.
    """

    _driver: Driver = PrivateAttr()
    _threads: int = PrivateAttr()
    _gate: Gate = PrivateAttr()
    _remembered: Callable[[str], Vector] = PrivateAttr()

    def __init__(self, driver: Driver, threads: int = 1) -> None:
        super().__init__(model_name=driver.name, embed_batch_size=_LLAMA_BATCH)
        self._driver = driver
        self._threads = threads
        # One place more than cores can serve: while a thread wakes up another has its turn.
        self._gate = Gate(available_cores() // threads + 1)
        self._remembered = lru_cache(_REMEMBERED)(self._encode_question)

    @classmethod
    def class_name(cls) -> str:
        """The name that llama-index records."""
        return "FieldcoachEmbedding"

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._driver.dimension

    @property
    def fingerprint_name(self) -> str:
        """`model@hash`: equal where weights and configuration are."""
        return self._driver.name

    @property
    def prompts(self) -> Prompts:
        """What is put before questions and passages."""
        return self._driver.prompts

    def fingerprint(self, cutting: int, tokens: int) -> Fingerprint:
        """The fingerprint of an index over this embedding, with the versions of the other rules."""
        prompts = self.prompts
        return Fingerprint(self.fingerprint_name, self.dimension, prompts.question, prompts.passage, cutting, tokens)

    def warm_up(self) -> None:
        """Load the model now rather than with the first question; raises EmbeddingError."""
        self._driver.load()

    def embed_question(self, text: str) -> Vector:
        """The unit vector of a question, shape (dimension,), read-only; raises EmbeddingError."""
        return self._remembered(clean(text))

    def embed_questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Unit vectors of questions, asked-as questions and decoys too, shape (len(texts), dimension)."""
        return encode_all(self._driver, [clean(text) for text in texts], TextKind.QUESTION, progress)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Unit vectors of passages' embedded texts, shape (len(texts), dimension); raises EmbeddingError."""
        return encode_all(self._driver, [clean(text) for text in texts], TextKind.PASSAGE, progress)

    def _encode_question(self, text: str) -> Vector:
        with self._gate:
            vector: Vector = self._driver.encode([text], TextKind.QUESTION, self._threads)[0]
        vector.setflags(write=False)
        return vector

    def _get_query_embedding(self, query: str) -> list[float]:
        return list(map(float, self.embed_question(query)))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self.embed_passages(texts)]

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)
