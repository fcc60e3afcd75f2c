"""Bulgarian typed in Latin letters ("kak da proverq nalichnostite"), as on many phones, put into Cyrillic.

Spelling varies (я is q, ya or ia; ш is sh or 6), so this is no standard's table; the search forgives what is left.
"""

from __future__ import annotations

import re

# Words that no English sentence has; two of them, or one beside words that both have, tell the language. Of a few
# words one is enough.
_TELLING = frozenset(
    """
    kak kakvo kakva kakuv kakyv kakav kakvi koga kolko koi koy koq koya koia koe kude kade kyde zashto zasto za6to
    trqbva tryabva triabva trebva moga mojem mozhem nqma nyama niama pravq pravya pravia napravq napravya shte 6te
    klient klienta klientat klientut klientite klienti posesht poseshtenie posheshtenie distributor4ik magazina
    stoka stokata cena cenata ceni oplakvane oplakvaniq plashtane pla6tane sreshta sre6ta razgovor sled predi
    """.split()
)
_SHARED = frozenset("da na za ot se si mi li ne po pri v az ti toi tq nie vie te e sa go gi mu kum kam".split())
_LEAST_SHARE = 0.3
_FEW = 3

_WORD = re.compile(r"[A-Za-z0-9]+")
_LATIN_ONLY = re.compile(r"[\x00-\x7f]+\Z")
# What the texts themselves write in Latin letters.
_KEPT = re.compile(r"\b(?:m-?a-?n|rfq|kpi|alibaba|google|instagram|facebook|pop|crm|m&a|ai|b2b|md|word|excel)\b", re.I)

_MANY = dict(pair.split("=") for pair in "sht=щ 6t=щ sh=ш ch=ч zh=ж ts=ц yu=ю iu=ю ju=ю ya=я ia=я ja=я".split())
_ONE = dict(zip("abvwgdejzikylmnoprstufhxcq46", "абввгдежзикълмнопрстуфххця" + "чш", strict=True))
_PATTERN = re.compile("|".join([*_MANY, "."]), re.DOTALL)


def in_cyrillic(text: str) -> str | None:
    """The text in Cyrillic where it is Bulgarian typed in Latin letters; None where it is something else."""
    if not _LATIN_ONLY.match(text):
        return None
    words = [word.casefold() for word in _WORD.findall(text)]
    telling = sum(word in _TELLING for word in words)
    shared = sum(word in _SHARED for word in words)
    least = max(1 if len(words) <= _FEW else 2, _LEAST_SHARE * len(words))
    if not telling or telling + shared < least:
        return None
    kept = [match.span() for match in _KEPT.finditer(text)]
    return _WORD.sub(lambda match: _written(match, kept), text)


def _written(match: re.Match[str], kept: list[tuple[int, int]]) -> str:
    word = match[0]
    # "klas B": the texts write the classes so.
    is_letter = len(word) == 1 and word.isupper()
    if is_letter or word.isdecimal() or any(begin <= match.start() < end for begin, end in kept):
        return word
    letters = "".join(_letter(found) for found in _PATTERN.finditer(word.casefold()))
    return letters.capitalize() if word[0].isupper() else letters


def _letter(found: re.Match[str]) -> str:
    """й after a vowel ("toj", "moy"); elsewhere j is ж ("vajno") and y is ъ ("vyv")."""
    latin = found[0]
    after_vowel = found.start() > 0 and found.string[found.start() - 1] in "aeiou"
    ends = found.end() == len(found.string)
    closes = ends or (latin == "y" and found.string[found.end()] not in "aeiou")
    if after_vowel and latin in "jy" and closes:
        return "й"
    return _MANY.get(latin) or _ONE.get(latin, latin)
