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
    Language.ZH: re.compile(rf"编者|本资料库|[^，。：、]{{0,12}}{_SOURCE_ZH}"),
    Language.KO: re.compile(r"[^.,:]{0,14}편집자|이 자료실|[^.,:]{0,24}(?:자료|원문)(?:에(?! ?적)|가|는|은|이)"),
    Language.BG: re.compile(
        r"Редакционн|Бележка|Откъсът|Предупреждение на ред|[^.,:]{0,40}(?:източник(?!а?:)|текст без дата)"
        r"|[^.:;]{0,120}, (?:казва|твърди) източникът\b",
        re.IGNORECASE,
    ),
    Language.EN: re.compile(
        r"Editor|Note:|The excerpt of|According to |[^.,:]{0,60}\b(?:source|text)\b"
        r"|[^.:;]{0,120}, the source (?:says|claims)\b",
        re.IGNORECASE,
    ),
}
# What speaks of the source itself: its language, its gaps, its lack of proof.
_OF_SOURCE = {
    Language.ZH: re.compile(rf"{_SOURCE_ZH}|本资料库|编者|译文|没有给出(?:依据|数字)"),
    Language.KO: re.compile(r"원문|자료(?:에|가|는|의)(?! ?적)|편집자|자료실|근거는 나와|번역"),
    Language.BG: re.compile(
        r"източник(?:ът|а)?\b|китайски|български|тази библиотека|редакц|бележка|не (?:е|се) посоч", re.IGNORECASE
    ),
    Language.EN: re.compile(
        r"\bsource\b|\bthis library\b|\beditor|\btranslation\b|\bno (?:basis|proof|figures?)\b", re.IGNORECASE
    ),
}


def is_remark(passage: Passage) -> bool:
    """Whether a passage begins by reporting what a source says, or is a note of the editors."""
    return _OPENING[passage.language].match(passage.text.strip()) is not None


def speaks_of_source(text: str, language: Language) -> bool:
    """Whether a sentence speaks of the source it comes from instead of the matter."""
    return _OF_SOURCE[language].search(text) is not None
