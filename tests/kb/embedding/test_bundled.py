"""The network against numpy by hand over a tiny weight file, and the real weights."""

from __future__ import annotations

import math
import threading
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from kb.embedding.base import Embedding
from kb.embedding.driver import Vector
from kb.embedding.tokenizer import MAX_WINDOWS, WINDOW
from tests.kb.embedding.handmade import WeightFile

pytestmark = pytest.mark.model

Numbers = NDArray[np.float64]

TOPICS = {
    "price": (
        "客户说价格太贵了怎么办？",
        "고객이 가격이 너무 비싸다고 하면 어떻게 하나요?",
        "Какво да правя, ако клиентът каже, че цената е висока?",
        "What do I do when the customer says the price is too high?",
    ),
    "samples": (
        "拜访客户时要带哪些样品？",
        "고객을 방문할 때 어떤 샘플을 가져가야 하나요?",
        "Какви мостри да взема за посещението при клиента?",
        "Which samples should I bring when I visit a customer?",
    ),
    "invoice": (
        "发票应该什么时候付款？",
        "송장은 언제까지 지불해야 하나요?",
        "Кога трябва да се плати фактурата?",
        "When does the invoice have to be paid?",
    ),
}


def softmax(scores: Numbers) -> Numbers:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def gelu(values: Numbers) -> Numbers:
    return np.asarray(values * (1 + np.vectorize(math.erf)(values / 2**0.5)) / 2)


class ByHand:
    """The network in numpy, float64, one text at a time."""

    def __init__(self, file: WeightFile) -> None:
        self.file, self.weights = file, {n: np.asarray(v, np.float64) for n, v in file.matrices.items()}

    def norm(self, name: str, values: Numbers) -> Numbers:
        spread = (values.var(-1, keepdims=True) + 1e-12) ** 0.5
        scaled = (values - values.mean(-1, keepdims=True)) / spread * self.weights[f"{name}.w"]
        return np.asarray(scaled + self.weights[f"{name}.b"])

    def product(self, name: str, values: Numbers) -> Numbers:
        return np.asarray(values @ self.weights[f"{name}.w"].T + self.weights[f"{name}.b"])

    def window(self, ids: list[int]) -> Numbers:
        hidden, heads, ids = self.file.hidden, self.file.heads, [0, *ids, 2]
        position = self.weights["emb.pos"].reshape(-1, hidden)[: len(ids)]
        x = self.norm("emb.ln", self.weights["emb.word"][ids] + position + self.weights["emb.type"][:hidden])
        for n in range(self.file.layers):
            q, k, v = (
                self.product(f"l{n}.{part}", x).reshape(len(ids), heads, -1).transpose(1, 0, 2) for part in "qkv"
            )
            mixed = softmax(q @ k.transpose(0, 2, 1) / (hidden / heads) ** 0.5) @ v
            x = self.norm(f"l{n}.aln", x + self.product(f"l{n}.ao", mixed.transpose(1, 0, 2).reshape(len(ids), -1)))
            wide = self.product(f"l{n}.fi", x)
            x = self.norm(f"l{n}.oln", x + self.product(f"l{n}.fo", gelu(wide)))
        return np.asarray(x.mean(0))

    def vector(self, ids: list[int]) -> Numbers:
        pieces = [ids[n : n + WINDOW] for n in range(0, max(len(ids), 1), WINDOW)][:MAX_WINDOWS]
        total = sum(max(len(piece), 1) * self.window(piece) for piece in pieces)
        return np.asarray(total / np.linalg.norm(total))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, ByHand]:
    from kb.embedding.bundled import BundledEncoder

    file = WeightFile()
    return BundledEncoder("float32", file.write(tmp_path_factory.mktemp("tiny"))), ByHand(file)


def test_the_network_is_that_of_the_paper(tiny: tuple[Any, ByHand]) -> None:
    """Of all lengths at once: empty, short, a whole window, several, more than are read."""
    encoder, by_hand = tiny
    random = np.random.default_rng(1)
    texts = [random.integers(3, 12, n).tolist() for n in (0, 1, 2, 5, 5, 30, 509, 510, 511, 700, 3000)]
    vectors = encoder({"ids": texts})["sentence_embedding"].numpy()
    np.testing.assert_allclose(vectors, [by_hand.vector(ids) for ids in texts], atol=2e-5)


def test_bfloat16_is_near(tiny: tuple[Any, ByHand], tmp_path: Path) -> None:
    from kb.embedding.bundled import BundledEncoder

    _, by_hand = tiny
    encoder = BundledEncoder("bfloat16", WeightFile().write(tmp_path))
    vector = encoder({"ids": [[5, 6, 7, 8, 5]]})["sentence_embedding"].numpy()[0]
    assert vector @ by_hand.vector([5, 6, 7, 8, 5]) > 0.999


