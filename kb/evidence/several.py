"""Whether the questions of one message are answered one by one: what their searches say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.evidence.answerability import judge
from kb.evidence.selection import by_section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.types import Search

# Below this lead a question of several is named as one that the texts do not answer. Of 181 pairs of development
# questions that the form takes apart, both with an answer, 6 have one below the lead that answers begin at, and 1 below
# this; of 81 with one that the texts do not answer, 36 and 30.
UNCOVERED = 0.0

# Taken one by one, two questions may lie so much nearer to the decoys than their message. Of 735 pairs of development
# questions about different sections .75 are taken apart at 0, .83 at .02, .93 at .05, all but two at .1; of the 272 by
# themselves, some of which are stories of several sentences, 3, 6, 7 and 8.
NEARER = 0.05


def answered_apart(whole: Search, parts: Sequence[Search]) -> tuple[bool, ...] | None:
    """Which questions of a message the texts answer, where each is answered by itself; None: answer the message as one.

    They are where they lead to different sections and, taken one by one, lie as clear of the decoys as the message does
    (NEARER), or where one is answered and another clearly is not.
    """
    covered = tuple(judge(part) is None for part in parts)
    if all(covered):
        clear = sum(part.lead for part in parts) > (whole.lead - NEARER) * len(parts)
        return covered if clear and len({_section(part) for part in parts}) > 1 else None
    lacking = all(part.lead < UNCOVERED for part, answered in zip(parts, covered, strict=True) if not answered)
    return covered if lacking and any(covered) else None


def _section(search: Search) -> tuple[str, str]:
    first = by_section(search.hits)[0]
    return first.document, first.anchor
