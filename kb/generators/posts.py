"""What a sales post is called: a caller's free words mapped to level and industry, and what may not stand in it.

The words stand in `posts.json`, by language. Those of the callers are read in all four languages at once, since titles
mix them ("Sales Manager（外贸）"); so are those that the texts are kept free of.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from kb.text import spoken
from kb.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Words = Mapping[str, Iterable[str]]

# "Account manager" is no manager's post and "regional manager" a senior's: the more telling words are asked first.
_ASKED = (Level.REP, Level.SENIOR, Level.MANAGER)

# Brackets in which nothing is left.
_EMPTIED = re.compile(r"[(（\[【][\s,，、;；/–-]*[)）\]】]|(?<=[,，、;；/])(?:\s*[,，、;；/])+")

# Unfair words whole, where a pattern holds their beginning, and with what says how strictly they are meant.
_WHOLE = (
    r"(?:\b(?:only|само)\s+|仅限|只限|限)?(?:{})(?:(?<=[a-z0-9а-я])[a-z0-9а-я]+)?"
    r"(?:\s*(?:\b(?:only|preferred|wanted)\b|за\ предпочитане|优先|우대|만(?![가-힣])))?"
    # The particle that joins the word to its noun goes with it: 年轻的销售经理.
    r"(?:(?<=[\u4e00-\u9fff])的)?"
)


@dataclass(frozen=True, slots=True)
class Posts:
    """Words of levels, industries and sales posts; of lines above a level; of requirements, fair and unfair."""

    levels: Mapping[Level, re.Pattern[str]]
    industries: Mapping[str, re.Pattern[str]]
    sales: re.Pattern[str]
    above: Mapping[Level, re.Pattern[str]]
    requirement: re.Pattern[str]
    unfair: re.Pattern[str]

    @classmethod
    def load(cls) -> Posts:
        """Read the table that ships with the package."""
        data = json.loads(files("kb.generators").joinpath("posts.json").read_text(encoding="utf-8"))
        return cls(
            levels={Level(level): _pattern(words) for level, words in data["levels"].items()},
            industries={industry: _pattern(words) for industry, words in data["industries"].items()},
            sales=_pattern(data["sales"]),
            above={Level.REP: _pattern(data["above_rep"]), Level.MANAGER: _pattern(data["above_manager"])},
            requirement=_pattern(data["requirement"]),
            unfair=_pattern(data["unfair"]),
        )

    def level_of(self, title: str) -> Level | None:
        """The level that a title names; None where it names none."""
        words = spoken(title)
        return next((level for level in _ASKED if self.levels[level].search(words)), None)

    def industry_of(self, text: str | None) -> str | None:
        """The industry of the texts that free words name, as the attribute has it; None where there is none."""
        words = spoken(text or "")
        return next((industry for industry, pattern in self.industries.items() if pattern.search(words)), None)

    def is_sales(self, title: str) -> bool:
        """Whether a title is one of a sales post."""
        return self.sales.search(spoken(title)) is not None or self.industry_of(title) is not None

    def is_above(self, text: str, level: Level) -> bool:
        """Whether a line speaks of a post above a level."""
        pattern = self.above.get(level)
        return pattern is not None and pattern.search(spoken(text)) is not None

    def is_requirement(self, text: str) -> bool:
        """Whether a line of a list of duties and requirements is, by its label, a requirement."""
        return self.requirement.search(spoken(text)) is not None

    def is_unfair(self, text: str) -> bool:
        """Whether a line speaks of age, sex, looks, family or descent, which no job description may ask for.

        A line that warns of such words goes too: a role description has no place for either.
        """
        return self.unfair.search(spoken(text)) is not None

    def fair_title(self, title: str) -> tuple[str, tuple[str, ...]]:
        """A title, industry or focus without the words that `is_unfair` finds in it, and those words."""
        unfair = re.compile(_WHOLE.format(self.unfair.pattern), re.IGNORECASE)
        left = _EMPTIED.sub(" ", unfair.sub(" ", title))
        left = " ".join(left.split()).strip(",，、;；/–- ")
        if title[:1].isupper():
            left = left[:1].upper() + left[1:]
        return left, tuple(match[0].strip() for match in unfair.finditer(title))


def _pattern(words: Words) -> re.Pattern[str]:
    return re.compile("|".join(word for language in words.values() for word in language))