def test_without_packed_weights_it_is_the_same(
    tiny: tuple[Any, ByHand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from kb.embedding.bundled import BundledEncoder

    encoder, _ = tiny
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    plain = BundledEncoder("float32", WeightFile().write(tmp_path))
    texts = {"ids": [[5, 6, 7, 8, 5], [4]]}
    np.testing.assert_allclose(
        plain(dict(texts))["sentence_embedding"], encoder(dict(texts))["sentence_embedding"], atol=1e-5
    )


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    from kb.embedding.bundled import BundledEncoder

    encoder = BundledEncoder("float32")
    encoder.save(str(tmp_path))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 1_000
    again = BundledEncoder.load(str(tmp_path))
    assert again.dtype == "float32"
    one, two = (each(each.preprocess(["客户"], prompt="query: "))["sentence_embedding"] for each in (encoder, again))
    assert bool((one == two).all())


def test_the_nearest_passage_says_the_same_in_another_language(bundled: Embedding) -> None:
    texts = [text for topic in TOPICS.values() for text in topic]
    topics = [topic for topic, texts in TOPICS.items() for _ in texts]
    languages = [number for _ in TOPICS for number in range(4)]
    cosines = bundled.embed_questions(texts) @ bundled.embed_passages(texts).T
    for asked, row in enumerate(cosines):
        for language in set(languages) - {languages[asked]}:
            there = [n for n in range(len(texts)) if languages[n] == language]
            best = max(there, key=lambda n, row=row: row[n])  # type: ignore[misc]
            assert topics[best] == topics[asked], (texts[asked], texts[best])


def test_cosines_are_those_of_the_wheel_s_own_engine(bundled: Embedding) -> None:
    """Recorded from it once; its products are eight-bit, so that the two agree to a cosine of .9999."""
    question, *others = (bundled.embed_question(text) for text in TOPICS["price"])
    assert [question @ other for other in others] == pytest.approx([0.8944, 0.8480, 0.8876], abs=0.003)


def test_it_is_deterministic_and_a_batch_is_its_members(bundled: Embedding) -> None:
    texts = [text for topic in TOPICS.values() for text in topic] + ["a", "", "long " * 600]
    one = bundled.embed_passages(texts)
    np.testing.assert_array_equal(bundled.embed_passages(texts), one)
    for text, vector in zip(texts, one, strict=True):
        assert bundled.embed_passages([text])[0] @ vector > 0.9999


def test_eight_threads_get_what_one_gets(bundled: Embedding) -> None:
    texts = [text for topic in TOPICS.values() for text in topic]
    expected = [bundled._encode_question(text) for text in texts]
    found: dict[int, list[Vector]] = {}

    def work(number: int) -> None:
        found[number] = [bundled._encode_question(text) for text in texts]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for vectors in found.values():
        np.testing.assert_array_equal(vectors, expected)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "\x01\x02", "\ufdfa" * 100, "\ud800", "</s><s>", "😀" * 500, "\u0301" * 900, "x" * 5_000],
)
def test_odd_texts_have_a_vector(bundled: Embedding, text: str) -> None:
    for vector in (bundled.embed_question(text), bundled.embed_passages([text])[0]):
        assert np.isfinite(vector).all()
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_what_only_looks_different_is_the_same(bundled: Embedding) -> None:
    korean = "고객이 너무 비싸다고 하면 어떻게 하나요?"
    same = bundled.embed_question(korean)
    assert bundled.embed_question(unicodedata.normalize("NFD", korean)) is same
    assert bundled.embed_question(korean.replace(" ", "\n\t")) is same


def test_what_stands_behind_a_nul_counts(bundled: Embedding) -> None:
    assert bundled.embed_question("price\0samples") is bundled.embed_question("price samples")
    assert bundled.embed_question("price\0samples") @ bundled.embed_question("price") < 0.999


@pytest.mark.parametrize("text", ["lorem ipsum " * 90_000, "客户说太贵了" * 170_000, "x y " * 250_000])
def test_a_megabyte_takes_no_more_than_seconds(bundled: Embedding, text: str) -> None:
    import time

    started = time.thread_time()
    vector = bundled.embed_question(text)
    # Of this thread's own processor time, so that a busy machine does not fail the test.
    assert time.thread_time() - started < 6
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_questions_run_on_the_threads_that_were_set(bundled: Embedding) -> None:
    import torch

    torch.set_num_threads(2)
    bundled._encode_question("text")
    assert torch.get_num_threads() == 1


def test_llama_index_finds_across_languages(bundled: Embedding) -> None:
    nodes = [TextNode(id_=topic, text=texts[3]) for topic, texts in TOPICS.items()]
    index = VectorStoreIndex(nodes=nodes, embed_model=bundled)
    found = index.as_retriever(similarity_top_k=1).retrieve(TOPICS["invoice"][2])
    assert found[0].node.node_id == "invoice"
