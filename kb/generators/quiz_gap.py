"""Fill the gap: a number, a member of an enumeration, a quoted term, the head of a description."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import filterfalse
from typing import TYPE_CHECKING

from kb.generators.learners import Difficulty
from kb.generators.quiz_drafts import Draft, distinct, stands_in
from kb.generators.quiz_facts import LONGEST, ordinal
from kb.generators.quiz_true_false import numbered
from kb.generators.remarks import is_remark, speaks_of_source
from kb.generators.shuffling import shuffled
from kb.text import plain, sentences
from kb.types import Language, QuizType
from kb.wording import TrainingPhrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from kb.generators.quiz_material import QuizMaterial
    from kb.types import Passage

GAP = "____"
# What can be typed on a telephone and is remembered word for word.
_LONGEST_ANSWER = {Language.ZH: 6, Language.KO: 12, Language.BG: 24, Language.EN: 22}
_MOST_WORDS = 3
_WORD = r"[^\s,，、;；:：.。!?！？()（）“”„«»\"'「」《》]+"
_SHORT = rf"{_WORD}(?: {_WORD}){{0,2}}"
# A member between others: "installation, ____, warranty and maintenance". What follows must go on as an enumeration:
# between two commas alone an aside may stand ("experience, the source says, shows").
_MEMBER = {
    Language.ZH: re.compile(r"(?<=、)([^，、；：。！？（）“”\s]{2,6})(?=、)"),
    Language.KO: re.compile(rf"(?<=, )({_WORD}(?: {_WORD})?)(?=, {_SHORT}, {_WORD}|, {_SHORT} 및 )"),
    **dict.fromkeys(
        (Language.BG, Language.EN),
        re.compile(rf"(?<=, )({_WORD}(?: {_WORD})?)(?=(?:, {_SHORT}){{1,5}} (?:and|or|и|или) )"),
    ),
}
# The inner one of three, where a colon says that an enumeration begins: "three stages: target market, ____ and …".
_OF_THREE = {
    Language.ZH: re.compile(r"[：:][^，、；：。！？（）“”\s]{2,12}、([^，、；：。！？（）“”\s]{2,6})(?=[和与及])"),
    Language.KO: re.compile(rf": {_SHORT}, ({_WORD}(?: {_WORD})?)(?=, {_SHORT}[.。]| 및 )"),
    **dict.fromkeys(
        (Language.BG, Language.EN),
        re.compile(rf": {_SHORT}, ({_WORD}(?: {_WORD})?)(?=,? (?:and|or|и|или) {_SHORT}[.;])"),
    ),
}
_QUOTED = re.compile(r"[“„«「‘]([^“”„«»「」‘’]{2,24})[”“»」’]")
_ALTERNATIVES = re.compile(r"(?P<one>[^()（）]+?)\s*[(（](?P<other>[^()（）]+)[)）]")


@dataclass(frozen=True, slots=True)
class _Gap:
    """A sentence, where in it the answer stands, and what else might be taken for the answer.

    `choosable`: many words would do, so that it is asked only with some to choose from. A number or a term that the
    text puts in quotation marks is to be known.
    """

    passage: Passage
    title: str
    text: str
    start: int
    end: int
    near: tuple[str, ...] = ()
    listing: str = ""
    choosable: bool = False

    @property
    def answer(self) -> str:
        return self.text[self.start : self.end]


def drafts(material: QuizMaterial, rng: Random) -> Iterator[Draft]:
    """Numbers, quoted terms and enumerations in the order of chance, then heads."""
    inside = [*_number_gaps(material), *_marked(material)]
    others = [*(gap.answer for gap in inside if not gap.near), *_members_beside(material)]
    for gap in [*shuffled(inside, rng), *shuffled(_head_gaps(material), rng)]:
        rest = gap.text[: gap.start] + gap.text[gap.end :]
        if stands_in(gap.answer, rest) or stands_in(gap.answer, gap.title) or len(gap.answer) < 2:
            continue
        text = gap.text[: gap.start] + GAP + gap.text[gap.end :]
        words = _words(gap, others, rng) if gap.choosable or material.difficulty is Difficulty.EASY else ()
        if gap.choosable and not words:
            continue
        if words:
            listed = " / ".join(words)
            prompt = material.say(TrainingPhrase.GAP_WORDS, title=gap.title, text=text, words=listed)
        else:
            prompt = material.say(TrainingPhrase.GAP, title=gap.title, text=text)
        tied = frozenset({f"gap {gap.listing}"} if gap.listing else ())
        yield Draft(QuizType.GAP, prompt, (), accepted(gap.answer), (gap.passage,), ((gap.answer,),), tied)


def accepted(answer: str) -> tuple[str, ...]:
    """What counts as right: the words of the text; where they say it twice ("Money (Geld)"), either too."""
    both = _ALTERNATIVES.fullmatch(answer)
    return (answer, both["one"].strip(), both["other"].strip()) if both else (answer,)


def _words(gap: _Gap, others: Sequence[str], rng: Random) -> tuple[str, ...]:
    """The answer among three others of its kind, or nothing where there are too few; `others` are the module's own.

    A form that fits the sentence alone tells it: of the others those that begin or end like the answer come first.
    """
    known = dict.fromkeys(gap.near or others)
    fit = [word for word in known if not stands_in(word, gap.text) and distinct((word, gap.answer))]
    if len(fit) < 2:
        return ()
    like = sorted(shuffled(fit, rng), key=lambda word: -_formed_alike(word, gap.answer))
    return tuple(shuffled([gap.answer, *like[:3]], rng))


def _formed_alike(word: str, answer: str) -> int:
    """How alike two words look: the same ending, the same number of words, about as long."""
    ending = (word[-2:] == answer[-2:]) + (word[-1:] == answer[-1:])
    return (
        ending
        + (len(word.split()) == len(answer.split()))
        + (3 * min(len(word), len(answer)) > 2 * max(len(word), len(answer)))
    )


def _members_beside(material: QuizMaterial) -> list[str]:
    """Members of enumerations in the sections beside the module."""
    texts = [item.passage for listing in material.listings_beside for item in listing.items]
    passages = {passage.id: passage for passage in (*texts, *(found.passage for found in material.halves_beside))}
    found = [
        match[1]
        for passage in passages.values()
        for match in _MEMBER[passage.language].finditer(plain(passage.text))
        if _fit(match[1], passage)
    ]
    return list(dict.fromkeys(found))


def _number_gaps(material: QuizMaterial) -> list[_Gap]:
    gaps = []
    for passage, title, sentence, match in numbered(material):
        number = int(match[0])
        near = tuple(str(other) for other in (number * 2, number + 5, max(1, number // 2), number + 10))
        gaps.append(_Gap(passage, title, sentence, *match.span(), near))
    return gaps


def _marked(material: QuizMaterial) -> list[_Gap]:
    """Quoted terms and inner members of enumerations, the first of each sentence."""
    gaps = []
    for section in material.sections:
        for passage in filterfalse(is_remark, section.points):
            text = " ".join(plain(passage.text).split())
            for start, end in sentences(text, passage.language):
                sentence = text[start:end]
                quoted = _QUOTED.search(sentence)
                member, of_three = _MEMBER[passage.language], _OF_THREE[passage.language]
                match = quoted or member.search(sentence) or of_three.search(sentence)
                drilled = len(sentence) <= LONGEST[passage.language] and not speaks_of_source(
                    sentence, passage.language
                )
                if match is not None and drilled and _fit(match[1], passage):
                    gaps.append(_Gap(passage, section.title, sentence, *match.span(1), choosable=not quoted))
    return gaps


def _head_gaps(material: QuizMaterial) -> list[_Gap]:
    gaps = []
    for listing in material.listings:
        for item in listing.headed:
            others = [other for other in listing.headed if other is not item]
            head = item.head or ""
            fit = _fit(head, item.passage) and not ordinal(head)
            if fit and not material.likeness.gives_away(head, item.body, [other.body for other in others]):
                near = tuple(other.head or "" for other in others)
                start = item.text.index(head)
                gaps.append(
                    _Gap(item.passage, listing.title, item.text, start, start + len(head), near, listing.name, True)
                )
    return gaps


def _fit(answer: str, passage: Passage) -> bool:
    return len(answer) <= _LONGEST_ANSWER[passage.language] and len(answer.split()) <= _MOST_WORDS
