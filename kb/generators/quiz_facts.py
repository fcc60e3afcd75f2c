"""What can be asked about the sections of a module: lists and steps, what stands under a head, half sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.generators.module_points import runs
from kb.generators.notes import is_pointer
from kb.generators.remarks import is_remark, speaks_of_source
from kb.generators.shelves import introduces
from kb.text import plain, sentences
from kb.types import Language, PassageKind, QuizType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.generators.module_points import PointSection
    from kb.types import Passage

# "Consumer file: gather …": what stands before the first colon of a list item, when it is short.
_HEAD = re.compile(r"(?P<head>[^:：\n]{1,60})(?:: |：)\s*(?P<body>\S.*)", re.DOTALL)
_ENDS = ".。!！?？;；"
# A number in a head or step gives its place away.
_ORDINAL = re.compile(r"\d|第[一二三四五六七八九十]+|[一二三四五六七八九十][、步]|첫째|둘째|셋째|넷째|다섯째")
# A question is read on a telephone: about three lines.
LONGEST = {Language.ZH: 90, Language.KO: 120, Language.BG: 220, Language.EN: 200}
# What may stand on either side of the cut in a sentence: enough to be a clause.
_CLAUSE = {Language.ZH: 6, Language.KO: 10, Language.BG: 18, Language.EN: 16}
_LABEL = {Language.ZH: 14, Language.KO: 20, Language.BG: 44, Language.EN: 40}
_COMMA = re.compile("[,，、]")
# The last two members of an enumeration that began before the comma; a clause has its own verb before its "and".
_ENUMERATED = re.compile(r"(?!(?:and|or|и|или) )(?:\S+ ){1,4}(?:and|or|и|или) (?:\S+ ?){1,4}\W*$")
_CUT = re.compile(r"(?:: |; |, | – | — |[：；，])")
_PAIRS = ("()", "（）", "“”", "„“", "«»", "「」", "《》", "[]")


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its plain text; where it has a head, that and what is said under it."""

    passage: Passage
    text: str
    head: str | None
    body: str

    @property
    def short(self) -> bool:
        """Whether it can be read as an option."""
        return len(self.text) <= LONGEST[self.passage.language]


@dataclass(frozen=True, slots=True)
class Listing:
    """The items chosen from one list of a section, in their order.

    `ordered`: the text numbers it. `within_step`: its section is one step of a longer work.
    """

    name: str
    title: str
    items: tuple[Item, ...]
    ordered: bool
    within_step: bool = False

    @property
    def headed(self) -> tuple[Item, ...]:
        """The items that have a head, each head once; none where a colon stands in some of the items only."""
        heads = [item.head for item in self.items]
        if None in heads:
            return ()
        return tuple(item for item in self.items if item.head and item.short and heads.count(item.head) == 1)


@dataclass(frozen=True, slots=True)
class Halves:
    """A sentence in two: the mark at the cut (": " or ", " …) stays with the beginning."""

    passage: Passage
    title: str
    beginning: str
    rest: str

    @property
    def mark(self) -> str:
        """Where it was cut: sentences that are cut at the same mark go on alike."""
        return self.beginning[-1]


def listings(section: PointSection) -> list[Listing]:
    """The lists of a section's chosen passages."""
    found = []
    for number, run in enumerate(runs(section.passages)):
        members = [item_of(passage) for passage in run if not introduces(passage) and _tells(passage)]
        if len(members) > 1 and members[0].passage.kind is not PassageKind.PARAGRAPH:
            first = members[0].passage
            name = f"{first.document}#{first.section}/{number}"
            ordered, within = first.kind is PassageKind.STEP, section.section.step is not None
            found.append(Listing(name, section.title, tuple(members), ordered, within))
    return found


def in_a_row(found: Iterable[Listing]) -> list[Listing]:
    """The lists whose order can be asked for.

    What is done within one step of a visit is numbered, too, but nobody could say why one look comes before another.
    """
    return [listing for listing in found if listing.ordered and not listing.within_step]


