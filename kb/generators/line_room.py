"""A list that has to be short: which lines of which section give way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.types import Passage

_Key = TypeVar("_Key")


def fitted(
    lines: Mapping[_Key, Sequence[Passage]], shares: Mapping[_Key, float], cost: Mapping[str, float], most: int
) -> dict[_Key, list[Passage]]:
    """At most `most` lines as far as each section keeps one: the section that is longest for its share gives first.

    It gives the line that costs most, of equals the last; `cost` by passage id.
    """
    kept = {key: list(held) for key, held in lines.items()}
    while sum(map(len, kept.values())) > most:
        longer = [key for key in kept if len(kept[key]) > 1]
        if not longer:
            break
        worst = {key: max(reversed(kept[key]), key=lambda passage: cost[passage.id]) for key in longer}
        longest = max(longer, key=lambda key: (len(kept[key]) / shares[key], cost[worst[key].id]))
        kept[longest].remove(worst[longest])
    return kept
