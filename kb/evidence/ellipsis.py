"""Questions that lean on an earlier one: "and for B customers?", "왜요?", "那没钱的呢", "а ако няма пари?".

Told by their form, in degrees; whether the conversation is then carried on is decided by what the searches find
(kb.evidence.follow_up). Vectors alone do not tell: on 37 short questions written for this, how near the decoys are does
not part the elliptical ones (-.25 to .06) from those that merely change the subject (-.02 to .16).
"""

from __future__ import annotations

import re
from enum import IntEnum

from kb.text import spoken


class Leaning(IntEnum):
    """How much a question's form says that it leans.

    A NAMING one says of what, and not what is asked of it ("B类客户呢？"); a BARE one says nothing at all alone.
    """

    NONE = 0
    WEAK = 1
    STRONG = 2
    NAMING = 3
    BARE = 4


# An utterance that begins like this carries on, as long as it is short.
_CARRIES_ON = re.compile(
    r"(?:and|but|or|so|then|also|what about|how about|what if|for example|same for)\b"
    r"|(?:那么?|还有|另外|如果|要是|比如|换成|然后)"
    r"|(?:그럼|그러면|그리고|그런데|근데|만약|만일|예를 들)"
    r"|(?:а|и|ами|но|ако|също|например|тогава)\b"
)
# A topic or a case named alone, in the form that asks "and this one?".
_NAMES_ANOTHER = re.compile(r".{1,10}呢|.{1,12}(?:은|는)요?|.{1,12}(?:으?면|때는)요?|.{1,16}(?:은|는) 어때요?")
_NAMES_ANOTHER_CASE = re.compile(
    r"(?:for|with|in|on|at|during|from|to|without)(?: [\w'-]+){1,3}"
    r"|(?:за|при|през|с|със|в|във|на|от|към|без|по)(?: [\w-]+){1,2}"
)
# A bare question word.
_BARE = re.compile(
    r"(?:and |but |so )?(?:why(?: not)?|how(?: often| long| many| much| so| come)?|when|where|who|which(?: one| ones)?)"
    r"|(?:and |but |so )?(?:what(?:'s| is| comes)? next|what then|next|after that|then)"
    r"|然后呢?|接下来呢?|下一步呢?|之后呢|后来呢|为什么|为何|为啥|怎么做|怎么办|多久一次|多久|什么时候|谁|哪些|哪个|有哪些|几个|多少|理由呢?|比如"
    r"|(?:그럼 )?(?:그 ?)?다음(?: 단계)?(?:은|에는|에서는|에선|엔|는)?(?: (?:뭘|뭐|무엇을) (?:하|해|합)\w{0,3})?요?"
    r"|그러고 나서는?요?|왜요?|왜 그래요|왜 그런가요|왜죠"
    r"|어떻게요?|언제요?|얼마나 자주|얼마나|누가요?|어디서요?|몇 개(?:예요|요)?"
    r"|이유(?:가|는) (?:뭔데요?|뭐예요|뭐죠)|예를 들면요?"
    r"|(?:и |а |но )?(?:после|след това|нататък|какво следва"
    r"|защо(?: не)?|как|кога|къде|кой|колко(?: често| дълго)?|кои)"
)
# Words that stand for what was said before.
_STANDS_FOR = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|that|those|these|this|there|one|ones|in all|in total)\b"
    r"|这样|这么|这个|这些|那样|那个|那些|它|他|她|其中|里面|里头|一共|总共|上面|前者|后者"
    r"|(?:^|\s)(?:그|이|저)(?:것|거|건|게|걸|때|런|렇게|쪽|중|사람|분|들|걸로)|(?:^|\s)(?:거기|여기|전부|모두|총|또)(?=\s|에|서)"
    r"|\b(?:него|нея|тях|това|тези|този|тази|тия|онези|там|му|ѝ|им|го|ги|негов\w*|неин\w*|общо|такъв|такава)\b"
)
# So short, and a question of number, reason or manner: of what, is not said.
_ASKS_AROUND = re.compile(
    r"(?:how|why|when|where|which|how many)\b"
    r"|.*(?:为什么|为啥|怎么|多少|多久|多长时间|几[个种步天次人]|好处|写什么)"
    r"|.*(?:몇|왜|어떻게|얼마|언제)|(?:колко|защо|как|кога|къде|кои)\b"
)
_MOST_WORDS, _MOST_CHARACTERS = 8, 24
_FEW_WORDS, _FEW_CHARACTERS = 4, 11


def leaning_of(text: str) -> Leaning:
    """How much a question, by its form, can only be understood together with one asked before it."""
    words = spoken(text)
    bare = " ".join("".join(char if char.isalnum() or char == "'" else " " for char in words).split())
    if _BARE.fullmatch(bare):
        return Leaning.BARE
    if not _short(bare, _MOST_WORDS, _MOST_CHARACTERS):
        return Leaning.NONE
    if _NAMES_ANOTHER.fullmatch(bare) or _NAMES_ANOTHER_CASE.fullmatch(bare):
        return Leaning.NAMING
    if _CARRIES_ON.match(bare):
        return Leaning.STRONG
    around = _short(bare, _FEW_WORDS, _FEW_CHARACTERS) and _ASKS_AROUND.match(bare)
    return Leaning.WEAK if around or _STANDS_FOR.search(bare) else Leaning.NONE


def leans_on_the_one_before(text: str) -> bool:
    """Whether a question's form says clearly that it leans."""
    return leaning_of(text) >= Leaning.STRONG


def _short(bare: str, most_words: int, most_characters: int) -> bool:
    """Han text has no blanks; the other scripts need three times the characters for the same."""
    return len(bare.split()) <= most_words and len(bare) <= most_characters * (1 if _has_han(bare) else 3)


def _has_han(text: str) -> bool:
    return any("一" <= char <= "鿿" for char in text)
