"""Lines that are to be done only in a case that they name first: "When a new product is launched, learn it"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.types import Language

if TYPE_CHECKING:
    from kb.types import Passage

# What ends ("when the visit is over") is no case: it always comes.
_CASE = {
    Language.ZH: re.compile(r"[^，。；：]{2,14}时，|如果|一旦"),
    Language.KO: re.compile(r"[^,.:]{2,14}(?<!마치)(?<!끝나)면,? "),
    Language.BG: re.compile(r"(?:Когато|Ако|Щом)\b"),
    Language.EN: re.compile(r"(?:When|If|Once)\b"),
}


def is_for_a_case(passage: Passage) -> bool:
    """Whether a passage begins with the case that it is for."""
    return _CASE[passage.language].match(passage.text.strip()) is not None
