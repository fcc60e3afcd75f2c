from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import unicodedata

import numpy as np
import pytest
from llama_index.core import Settings, VectorStoreIndex
from llama_index.core.schema import MetadataMode, TextNode

from kb.embedding.base import Embedding
from kb.embedding.driver import Matrix, TextKind
from kb.fingerprint import Fingerprint
from tests.doubles import HashDriver, HashEmbedder

pytestmark = pytest.mark.unit


def test_the_double_by_hand() -> None:
    """97 % 4 is 1, 98 % 4 is 2."""
    np.testing.assert_allclose(HashEmbedder(4).embed_question("ab"), [0, 0.5**0.5, 0.5**0.5, 0], atol=1e-6)
    np.testing.assert_allclose(HashEmbedder(4).embed_passages(["a b", "aab"])[1], np.array([0, 2, 1, 0]) / 5**0.5)


def test_questions_and_passages_go_their_own_ways() -> None:
    embedder = HashEmbedder()
    embedder.embed_question("q1")
    embedder.embed_questions(["q2", "q3"])
    embedder.embed_passages(["p1"])
    assert sorted(embedder.driver.questions) == ["q1", "q2", "q3"]
    assert embedder.driver.passages == ["p1"]


def test_every_text_is_cleaned_first() -> None:
    embedder = HashEmbedder()
    dirty = unicodedata.normalize("NFD", "가격\0이 \ud800비싸요 ")
    embedder.embed_question(dirty)
    embedder.embed_questions([dirty])
    embedder.embed_passages([dirty])
    assert {*embedder.driver.questions, *embedder.driver.passages} == {"가격 이 비싸요"}


def test_a_question_is_remembered_and_can_not_be_changed() -> None:
    embedder = HashEmbedder()
    first = embedder.embed_question("too expensive")
    assert embedder.embed_question(" too  expensive\n") is first
    assert embedder.driver.questions == ["too expensive"]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1


def test_the_memory_of_questions_is_bounded() -> None:
    embedder = HashEmbedder(4)
    for number in range(1_500):
        embedder.embed_question(str(number))
    embedder.embed_question("1499")
    assert len(embedder.driver.questions) == 1_500
    embedder.embed_question("0")
    assert len(embedder.driver.questions) == 1_501


def test_shapes_of_nothing() -> None:
    assert HashEmbedder(4).embed_passages([]).shape == (0, 4)
    assert HashEmbedder(4).embed_questions([]).shape == (0, 4)
    assert HashEmbedder(4).embed_question("").shape == (4,)


def test_names_dimension_and_fingerprint() -> None:
    embedder = HashEmbedder(4)
    assert (embedder.dimension, embedder.fingerprint_name) == (4, "hash-4@000000000000")
    assert embedder.model_name == embedder.fingerprint_name
    assert embedder.fingerprint(cutting=2, tokens=3) == Fingerprint(
        "hash-4@000000000000", 4, "", "", cutting=2, tokens=3
    )


def test_llama_index_s_own_calls_give_the_same_vectors() -> None:
    embedder = HashEmbedder(4)
    expected = [0.0, 0.5**0.5, 0.5**0.5, 0.0]
    assert embedder.get_query_embedding("ab") == pytest.approx(expected)
    assert embedder.get_text_embedding("ab") == pytest.approx(expected)
    assert embedder.get_text_embedding_batch(["ab"] * 700)[699] == pytest.approx(expected)
    assert asyncio.run(embedder.aget_query_embedding("ab")) == pytest.approx(expected)
    assert asyncio.run(embedder.aget_text_embedding("ab")) == pytest.approx(expected)
    assert asyncio.run(embedder.aget_text_embedding_batch(["ab", "b"]))[1] == [0.0, 0.0, 1.0, 0.0]
    assert embedder.to_payload() == {
        "class_name": "FieldcoachEmbedding", "model_name": "hash-4@000000000000", "embed_batch_size": 512,
    }  # fmt: skip


def test_llama_index_s_vector_store_index_runs_over_it() -> None:
    nodes = [TextNode(id_=text, text=text) for text in ("aaaa", "bbbb", "cccc", "abab")]
    index = VectorStoreIndex(nodes=nodes, embed_model=HashEmbedder(4))
    found = index.as_retriever(similarity_top_k=2).retrieve("aaab")
    assert [hit.node.node_id for hit in found] == ["aaaa", "abab"]
    assert found[0].score == pytest.approx(3 / 10**0.5)
    assert found[0].node.get_content(MetadataMode.NONE) == "aaaa"


def test_llama_index_s_global_settings_stay_unset() -> None:
    HashEmbedder().get_text_embedding("text")
    assert Settings._embed_model is None


class Slow(HashDriver):
    """Notes how many threads are inside at once."""

    concurrent = True

    def __init__(self) -> None:
        super().__init__(4)
        self.inside, self.most = 0, 0
        self.lock = threading.Lock()
        self.wait = threading.Event()

    def encode(self, texts: list[str], kind: TextKind, threads: int) -> Matrix:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.wait.wait(0.005)
        with self.lock:
            self.inside -= 1
        return super().encode(texts, kind, threads)


def test_questions_queue_where_there_are_more_than_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.embedding.base.available_cores", lambda: 4)
    driver = Slow()
    embedder = Embedding(driver, threads=2)
    threads = [threading.Thread(target=embedder.embed_question, args=(str(number),)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(driver.questions) == 24
    assert driver.most == 3


def test_the_base_loads_nothing_heavy() -> None:
    code = (
        "import sys, kb.embedding.base, kb.embedding.sentence_transformer as door\n"
        "door.open_embedding().fingerprint(1, 1)\n"
        "heavy = 'torch', 'sentence_transformers', 'transformers', 'tokenizers'\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("module", ["cleaning", "processor"])
def test_cleaning_and_processor_are_light_enough_for_the_launcher(module: str) -> None:
    code = f"import sys, kb.embedding.{module}; print([n for n in ('numpy', 'llama_index') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
