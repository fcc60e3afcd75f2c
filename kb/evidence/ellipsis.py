"""Questions that lean on the one before them: "and for B customers?", "왜요?", "那没钱的呢", "а ако няма пари?".

Told by their form, not by their vectors: on 37 short questions written for this, how near the decoys are does not part
the elliptical ones (-.25 to .06) from those that merely change the subject (-.02 to .16).
"""

from __future__ import annotations

import re
import unicodedata

# An utterance that begins like this carries on, as long as it is short.
_CARRIES_ON = re.compile(
    r"(?:and|but|or|so|then|also|what about|how about|what if|for example|same for)\b"
    r"|(?:那么?|还有|另外|如果|要是|比如|换成|然后)"
    r"|(?:그럼|그러면|그리고|그런데|근데|만약|만일|예를 들)"
    r"|(?:а|и|ами|но|ако|също|например|тогава)\b"
)
# A topic named alone, in the form that asks "and this one?".
_NAMES_ANOTHER = re.compile(r".{1,10}呢|.{1,12}(?:은|는)요?")
# A bare question word.
_BARE = re.compile(
    r"why(?: not)?|how(?: often| long| many| much)?|when|where|who|which(?: one| ones)?"
    r"|为什么|为何|怎么做|怎么办|多久一次|多久|什么时候|谁|哪些|哪个"
    r"|왜요?|왜 그래요|어떻게요?|언제요?|얼마나 자주|얼마나|누가요?|어디서요?"
    r"|защо(?: не)?|как|кога|къде|кой|колко(?: често| дълго)?|кои"
)
_MOST_WORDS, _MOST_CHARACTERS = 8, 24


def leans_on_the_one_before(text: str) -> bool:
    """Whether a question, by its form, can only be understood together with the one asked before it."""
    spoken = unicodedata.normalize("NFKC", text).casefold()
    bare = " ".join("".join(char if char.isalnum() or char == "'" else " " for char in spoken).split())
    if len(bare.split()) > _MOST_WORDS or len(bare) > _MOST_CHARACTERS * (1 if _has_han(bare) else 3):
        return False
    return bool(_CARRIES_ON.match(bare) or _NAMES_ANOTHER.fullmatch(bare) or _BARE.fullmatch(bare))


def _has_han(text: str) -> bool:
    return any("一" <= char <= "鿿" for char in text)
