"""txtai: Embeddings with content over paragraphs. `python -m eval.peers.workers.txtai dense|hybrid MODEL FOLDER`.

Its Segmentation pipeline cuts paragraphs; `hybrid` adds its BM25, as its documentation does.
"""

from __future__ import annotations

import sys

from eval.peers.workers.serving import Chunk, Locator, Text, serve


class Txtai:
    """An eval.peers.workers.serving.Engine."""

    def __init__(self, search: str, model: str, folder: str) -> None:
        self._hybrid, self._model, self._folder = search == "hybrid", model, folder
        self._languages: list[str] = []
        self._chunks: list[Chunk] = []

    def load(self) -> None:
        """The embeddings, empty; e5's instructions as its card says."""
        from txtai import Embeddings

        self._embeddings = Embeddings(
            path=self._model,
            instructions={"query": "query: ", "data": "passage: "},
            content=True,
            hybrid=self._hybrid,
        )
        self._embeddings.batchtransform(["warm up"])

    def build(self, documents: list[Text]) -> int:
        """Cut, embed, index."""
        from txtai.pipeline import Segmentation

        cut = Segmentation(paragraphs=True)
        texts = []
        for one in documents:
            locator = Locator(one.text)
            for paragraph in cut(one.text):
                texts.append(paragraph)
                self._chunks.append(Chunk(one.id, *locator.span(paragraph)))
                self._languages.append(one.language)
        self._embeddings.index((number, text, None) for number, text in enumerate(texts))
        return len(texts)

    def ask(self, question: str, count: int) -> list[Chunk]:
        """Its search."""
        return [self._chunks[int(found["id"])] for found in self._embeddings.search(question, count)]

    def embed(self, question: str) -> None:
        """The embedding alone."""
        self._embeddings.batchtransform([question], "query")

    def leave_out(self, language: str | None) -> None:
        """Its own delete; the whole index is saved first and loaded to put things back."""
        if self._embeddings.count() == len(self._chunks):
            self._embeddings.save(self._folder)
        else:
            self._embeddings.load(self._folder)
        if language is not None:
            self._embeddings.delete([number for number, one in enumerate(self._languages) if one == language])


if __name__ == "__main__":
    serve(Txtai(*sys.argv[1:]))
