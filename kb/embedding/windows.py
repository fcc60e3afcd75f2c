"""How token ids become windows, and windows batches: arithmetic without torch."""

from __future__ import annotations

from collections.abc import Sequence

WINDOW = 510
# A passage has at most 450 tokens and a question 8,000 characters, so that eight windows (4,080 tokens) read
# all of either but for the end of a very long question; more would only let one text hold a core for longer
# (0.9 s in bfloat16, 2.4 s in float32, at the rates of embedding.md, section 2) and blur its vector.
MAX_WINDOWS = 8
# Filling up short texts to the longest of a batch is wasted work: at most 15 % and 4 tokens of it.
_SLACK, _SLACK_TOKENS = 1.15, 4


def windows(ids: Sequence[int]) -> list[Sequence[int]]:
    """The ids in neighbouring pieces of WINDOW, at most MAX_WINDOWS; no ids are one empty window."""
    return [ids[start : start + WINDOW] for start in range(0, max(len(ids), 1), WINDOW)][:MAX_WINDOWS]


def batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indexes grouped by like length, shortest first; a group has at most `budget` tokens, or one member."""
    groups: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        shortest = lengths[groups[-1][0]] if groups else 0
        length = lengths[index]
        if (
            groups
            and length * (len(groups[-1]) + 1) <= budget
            and length <= _SLACK * shortest + _SLACK_TOKENS
        ):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
