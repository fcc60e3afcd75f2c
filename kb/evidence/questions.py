"""Several questions in one message: "How do I prepare for a visit, and what do I do with a complaint?".

Told by form: a message is cut where a sentence ends and where a conjunction leads over to another question word; each
part must ask something and name of what. Whether the parts are then answered one by one is decided by what the searches
find (kb.evidence.several).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.evidence.ellipsis import Leaning, leaning_of
from kb.text import sentences, spoken_question
from kb.types import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

# Who asks for more at once reads the texts themselves.
MOST_QUESTIONS = 3
# Longer ones are stories; and every comma of 8,000 characters is looked at from both sides (1.2 s).
MOST_CHARACTERS = 1_000

_ASKS = {
    Language.EN: re.compile(
        r"\b(?:how|what|what's|when|where|which|who|whom|whose|why|do|does|did|is|are|can|could|should|must|shall)\b"
    ),
    Language.BG: re.compile(
        r"\b(?:как|какво|какъв|каква|какви|кога|къде|кой|коя|кое|кои|кого|защо|колко|накъде|откъде|ли|дали|що)\b"
    ),
    Language.ZH: re.compile(
        r"什么|什麼|啥|怎|如何|哪|几[个步次人天年种条项级层成倍分点周岁家类遍]|多少|多久|多长|多高|为何|为啥|何时|谁|吗|嗎|要不要|能不能|该不该|可不可以|是不是|咋"
    ),
    Language.KO: re.compile(
        r"(?<!\w)(?:뭐|뭘|뭔|무엇|무얼|무슨|어떻|어떤|어떡|어느|어디|언제|왜|누가|누구|누굴|몇|얼마|며칠)|[까나요죠]\?|습니까|ㅂ니까|(?:은|는|인)가요?"
    ),
}
_JOINTS = {
    Language.EN: re.compile(
        r"[,;]?\s+(?:and|but|also|plus)\s+(?:also\s+|then\s+)?"
        r"(?=(?:(?:with|to|for|from|at|in|on|by)\s+)?(?:how|what|when|where|which|who|whom|why|do|does|should|can|must)\b)",
        re.IGNORECASE,
    ),
    Language.BG: re.compile(
        r"[,;]?\s+(?:и|а|но|също)\s+(?:също\s+|освен това\s+|после\s+)?"
        r"(?=(?:(?:с|със|на|за|от|до|в|във|по|при)\s+)?"
        r"(?:как|какво|какъв|каква|какви|кога|къде|кой|коя|кое|кои|кого|защо|колко)\b)",
        re.IGNORECASE,
    ),
    Language.ZH: re.compile(r"[，,、；;]\s*(?:还有|另外|以及|并且|而且|然后|同时|再有|那么?)?\s*|(?:还有|另外|以及)"),
    # "-고" of a verb; "광고 어떻게 …", "재고가" have it as nouns.
    Language.KO: re.compile(
        r"(?<=[가-힣]고)(?<!광고)(?<!재고)(?<!창고)(?<!보고)(?<!참고)(?<!경고)(?<!신고)(?<!최고)(?<!사고)[,，]?\s+"
        r"|[,，]\s+|\s+(?=(?:그리고|또|또한)\s)"
    ),
}
# What a question after another begins with and means nothing without it.
_LEADS_OVER = re.compile(
    r"^(?:(?:and|but|also|plus|и|а|но|също|освен това|그리고|그런데|근데|또|또한)[,，]?\s+(?:also\s+|също\s+)?"
    r"|(?:还有|另外|以及|并且|而且|然后|同时|再有)[，,]?)",
    re.IGNORECASE,
)
# What a part must have beside its question word, so that it names what it is about.
_FEWEST = {Language.EN: 4, Language.BG: 4, Language.KO: 3, Language.ZH: 6}


# What ends so says something, even with a question word in it: "I don't know what he wants."
_STATED = re.compile(r"[.。．!！…][\"'”’“»」』）)]*$")


def questions_in(text: str, language: Language) -> tuple[str, ...]:
    """The questions of a message, in the asker's words and their order; the message itself where it is one question.

    What asks nothing ("A dealer owes us money.") belongs to the question after it, the last such to the one before.
    """
    if len(text) > MOST_CHARACTERS:
        return (text,)
    parts = _joined(_pieces(text, language))
    several = 1 < len(parts) <= MOST_QUESTIONS and all(_stands(part, language) for part in parts)
    return tuple(parts) if several else (text,)


def _pieces(text: str, language: Language) -> Iterable[tuple[str, bool]]:
    """The pieces that a message may be cut into, and whether each asks something."""
    for start, end in sentences(text, language):
        sentence = text[start:end]
        if _STATED.search(sentence) or not _asks(sentence, language):
            yield sentence, False
            continue
        begin = 0
        for joint in _JOINTS[language].finditer(sentence):
            if _asks(sentence[begin : joint.start()], language) and _asks(sentence[joint.end() :], language):
                yield sentence[begin : joint.start()], True
                begin = joint.end()
        yield sentence[begin:], True


def _joined(pieces: Iterable[tuple[str, bool]]) -> list[str]:
    parts: list[str] = []
    stated = ""
    for piece, asks in pieces:
        stated = f"{stated} {piece.strip() if stated else _LEADS_OVER.sub('', piece.strip())}".strip()
        if asks:
            parts.append(stated)
            stated = ""
    if stated and parts:
        parts[-1] = f"{parts[-1]} {stated}"
    return parts


def _asks(piece: str, language: Language) -> bool:
    return _ASKS[language].search(spoken_question(piece)) is not None


def _stands(part: str, language: Language) -> bool:
    """Whether a part names what it asks about, at least by a word for what the one before named."""
    size = sum(map(str.isalnum, part)) if language is Language.ZH else len(part.split())
    return size >= _FEWEST[language] and leaning_of(part) < Leaning.STRONG
