from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from eval.encoder_means import mean_vectors, parallel_texts
from kb.types import Language
from tests.doubles import HashEmbedder

pytestmark = pytest.mark.unit

CODES = [str(language) for language in Language]


def bench(folder: Path, texts: dict[str, dict[str, str]]) -> Path:
    """Sets of one passage a topic and language; the question of "text" is "text?"."""
    folder.mkdir()
    rows = [(topic, lang, text) for topic, editions in texts.items() for lang, text in editions.items()]
    passages = [{"id": f"{topic}-{lang}", "lang": lang, "text": text} for topic, lang, text in rows]
    queries = [
        {"q": f"{text}?", "lang": lang, "positive_ids": [f"{topic}-{other}" for other in texts[topic]]}
        for topic, lang, text in rows
    ]
    for name, lines in (("passages", passages), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder


def test_only_what_all_languages_have_counts(tmp_path: Path) -> None:
    texts = {"one": dict.fromkeys(CODES, "a"), "two": {"en": "b", "ko": "b"}, "three": dict.fromkeys(CODES, "c")}
    for questions, passages in parallel_texts(bench(tmp_path / "set", texts)).values():
        assert (questions, passages) == (["a?", "c?"], ["a", "c"])


def test_means_by_hand_each_set_counting_the_same(tmp_path: Path) -> None:
    """With four dimensions a, b and c are the units 1, 2 and 3; the first set says a and b, the second c."""
    first = bench(tmp_path / "1", {"one": dict.fromkeys(CODES, "a"), "two": dict.fromkeys(CODES, "b")})
    second = bench(tmp_path / "2", {"one": {**dict.fromkeys(CODES, "c"), "en": "a"}})
    embedder = HashEmbedder(4)
    sets = [parallel_texts(first), parallel_texts(second)]
    means = mean_vectors(sets, embedder.embed_questions, embedder.embed_passages)
    np.testing.assert_allclose(means.passages[:3], [[0, 0.25, 0.25, 0.5]] * 3)
    np.testing.assert_allclose(means.passages[3], [0, 0.75, 0.25, 0])
    assert means.questions.shape == (4, 4)
