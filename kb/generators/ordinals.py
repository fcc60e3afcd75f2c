"""Which one of a list a question counts off ("the third step", "第四周", "случай 2"), in the four languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kb.text import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

LAST = -1


class Ordinal(NamedTuple):
    """A place in a list from 1 on, or LAST; and of what, as far as that is said (in lower case)."""

    number: int
    noun: str


_HAN = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_WORDS = {
    word: number
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "one two three four five six seven eight nine ten",
        "първ втор трет четвърт пет шест седм осм девет десет",
        "едно две три четири пет шест седем осем девет десет",
        "첫 두 세 네 다섯 여섯 일곱 여덟 아홉 열",
        "하나 둘 셋 넷",
    )
    for number, word in enumerate(words.split(), start=1)
}
_EN = r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_EN_CARDINAL = r"one|two|three|four|five|six|seven|eight|nine|ten"
_BG = r"първ|втор|трет|четвърт|пет|шест|седм|осм|девет|десет"
_BG_CARDINAL = r"едно|две|три|четири|пет|шест|седем|осем|девет|десет"
_KO = r"첫|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉|열"

# What is counted off; "one" and "first" are too common to count anything else ("the first thing to do").
_EN_NOUN = r"step|stage|case|week|rule|point|item|source|way|question|principle|phase|level|reason|objective"
_BG_NOUN = r"стъпк|етап|случа|седмиц|правил|точк|източни|начин|въпрос|принцип|ниво|причин|цел"
_KO_NOUN = r"단계|주차|주|경우|가지|항목|원칙|질문|방법|출처|규칙|이유|목표|글자"

_ORDINAL = re.compile(
    rf"""
    第(?P<zh>[一二三四五六七八九十]|\d{{1,2}})(?P<zh_noun>步|项|条|点|类|种|个|周|阶段|层|级|章)
    | (?P<zh_after_noun>情况|阶段)(?P<zh_after>[一二三四五六七八九十]|\d{{1,2}})
    | (?P<zh_last>最后一)(?P<zh_last_noun>步|项|条|点|周|阶段|个)
    | (?P<ko>{_KO}|\d{{1,2}})\ ?(?:번째|째)\ ?(?P<ko_noun>{_KO_NOUN})?
    | (?P<ko_unit>\d{{1,2}})\ ?(?P<ko_unit_noun>단계|주차)(?!.{{0,4}}(?:순서|차례|전체|모두|전부|다\ ))
    | (?P<ko_after_noun>경우|단계)\ ?(?P<ko_after>\d{{1,2}})
    | (?P<ko_last>마지막)\ ?(?P<ko_last_noun>{_KO_NOUN})
    | \b(?P<bg>{_BG})(?:и|ия|ият|а|ата|о|ото)\s(?P<bg_noun>{_BG_NOUN})
    | \b(?P<bg_after_noun>{_BG_NOUN})\w{{0,3}}\s(?P<bg_after>\d{{1,2}}|{_BG_CARDINAL})\b
    | \b(?P<bg_last>последн)\w+\s(?P<bg_last_noun>{_BG_NOUN})
    | \b(?P<en>{_EN}|\d{{1,2}}(?:st|nd|rd|th))\s(?P<en_noun>{_EN_NOUN})
    | \b(?P<en_after_noun>{_EN_NOUN})s?\s(?P<en_after>\d{{1,2}}|{_EN_CARDINAL})\b
    | \b(?P<en_last>last|final)\s(?P<en_last_noun>{_EN_NOUN})
    """,
    re.VERBOSE,
)


def ordinals(text: str) -> list[Ordinal]:
    """Everything that a text counts off, in its order."""
    return [_read(match) for match in _ORDINAL.finditer(spoken(text))]


def counted_off(asked: Sequence[Ordinal], texts: Sequence[str], beside: str) -> list[int]:
    """The indexes in `texts`, the items of a list, of those that are asked for; none where it isn't clear.

    An item that calls itself so ("Week 3: …") is meant before the one in that place. What stands in `beside`, the
    words around the list, is counted off by those: the third step of a visit is not the third item of its section.
    """
    said = [ordinals(text)[:1] for text in texts]
    if any(said):
        meant = [one._replace(number=len(texts)) if one.number == LAST else one for one in asked]
        return [index for index, found in enumerate(said) if found and any(_same(found[0], one) for one in meant)]
    around = set(ordinals(beside))
    wanted = [one for one in asked if one not in around]
    places = [len(texts) if one.number == LAST else one.number for one in wanted]
    return [place - 1 for place in places if place <= len(texts)] if len(places) == 1 else []


def _same(one: Ordinal, other: Ordinal) -> bool:
    return one.number == other.number and (not one.noun or not other.noun or one.noun == other.noun)


def _read(match: re.Match[str]) -> Ordinal:
    found = {name: value for name, value in match.groupdict().items() if value}
    noun = next((value for name, value in found.items() if name.endswith("noun")), "")
    name, value = next((name, value) for name, value in found.items() if not name.endswith("noun"))
    if name.endswith("last"):
        return Ordinal(LAST, noun)
    digits = re.match(r"\d+", value)
    number = int(digits[0]) if digits else _HAN.get(value) or _WORDS[value]
    return Ordinal(number, noun)
