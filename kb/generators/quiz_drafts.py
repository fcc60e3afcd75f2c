"""A quiz question in the making: what it asks about, what it shows, and what would give its answer away."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.text import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.types import Passage, QuizAnswer, QuizType

_LETTER = re.compile(r"\w")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with its key; `answer` as in QuizItem.

    `asked`: the passages that it asks about, which explain the answer and are cited. `tied`: names of things, a list's
    order for one, that no other question may ask about. `secrets`: where all strings of a group stand together in the
    prompt or in one option of another question, the answer is given away.
    """

    type: QuizType
    prompt: str
    options: tuple[str, ...]
    answer: QuizAnswer
    asked: tuple[Passage, ...]
    secrets: tuple[tuple[str, ...], ...] = ()
    tied: frozenset[str] = field(default_factory=frozenset)

    @property
    def shown(self) -> tuple[str, ...]:
        """What a reader sees together: the prompt, and each option with nothing else."""
        return self.prompt, *self.options

    def clashes(self, other: Draft) -> bool:
        """Whether both may not stand in one quiz: they ask the same, or one gives the other's answer away."""
        same = {passage.id for passage in self.asked} & {passage.id for passage in other.asked}
        return bool(same or self.tied & other.tied or _reveals(self, other) or _reveals(other, self))


def stands_in(words: str, text: str) -> bool:
    """Whether `words` stand in `text`, whatever their case; where a script has blanks, as whole words."""
    needle, hay = _folded(words), _folded(text)
    if not needle:
        return False
    before = r"(?<!\d)" if needle[0].isdigit() else r"(?<!\w)" if _bounded(needle[0]) else ""
    # Korean and Chinese put a counter straight behind a number: "9단계".
    after = r"(?!\d)" if needle[-1].isdigit() else r"(?!\w)" if _bounded(needle[-1]) else ""
    return re.search(before + re.escape(needle) + after, hay) is not None


def _reveals(shown: Draft, asked: Draft) -> bool:
    return any(all(stands_in(part, text) for part in group) for group in asked.secrets for text in shown.shown if group)


def _folded(text: str) -> str:
    return " ".join(spoken(text).split()).strip(" .。!！?？;；,，:：")


def _bounded(character: str) -> bool:
    """A letter or digit of a script that puts blanks between words. Korean does, but its particles cling."""
    return bool(_LETTER.match(character)) and not _UNSPACED.match(character)


def distinct(texts: Iterable[str]) -> bool:
    """Whether no two texts read the same."""
    folded = [_folded(text) for text in texts]
    return len(set(folded)) == len(folded)