def belonging(listing: Listing, type_: QuizType) -> frozenset[str]:
    """What ties the questions of a type that ask what belongs to a section: one of them in a quiz is enough."""
    return frozenset({f"{type_} {listing.title}"})


def item_of(passage: Passage) -> Item:
    """A list item, with its head where it has one."""
    text = " ".join(plain(passage.text).split())
    match = _HEAD.fullmatch(text)
    if match is None or passage.kind is PassageKind.PARAGRAPH or any(mark in match["head"] for mark in _ENDS):
        return Item(passage, text, None, text)
    return Item(passage, text, match["head"].strip(), match["body"].strip())


def is_note(passage: Passage) -> bool:
    """A paragraph under a label ("Editorial note: …"): a remark about the text, nothing to be drilled."""
    if passage.kind is not PassageKind.PARAGRAPH:
        return False
    match = _HEAD.match(plain(passage.text))
    return match is not None and len(match["head"]) <= _LABEL[passage.language] and not _COMMA.search(match["head"])


def ordinal(text: str) -> bool:
    """Whether a text tells by a number which place it has."""
    return _ORDINAL.search(text) is not None


def halves(section: PointSection) -> list[Halves]:
    """The first sentences of the section's chosen passages that can be cut in two clauses."""
    found = []
    for passage in section.points:
        cut = _cut(item_of(passage)) if opening(passage) is not None else None
        if cut is not None:
            found.append(Halves(passage, section.title, *cut))
    return found


def opening(passage: Passage) -> str | None:
    """A passage's first sentence, where it can be asked about by itself; the later ones lean on it ("the two …")."""
    if is_note(passage) or is_remark(passage) or not _tells(passage):
        return None
    text, language = " ".join(plain(passage.text).split()), passage.language
    start, end = next(iter(sentences(text, language)), (0, len(text)))
    sentence = text[start:end]
    if len(sentence) > LONGEST[language] or sentence[-1:] in ":：" or not _balanced(sentence):
        return None
    return None if speaks_of_source(sentence, language) else sentence


def _cut(item: Item) -> tuple[str, str] | None:
    """The first sentence in two; the colon after a head is no cut, since what follows is no continuation of it."""
    sentence, language = opening(item.passage) or "", item.passage.language
    headed = len(item.text) - len(item.body)
    cuts = [match for match in _CUT.finditer(sentence) if match.end() > headed and _even(sentence, match, language)]
    # One comma parts two clauses; of several, some stand in an enumeration or an aside.
    several = len(_CUT.findall(sentence, headed)) > 1
    cuts = [match for match in cuts if not (_COMMA.search(match[0]) and (several or _lists(sentence[match.end() :])))]
    if not cuts:
        return None
    # A colon or semicolon parts statements, a comma may stand inside one; then the middle.
    best = min(cuts, key=lambda m: (m[0].strip() not in ":：;；", abs(m.end() - len(sentence) / 2)))
    return sentence[: best.end()].strip(), sentence[best.end() :].strip()


def _lists(rest: str) -> bool:
    """Whether what follows a comma goes on with an enumeration ("…, analysis and customer management")."""
    return _ENUMERATED.match(rest) is not None


def _even(sentence: str, cut: re.Match[str], language: Language) -> bool:
    before, after = sentence[: cut.start()], sentence[cut.end() :]
    least = max(_CLAUSE[language], 0.25 * len(sentence))
    return len(before) >= least and len(after) >= least and _balanced(before) and _balanced(after)


def _balanced(text: str) -> bool:
    even = text.count('"') % 2 == 0
    return (
        even
        and all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS if pair != "„“")
        and (text.count("„") == 0 or text.count("“") + text.count("”") >= text.count("„"))
    )


def _tells(passage: Passage) -> bool:
    """Whether a passage can be asked about: what was split says half of its item, a pointer where something is told."""
    return passage.part == 0 and not is_pointer(passage)
