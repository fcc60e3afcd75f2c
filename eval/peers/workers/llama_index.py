"""llama-index: VectorStoreIndex over Chroma. `python -m eval.peers.workers.llama_index sentence|markdown MODEL FOLDER`.

`sentence`: its standard pipeline, SentenceSplitter with its defaults (1,024 tokens). `markdown`: MarkdownNodeParser
first, which its documentation has for such files.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from eval.peers.workers.serving import Chunk, Locator, Text, serve

if TYPE_CHECKING:
    from chromadb import Collection


class LlamaIndex:
    """An eval.peers.workers.serving.Engine."""

    def __init__(self, splitter: str, model: str, folder: str) -> None:
        self._splitter, self._model, self._folder = splitter, model, folder
        self._removed: dict[str, Any] | None = None

    def load(self) -> None:
        """HuggingFaceEmbedding over the same weights; e5's instructions as its card says."""
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._embedding = HuggingFaceEmbedding(
            model_name=self._model, query_instruction="query: ", text_instruction="passage: "
        )

    def build(self, documents: list[Text]) -> int:
        """Cut, embed and store in a Chroma folder."""
        import chromadb
        from llama_index.core import Document, StorageContext, VectorStoreIndex
        from llama_index.core.node_parser import MarkdownNodeParser, SentenceSplitter
        from llama_index.vector_stores.chroma import ChromaVectorStore

        collection = chromadb.PersistentClient(path=self._folder).create_collection("corpus")
        # Neither the language nor the id is to be embedded with the text: the standard reader would not know them.
        read = [
            Document(
                text=one.text,
                id_=one.id,
                metadata={"language": one.language, "document": one.id},
                excluded_embed_metadata_keys=["language", "document"],
            )
            for one in documents
        ]
        parsers = [MarkdownNodeParser()] if self._splitter == "markdown" else []
        index = VectorStoreIndex.from_documents(
            read,
            storage_context=StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection)),
            embed_model=self._embedding,
            transformations=[*parsers, SentenceSplitter()],
        )
        self._collection, self._index = collection, index
        self._chunks = _placed(collection, {one.id: one.text for one in documents})
        return len(self._chunks)

    def ask(self, question: str, count: int) -> list[Chunk]:
        """The retriever of the index."""
        found = self._index.as_retriever(similarity_top_k=count).retrieve(question)
        return [self._chunks[one.node.node_id] for one in found]

    def embed(self, question: str) -> None:
        """The embedding alone."""
        self._embedding.get_query_embedding(question)

    def leave_out(self, language: str | None) -> None:
        """Chroma's own delete and add, vectors and all."""
        if self._removed is not None:
            self._collection.add(**self._removed)
            self._removed = None
        if language is not None:
            kept = self._collection.get(where={"language": language}, include=["embeddings", "documents", "metadatas"])
            self._removed = {name: kept[name] for name in ("ids", "embeddings", "documents", "metadatas")}
            self._collection.delete(ids=kept["ids"])


def _placed(collection: Collection, texts: dict[str, str]) -> dict[str, Chunk]:
    """Where each stored chunk stands, by its id: found once, so that no question is timed with it."""
    stored = collection.get(include=["documents", "metadatas"])
    return {
        name: Chunk(document, *Locator(texts[document]).span(content))
        for name, content, said in zip(stored["ids"], stored["documents"] or [], stored["metadatas"] or [], strict=True)
        if (document := str(said["document"]))
    }


if __name__ == "__main__":
    serve(LlamaIndex(*sys.argv[1:]))
