"""haystack 2: pipelines over its in-memory store. `python -m eval.peers.workers.haystack words|markdown MODEL FOLDER`.

`words`: DocumentSplitter with its defaults (200 words), embedding retrieval. `markdown`: MarkdownHeaderSplitter and
hybrid retrieval, BM25 beside it and both joined by reciprocal ranks, as in its tutorial on hybrid retrieval (whose
re-ranker for English is left out).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from eval.peers.workers.serving import Chunk, Locator, Text, serve

if TYPE_CHECKING:
    from haystack import Pipeline


class Haystack:
    """An eval.peers.workers.serving.Engine."""

    def __init__(self, way: str, model: str, folder: str) -> None:
        self._markdown, self._model = way == "markdown", model
        self._removed: list[Any] = []

    def load(self) -> None:
        """Embedders of questions and of documents; e5's prefixes as its card says."""
        from haystack.components.embedders import SentenceTransformersDocumentEmbedder, SentenceTransformersTextEmbedder

        self._text = SentenceTransformersTextEmbedder(model=self._model, prefix="query: ", progress_bar=False)
        self._documents = SentenceTransformersDocumentEmbedder(
            model=self._model, prefix="passage: ", progress_bar=False
        )
        self._text.warm_up()
        self._documents.warm_up()

    def build(self, documents: list[Text]) -> int:
        """An indexing pipeline, then a pipeline for questions."""
        from haystack import Document, Pipeline
        from haystack.components.preprocessors import DocumentSplitter, MarkdownHeaderSplitter
        from haystack.components.writers import DocumentWriter
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._store = InMemoryDocumentStore()
        indexing = Pipeline()
        indexing.add_component("splitter", MarkdownHeaderSplitter() if self._markdown else DocumentSplitter())
        indexing.add_component("embedder", self._documents)
        indexing.add_component("writer", DocumentWriter(self._store))
        indexing.connect("splitter", "embedder")
        indexing.connect("embedder", "writer")
        read = [Document(content=one.text, meta={"document": one.id, "language": one.language}) for one in documents]
        indexing.run({"splitter": {"documents": read}})
        texts = {one.id: one.text for one in documents}
        # Found once, so that no question is timed with it.
        self._chunks = {
            one.id: Chunk(one.meta["document"], *Locator(texts[one.meta["document"]]).span(one.content))
            for one in self._store.filter_documents()
        }
        self._pipeline = self._asking()
        return len(self._chunks)

    def ask(self, question: str, count: int) -> list[Chunk]:
        """One run of the pipeline."""
        inputs: dict[str, dict[str, Any]] = {"embedder": {"text": question}, "dense": {"top_k": count}}
        if self._markdown:
            inputs |= {"words": {"query": question, "top_k": count}, "joiner": {"top_k": count}}
        found = self._pipeline.run(inputs)["joiner" if self._markdown else "dense"]["documents"]
        return [self._chunks[one.id] for one in found]

    def embed(self, question: str) -> None:
        """The embedding alone."""
        self._text.run(text=question)

    def leave_out(self, language: str | None) -> None:
        """The store's own delete and write, vectors and all."""
        self._store.write_documents(self._removed)
        self._removed = []
        if language is not None:
            only = {"field": "meta.language", "operator": "==", "value": language}
            self._removed = self._store.filter_documents(only)
            self._store.delete_documents([one.id for one in self._removed])

    def _asking(self) -> Pipeline:
        from haystack import Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers import InMemoryBM25Retriever, InMemoryEmbeddingRetriever

        pipeline = Pipeline()
        pipeline.add_component("embedder", self._text)
        pipeline.add_component("dense", InMemoryEmbeddingRetriever(self._store))
        pipeline.connect("embedder.embedding", "dense.query_embedding")
        if self._markdown:
            pipeline.add_component("words", InMemoryBM25Retriever(self._store))
            pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
            pipeline.connect("dense", "joiner")
            pipeline.connect("words", "joiner")
        return pipeline


if __name__ == "__main__":
    serve(Haystack(*sys.argv[1:]))
