from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.embedding.bulk import encode_all
from kb.embedding.driver import Matrix, TextKind
from kb.errors import EmbeddingError
from tests.doubles import HashDriver

pytestmark = pytest.mark.unit


class Concurrent(HashDriver):
    """Says that threads may share it, and notes who called it with how many threads of torch."""

    concurrent = True

    def __init__(self) -> None:
        super().__init__(4)
        self.calls: list[tuple[str, int]] = []

    def encode(self, texts: list[str], kind: TextKind, threads: int) -> Matrix:
        self.calls.append((threading.current_thread().name, threads))
        return super().encode(texts, kind, threads)


@pytest.mark.parametrize("driver", [HashDriver(4), Concurrent()])
def test_rows_come_in_the_order_of_the_texts(driver: HashDriver) -> None:
    texts = ["b", "aaaa", "ab", ""] * 20
    expected = [[0, 0, 1, 0], [0, 1, 0, 0], [0, 0.5**0.5, 0.5**0.5, 0], [0.5] * 4] * 20
    vectors = encode_all(driver, texts, TextKind.PASSAGE)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected, atol=1e-6)


@given(st.lists(st.text(max_size=9_000), max_size=90))
def test_every_text_is_encoded_once_whatever_their_number_and_length(texts: list[str]) -> None:
    driver = HashDriver(4)
    vectors = encode_all(driver, texts, TextKind.QUESTION)
    assert sorted(driver.questions) == sorted(texts)
    np.testing.assert_array_equal(vectors, HashDriver(4).encode(texts, TextKind.QUESTION, 1))


def test_no_texts_are_an_empty_matrix() -> None:
    assert encode_all(HashDriver(4), [], TextKind.PASSAGE).shape == (0, 4)


def test_progress_is_told_in_the_calling_thread_and_ends_with_all() -> None:
    seen: list[tuple[int, int]] = []
    names: set[str] = set()

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        names.add(threading.current_thread().name)

    encode_all(Concurrent(), ["text"] * 200, TextKind.PASSAGE, progress)
    assert seen[-1] == (200, 200)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert len(seen) > 4
    assert names == {threading.current_thread().name}


def test_threads_that_may_share_a_model_use_one_of_torch_each() -> None:
    driver = Concurrent()
    encode_all(driver, ["text"] * 200, TextKind.PASSAGE)
    assert {threads for _, threads in driver.calls} == {1}
    assert all(name.startswith("embedding") for name, _ in driver.calls)


def test_an_error_ends_the_run_and_the_rest_is_left() -> None:
    class Broken(HashDriver):
        def encode(self, texts: list[str], kind: TextKind, threads: int) -> Matrix:
            super().encode(texts, kind, threads)
            raise EmbeddingError("broken")

    driver = Broken(4)
    with pytest.raises(EmbeddingError, match="broken"):
        encode_all(driver, ["text"] * 10_000, TextKind.PASSAGE)
    assert len(driver.passages) < 10_000
