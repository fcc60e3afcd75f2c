"""A sentence turned into its opposite: the one word on which what it says depends, replaced by the contrary.

Prose has no heads, numbers or steps to mix up; that haste helps or hurts, that one must or need not, it does say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.types import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

# What is replaced, and by what, in sentences of handbooks; not what could be true as
# well ("some"), and not what nobody would believe turned round ("training lowers skill").
_PAIRS: dict[Language, Sequence[tuple[str, str]]] = {
    Language.EN: (
        (r"\bquickly\b(?! and)", "slowly"),
        (r"\balways\b", "never"),
        (r"\bnever\b", "always"),
        (r"(?<!matters )(?<!even )\bmore(?= important| often| frequent| likely| than\b)", "less"),
        (r"\bmatters (?:even )?more\b", "matters less"),
        (r"\bdo not (?=[a-z])", ""),
        (r"\bcannot\b", "can easily"),
        (r"\bbefore(?= (?:the|each|every|you|a)\b)", "after"),
        (r"\bafter(?= (?:the|each|every|using)\b)", "before"),
        (r"\btoo low\b", "too high"),
        (r"\btoo high\b", "too low"),
        (r"\bwill lose\b", "will keep"),
        (r"\bmust\b", "need not"),
    ),
    Language.ZH: (
        (r"迅速(?!而)", "缓慢"),
        (r"尽快", "不必急着"),
        (r"(?<!要)不要", "可以"),
        (r"必须", "不必"),
        (r"应当", "不应当"),
        (r"之前", "之后"),
        (r"过低", "过高"),
        (r"过高", "过低"),
        (r"就会失去", "就能留住"),
        (r"比([^，。；]{2,14})还要紧", r"不如\1要紧"),
        (r"就容易", "就不容易"),
        (r"还得经常", "不必"),
        (r"拜访得更勤", "拜访得更少"),
    ),
    Language.KO: (
        (r"빨리", "천천히"),
        (r"하지 마십시오", "하십시오"),
        (r"방문하기 전에", "방문한 뒤에"),
        (r"너무 높", "너무 낮"),
        (r"너무 낮", "너무 높"),
        (r"잃습니다", "지킵니다"),
        (r"수 없습니다", "수 있습니다"),
        (r"보다도 중요", "보다 덜 중요"),
        (r"해야 합니다", "하지 않아도 됩니다"),
        (r"\b더 자주", "덜 자주"),
        (r"늘어납니다", "줄어듭니다"),
        (r"줄어듭니다", "늘어납니다"),
        (r"높아집니다", "낮아집니다"),
        (r"쉽습니다", "어렵습니다"),
        (r"깊어집니다", "멀어집니다"),
    ),
    Language.BG: (
        (r"\bбързо\b", "бавно"),
        (r"\bвинаги\b", "никога не"),
        (r"\bне (?=[а-я]+[йе]те\b)", ""),
        (r"\b(?:дори )?по-важно\b", "по-маловажно"),
        (r"\bпо-често\b", "по-рядко"),
        (r"\bпреди да\b", "след като"),
        (r"\bпреди(?= (?:всяко )?(?:посещ|срещ))", "след"),
        (r"\bслед(?= (?:всяко )?(?:посещ|срещ))", "преди"),
        (r"\bтвърде ниско\b", "твърде високо"),
        (r"\bтвърде високо\b", "твърде ниско"),
        (r"\bще го загуби\b", "ще го задържи"),
        (r"\bтрябва да\b", "не е нужно да"),
        (r"\bлесно\b", "трудно"),
    ),
}


def opposite(sentence: str, language: Language) -> str | None:
    """The sentence with its one such word replaced, beginning as it began; None where it has none, or several."""
    found = [
        (match, contrary)
        for pattern, contrary in _PAIRS[language]
        for match in re.finditer(pattern, sentence, re.IGNORECASE)
    ]
    if len(found) != 1:
        return None
    match, contrary = found[0]
    turned = sentence[: match.start()] + match.expand(contrary) + sentence[match.end() :]
    return turned[0].upper() + turned[1:] if sentence[0].isupper() else turned
