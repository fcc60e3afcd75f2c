"""Makes kb/embedding/means.npz: `python -m eval.encoder_means BENCH [FILE]`, where BENCH holds the public sets.

A set is a folder with `passages.jsonl` ({id, lang, text} a line) and `queries.jsonl` ({q, lang, positive_ids}, the
ids of the right passage in every language that has it).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kb.embedding.driver import Matrix
from kb.embedding.means import Means
from kb.embedding.sentence_transformer import open_embedding
from kb.types import Language

SETS = ("bitcoin_faq", "osguide")
_TARGET = Path(__file__).parents[1] / "kb" / "embedding" / "means.npz"


def parallel_texts(folder: Path) -> dict[Language, tuple[list[str], list[str]]]:
    """By language: (questions, passages) of those passages that all four languages have, in one order."""
    passages = {(row["id"], row["lang"]): row["text"] for row in _rows(folder / "passages.jsonl")}
    texts: dict[Language, tuple[list[str], list[str]]] = {language: ([], []) for language in Language}
    for row in _rows(folder / "queries.jsonl"):
        language = row["lang"]
        found = {lang: text for id_ in row["positive_ids"] for (key, lang), text in passages.items() if key == id_}
        if set(found) == set(Language):
            texts[Language(language)][0].append(row["q"])
            texts[Language(language)][1].append(found[language])
    return texts


def mean_vectors(
    sets: Sequence[dict[Language, tuple[list[str], list[str]]]],
    questions: Callable[[list[str]], Matrix],
    passages: Callable[[list[str]], Matrix],
) -> Means:
    """The mean of each set's mean unit vector, shape (4, dimension) each."""

    def mean(side: int, embed: Callable[[list[str]], Matrix]) -> Matrix:
        rows = [[embed(texts[language][side]).mean(0) for language in Language] for texts in sets]
        return np.asarray(np.mean(rows, axis=0), np.float32)

    return Means(mean(0, questions), mean(1, passages))


def main(bench: Path, target: Path = _TARGET) -> None:
    """Embed the sets in `bench` with the bundled model and write the means."""
    embedding = open_embedding()
    sets = [parallel_texts(bench / name) for name in SETS]
    means = mean_vectors(sets, embedding.embed_questions, embedding.embed_passages)
    np.savez(target, model=embedding.fingerprint_name, questions=means.questions, passages=means.passages)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
