"""Drives the bundled module or any other sentence-transformers model, imported with the first text.

The one door to sentence-transformers and torch: their errors leave it as EmbeddingError.
"""

from __future__ import annotations

import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kb.embedding.base import Embedding
from kb.embedding.driver import Matrix, TextKind, unit
from kb.embedding.folder import Prompts, choose_prompts, folder_digest
from kb.embedding.gate import Gate
from kb.embedding.processor import offline_environment, thread_environment
from kb.embedding.weights import find_weights, read_shape, weights_digest
from kb.errors import EmbeddingError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = "bundled"
# Twelve digits of the hash: 48 bits tell any two models apart that ever meet on one machine.
_DIGITS = 12
# What torch, transformers and the rest raise on damaged or unfit models; those by name live in modules that
# are not to be imported here.
_THEIRS = (OSError, RuntimeError, ValueError, TypeError, LookupError, AttributeError, EOFError)
_THEIRS_BY_NAME = frozenset({"SafetensorError", "UnpicklingError"})


def open_embedding(
    model: str = BUNDLED,
    query_prompt: str | None = None,
    passage_prompt: str | None = None,
    threads: int = 1,
) -> Embedding:
    """The embedding that the settings name, not yet loaded; raises EmbeddingError if there is none such."""
    if model == BUNDLED:
        return Embedding(BundledModel(query_prompt, passage_prompt), threads)
    return Embedding(FolderModel(Path(model), query_prompt, passage_prompt), threads)


class _Model(ABC):
    """A SentenceTransformer that is made when first needed, by one thread while the others wait."""

    def __init__(self, prompts: Prompts, *, concurrent: bool) -> None:
        self.prompts = prompts
        self.concurrent = concurrent
        self._loading = threading.Lock()
        self._model: SentenceTransformer | None = None

    @property
    @abstractmethod
    def name(self) -> str:
        """`model@hash`."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """The length of its vectors."""

    def load(self) -> None:
        """Load the model unless that is done."""
        self._loaded()

    def encode(self, texts: list[str], kind: TextKind, threads: int) -> Matrix:
        """Unit vectors, shape (len(texts), dimension)."""
        model = self._loaded()
        _use_threads(threads)
        question = kind is TextKind.QUESTION
        encode = model.encode_query if question else model.encode_document
        prompt = self.prompts.question if question else self.prompts.passage
        with _Door("can't embed a text"):
            vectors = encode(texts, prompt=prompt, batch_size=len(texts), show_progress_bar=False)
        return unit(vectors, self.dimension)

    @abstractmethod
    def _make(self) -> SentenceTransformer: ...

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            with self._loading:
                if self._model is None:
                    self._model = self._make()
        return self._model


class BundledModel(_Model):
    """The bundled multilingual-e5-small; its forward pass changes nothing, so that threads need no lock."""

    def __init__(self, query_prompt: str | None = None, passage_prompt: str | None = None) -> None:
        question = "query: " if query_prompt is None else query_prompt
        passage = "passage: " if passage_prompt is None else passage_prompt
        super().__init__(Prompts(question, passage), concurrent=True)
        self._path = find_weights()

    @cached_property
    def name(self) -> str:
        """The same whether its layers run in float32 or bfloat16: the cosine between the two is .9999."""
        return f"multilingual-e5-small@{weights_digest(self._path)[:_DIGITS]}"

    @cached_property
    def dimension(self) -> int:
        """The length of its vectors, from the head of the file."""
        return read_shape(self._path).hidden

    def _make(self) -> SentenceTransformer:
        library = _sentence_transformers()
        with _Door("can't load the bundled model"):
            from kb.embedding.bundled import BundledEncoder

            return library(modules=[BundledEncoder(path=self._path)], device="cpu", local_files_only=True)


class FolderModel(_Model):
    """Any sentence-transformers model in a folder.

    One thread at a time, in their order: nothing is known of its modules, and Hugging Face's tokenizers fail
    when a call changes their settings while another uses them.
    """

    def __init__(self, folder: Path, query_prompt: str | None = None, passage_prompt: str | None = None) -> None:
        if not folder.is_dir():
            raise EmbeddingError(
                f"FIELDCOACH_MODEL names no folder: {folder}. Download the model (for example with "
                "`hf download NAME --local-dir FOLDER`) and give its folder, or set it to `bundled`"
            )
        super().__init__(choose_prompts(folder, query_prompt, passage_prompt), concurrent=False)
        self._folder = folder
        self._turn = Gate(1)

    @cached_property
    def name(self) -> str:
        """The folder's name and the hash of all that is in it."""
        return f"{self._folder.resolve().name}@{folder_digest(self._folder)[:_DIGITS]}"

    @cached_property
    def dimension(self) -> int:
        """The length of its vectors; loads the model."""
        found = self._loaded().get_embedding_dimension()
        if found is None:
            raise EmbeddingError(f"The model in {self._folder} doesn't tell the length of its vectors")
        return found

    def encode(self, texts: list[str], kind: TextKind, threads: int) -> Matrix:
        """Unit vectors, shape (len(texts), dimension); texts beyond the model's own limit are cut by it."""
        with self._turn:
            return super().encode(texts, kind, threads)

    def _make(self) -> SentenceTransformer:
        library = _sentence_transformers()
        with _Door(f"can't load the model in {self._folder}"):
            return library(str(self._folder), local_files_only=True, trust_remote_code=False)


def _sentence_transformers() -> Callable[..., SentenceTransformer]:
    """The class, imported with the network shut and, unless the launcher chose, threads that don't spin."""
    os.environ.update(offline_environment())
    for name, value in thread_environment().items():
        os.environ.setdefault(name, value)
    with _Door("can't import sentence-transformers"):
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer


def _use_threads(threads: int) -> None:
    """Let torch use so many threads for what the calling thread does; for others nothing changes.

    Under OpenMP the number belongs to the thread that sets it (and to threads that begin later), which is why
    every call looks; to set it costs 0.2 ms, to look nothing.
    """
    import torch

    if torch.get_num_threads() != threads:
        torch.set_num_threads(threads)


class _Door:
    """A context manager: their errors become ours, saying what was tried and what to do."""

    def __init__(self, tried: str) -> None:
        self._tried = tried

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or kind is None:
            return
        if issubclass(kind, ImportError):
            raise EmbeddingError(f"The embedding {self._tried}: {error}; install again: `make up`") from error
        # `tokenizers` raises Exception itself, and nothing but that is meant.
        if kind is Exception or issubclass(kind, _THEIRS) or kind.__name__ in _THEIRS_BY_NAME:
            advice = "check FIELDCOACH_MODEL, or set it to `bundled`"
            raise EmbeddingError(f"The embedding {self._tried}: {error}; {advice}") from error
