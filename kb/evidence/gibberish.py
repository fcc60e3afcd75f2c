"""Letters that are no words in any of the four languages: "asdkjh qwoeiu", "ㅁㄴㅇㄹ", "йцукен", "哈哈哈哈".

Only where a whole utterance is nothing else, and only what can't be said or was typed along the keyboard: a word that
the texts do not know is a question all the same. None of 22,500 asked-as questions and 6,900 decoys is taken for it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kb.text import spoken

_WORD = re.compile(r"[^\W\d_]+")
# Letter pairs that no word of English, and no Bulgarian one in Latin letters, has inside.
_IMPOSSIBLE = frozenset(
    """
    bx cj cv cx dx fq fx gq gx hx jc jf jg jh jk jl jm jn jp jq jr js jt jv jw jx jz kq kx mx px pz qb qc qd qf qg qh qj
    qk ql qm qn qp qr qs qt qv qw qx qy qz sx vb vf vj vm vp vq vt vw vx wx xj zj zq zx
    """.split()
)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{7}|[бвгджзйклмнпрстфхцчшщ]{7}")
_VOWELS = frozenset("aeiouyаеиоуъыэюя")
_LETTERS = re.compile(r"[a-z]+|[а-я]+")
# Latin, Cyrillic as on Russian keyboards, Bulgarian phonetic and BDS.
_ROWS = (
    "qwertyuiop asdfghjkl zxcvbnm йцукенгшщзхъ фывапролджэ ячсмитьбю явертъуиоп асдфгхйкл зьцжбнм "
    "уеишщксдзц ьяаожгтнвм юйъэфхпрлб"
).split()
_RUN, _LONG_RUN = 4, 5
# A letter or two, or three, again and again.
_AGAIN = re.compile(r"(.)\1{3,}|(..)\2{2,}|(...)\3{2,}")
# Single consonants and vowels of Korean that make no syllable, as typed and as NFKC leaves them.
_JAMO = re.compile("[\u1100-\u11ff\u3131-\u318e]+")
_LEAST_LETTERS = 5


def is_gibberish(text: str) -> bool:
    """Whether an utterance has words and none of them can be one."""
    words = _WORD.findall(spoken(text))
    return bool(words) and all(map(_is_no_word, words))


def _is_no_word(word: str) -> bool:
    if _JAMO.fullmatch(word) or _AGAIN.fullmatch(word) or _runs_along_the_keyboard(word):
        return True
    if len(word) < _LEAST_LETTERS or not _LETTERS.fullmatch(word):
        return False
    pairs = {first + second for first, second in pairwise(word)}
    return bool(pairs & _IMPOSSIBLE) or not _VOWELS & set(word) or _CONSONANTS.search(word) is not None


def _runs_along_the_keyboard(word: str) -> bool:
    least = _RUN if word.isascii() else _LONG_RUN
    pieces = {word[start : start + least] for start in range(len(word) - least + 1)}
    return any(piece in row or piece in row[::-1] for row in _ROWS for piece in pieces)
