from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.embedding.tokenizer import MAX_WINDOWS, WINDOW, batches, build_tokenizer, padded, windows
from kb.embedding.weights import Pieces

pytestmark = pytest.mark.unit

PIECES = Pieces(
    texts=("<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "▁ab", "</", "s", ">", "<", "<mask>"),
    scores=(0.0, 0.0, 0.0, 0.0, -3.0, -2.0, -2.0, -1.0, -4.0, -4.0, -4.0, -4.0, 0.0),
    begin=0,
    end=2,
    pad=1,
    unknown=3,
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", []),
        ("ab", [7]),
        ("ab ab", [7, 7]),
        ("aba", [7, 5]),
        ("ba", [4, 6, 5]),
        ("a客户b", [4, 5, 3, 6]),
    ],
)
def test_the_best_pieces_win(text: str, ids: list[int]) -> None:
    assert build_tokenizer(PIECES).encode(text, add_special_tokens=False).ids == ids


@pytest.mark.parametrize("text", ["<s>", "</s>", "<pad>", "<unk>", "<mask>", "a</s><s>b"])
def test_text_never_becomes_a_special_token(text: str) -> None:
    ids = build_tokenizer(PIECES).encode(text, add_special_tokens=False).ids
    assert not {0, 1, 2, 12} & set(ids)
    assert len(ids) > 1


@pytest.mark.parametrize(
    ("count", "lengths"),
    [
        (0, [0]),
        (1, [1]),
        (WINDOW, [WINDOW]),
        (WINDOW + 1, [WINDOW, 1]),
        (WINDOW * 3, [WINDOW] * 3),
        (WINDOW * 100, [WINDOW] * MAX_WINDOWS),
    ],
)
def test_windows(count: int, lengths: list[int]) -> None:
    pieces = windows(list(range(count)))
    assert [len(piece) for piece in pieces] == lengths
    assert [number for piece in pieces for number in piece] == list(range(min(count, WINDOW * MAX_WINDOWS)))


def test_batches_by_hand() -> None:
    assert batches([], 100) == []
    assert batches([50, 10, 41, 11, 500, 1, 1], 100) == [[0, 1], [2, 3], [4], [5, 6]]


@given(st.lists(st.integers(1, 512), max_size=80), st.integers(1, 3000))
def test_every_window_is_in_one_batch_within_the_budget(lengths: list[int], budget: int) -> None:
    groups = batches(lengths, budget)
    assert [index for group in groups for index in group] == list(range(len(lengths)))
    for group in groups:
        assert len(group) == 1 or sum(lengths[index] for index in group) <= budget
    for group, following in pairwise(groups):
        assert sum(lengths[index] for index in group) + lengths[following[0]] > budget


def test_few_sizes_serve_all() -> None:
    sizes = [padded(tokens) for tokens in range(1, 2049)]
    assert sizes[:9] == [8] * 8 + [16]
    assert all(0 <= size - tokens < max(8, tokens / 4) for tokens, size in enumerate(sizes, 1))
    assert len(set(sizes)) == 40
