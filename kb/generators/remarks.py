"""Remarks: lines that report what a source claims or comment on it; they inform, and nobody ticks or drills them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.types import Language

if TYPE_CHECKING:
    from kb.types import Passage

_SOURCE_ZH = "(?<!宣传)(?<!公司)资料(?![库卡档袋])"
# How handbooks begin a line that reports or comments; an instruction with such a note behind it stays an instruction.
_OPENING = {
    Language.ZH: re.compile(rf"编者|[^，。：、]{{0,12}}{_SOURCE_ZH}"),
    Language.KO: re.compile(r"[^.,:]{0,14}편집자|[^.,:]{0,24}(?:자료|원문)(?:에(?! ?적)|가|는|은|이)"),
    Language.BG: re.compile(
        r"Редакционн|Бележка|Предупреждение на ред|[^.,:]{0,40}(?:източник(?!а?:)|текст без дата)|[^.:;]{0,120}, (?:казва|твърди) източникът\b", re.I
    ),
    Language.EN: re.compile(r"Editor|Note:|According to |[^.,:]{0,60}\b(?:source|text)\b|[^.:;]{0,120}, the source (?:says|claims)\b", re.I),
}
# What speaks of the source itself: its language, its gaps, its lack of proof.
_OF_SOURCE = {
    Language.ZH: re.compile(rf"{_SOURCE_ZH}|编者|译文|没有给出(?:依据|数字)"),
    Language.KO: re.compile(r"원문|자료(?:에|가|는|의)(?! ?적)|편집자|근거는 나와|번역"),
    Language.BG: re.compile(r"източник(?:ът|а)?\b|китайски|български|редакц|бележка|не (?:е|се) посоч", re.I),
    Language.EN: re.compile(r"\bsource\b|\beditor|\btranslation\b|\bno (?:basis|proof|figures?)\b", re.I),
}


def is_remark(passage: Passage) -> bool:
    """Whether a passage begins by reporting what a source says, or is a note of the editors."""
    return _OPENING[passage.language].match(passage.text.strip()) is not None


def speaks_of_source(text: str, language: Language) -> bool:
    """Whether a sentence speaks of the source it comes from instead of the matter."""
    return _OF_SOURCE[language].search(text) is not None
