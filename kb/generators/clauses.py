"""The parts of a task, and which of them the texts do not cover."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.evidence.answerability import judge
from kb.text import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.generators.occasions import Occasions
    from kb.types import Language, Search

# A search for something that the texts speak of reaches one of these: the best asked-as question, the best passage, the
# share of the words that one passage holds, and how far asked-as questions lead over decoys. Of 48 errands in four
# languages that they do not speak of ("book a hotel") one reaches any; of 31 that they do 8 reach none, 7 of which
# are known by their words (kb.generators.occasions).
ASKED_FOUND, DENSE_FOUND, WORDS_FOUND, LEAD_FOUND = 0.54, 0.36, 0.4, 0.25

# What is shorter is a remark or the rest of an enumeration.
FEWEST_LETTERS = {"zh": 4, "ko": 5, "bg": 10, "en": 10}
MOST_JUDGED = 4

# The conjunction that a part began with in the whole.
_JOINT = re.compile(r"^(?:(?:and|but|or|и|а|но)\s+|(?:然后|并且|并|顺便|順便|同时|另外))", re.IGNORECASE)


def uncovered_parts(
    task: str, language: Language, occasions: Occasions, covers: Callable[[str], bool]
) -> tuple[str, ...]:
    """The parts of a task with several that are something to do and that no text is about, in the caller's words."""
    parts = occasions.parts_of(task, language)
    if len(parts) < 2:
        return ()
    errands = [part for part in parts if is_errand(part, language, occasions)][:MOST_JUDGED]
    uncovered = [part for part in errands if not covers(part)]
    return () if len(uncovered) == len(parts) else tuple(map(_bare, uncovered))


# "What do I bring?" asks about the task that it stands beside; it is none itself.
_ASKS = re.compile(
    r"^(?:and |but |so )?(?:what|how|which|when|where|whom?|why)\b"
    r"|^(?:и |а )?(?:какво|какви|какъв|как|кога|къде|кой|коя|кои|кого|защо|колко)\b"
    r"|什么|怎么|怎样|如何|哪些|几点|为什么|(?:^|\s)(?:뭐|뭘|무엇|어떻게|어떤|언제|왜|누구)"
)


def is_errand(part: str, language: Language, occasions: Occasions) -> bool:
    """Whether a part of a task is something to do, not a circumstance or a question about the rest."""
    if _ASKS.search(spoken(part)):
        return False
    letters = sum(character.isalnum() for character in part)
    form = occasions.errand[language]
    # Some forms are told by their conjunction ("и да мина"), others stand behind it ("and renew my passport").
    told = any(form.search(spoken(text)) for text in (part, _JOINT.sub("", part)))
    return told and letters >= FEWEST_LETTERS[language]


def _bare(part: str) -> str:
    return _JOINT.sub("", part).strip(" ,;:.!?，；：。！？、–—")


def speaks_of(search: Search, words: float = WORDS_FOUND) -> bool:
    """Whether the texts speak of what was searched for; stricter than answerability, for words that are no question.

    `words` is the share of them, 0 to 1, that one passage must hold where nothing else tells.
    """
    if judge(search) is not None:
        return False
    return (
        max((hit.asked or 0.0 for hit in search.hits), default=0.0) >= ASKED_FOUND
        or max((hit.dense or 0.0 for hit in search.hits), default=0.0) >= DENSE_FOUND
        or max((hit.lexical or 0.0 for hit in search.hits), default=0.0) >= words
        or search.distance >= LEAD_FOUND
    )
