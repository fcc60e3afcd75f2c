"""Passages that qualify what stands before them, and passages that only point elsewhere.

A doubtful claim is never quoted without the note that an editor put after it. Notes are known by how they open, in the
four languages; which passage they qualify follows from where they stand and from the words they share with it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kb.text import search_tokens
from kb.types import PassageKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kb.types import Passage

# A label and a colon ("Editorial note on honest selling:"), or a warning against a mix-up ("Do not confuse …").
_LABEL = r"""
    editorial\ \w+ | editor's\ \w+ | (?:please\ )?note | n\.?\ ?b\.? | caution | warning | important
    | 编者\S{0,2} | 編者\S{0,2} | 注意 | 注 | 备注 | 備註 | 提醒 | 警告
    | (?:[\w가-힣]+\ ){0,4}편집자\ ?\w{1,2} | 주의 | 참고 | 경고 | 비고
    | редакционна\ \w+ | (?:бележка|предупреждение|забележка)\ на\ (?:редакцията|редактора) | забележка | бележка
    | внимание | важно | предупреждение
"""
_LABELLED = re.compile(rf"(?:{_LABEL})[^:：.。]{{0,40}}[:：]", re.VERBOSE | re.IGNORECASE)
_MIX_UP = re.compile(
    r"(?:do not|don't) (?:confuse|mix up)|(?:不要|别|切勿)(?:把)?.{0,40}(?:混淆|混为一谈|混同|搞混|弄混)"
    r"|.{0,80}혼동하지|не (?:смесвайте|бъркайте)",
    re.IGNORECASE,
)
# "A section of its own says how": where the answer is, and not the answer.
_POINTER = re.compile(
    r"\b(?:a|another|separate)\ section\ (?:of\ its\ own|says|tells|explains|describes)"
    r"|\bsee\ (?:the\ )?(?:section|chapter|part)\b"
    r"|另(?:有|立|见)(?:专|一)?节|(?:详见|参见|见)(?:第|下|另)|별도의\ 절|따로\ 한\ 절|(?:장|절)을\ 참(?:고|조)"
    r"|отделен\ раздел|друг\ раздел|\bвиж(?:те)?\ (?:раздел|глава)",
    re.VERBOSE | re.IGNORECASE,
)
_POINTED_TO = ("section", "chapter", "part", "节", "见", "절", "장", "раздел", "глава")

# A note after a list concerns the items that share at least this much with it of what the nearest shares. Of the two
# such notes of the shipped texts, the item that must not stand alone (the forceful invitation, the rumours) is held
# from .2 to .6 in all four languages; the two items on competitors beside the rumours are not all held in ko and bg.
SHARED = 0.3

_LISTED = frozenset({PassageKind.ITEM, PassageKind.STEP, PassageKind.ROW})


def is_note(passage: Passage) -> bool:
    """Whether a passage qualifies what stands before it."""
    labelled = _LABELLED.match(passage.text) or _MIX_UP.match(passage.text)
    return passage.kind is PassageKind.PARAGRAPH and labelled is not None


def is_pointer(passage: Passage) -> bool:
    """Whether a passage says where something is told instead of telling it."""
    text = passage.text.casefold()
    # The pattern takes 40 µs a passage, these words 1; it is asked of every hit.
    return any(word in text for word in _POINTED_TO) and _POINTER.search(text) is not None


def notes_in(section: Sequence[Passage]) -> dict[str, Passage]:
    """By passage id: the note that qualifies it. `section` holds all its passages, in order."""
    notes: dict[str, Passage] = {}
    for index, passage in enumerate(section):
        if not is_note(passage):
            continue
        before = _list_before(section, index)
        qualified = _sharing(passage, before) if before else section[max(0, index - 1) : index]
        notes.update({one.id: passage for one in qualified if not is_note(one)})
    return notes


def _list_before(section: Sequence[Passage], index: int) -> Sequence[Passage]:
    begin = index
    while begin > 0 and section[begin - 1].kind in _LISTED:
        begin -= 1
    return section[begin:index]


def _sharing(note: Passage, items: Sequence[Passage]) -> Sequence[Passage]:
    """The items whose words the note takes up; all where it takes up none, or warns of mixing them up with others."""
    if _MIX_UP.match(note.text):
        return items
    said = frozenset(search_tokens(note.text))
    shared = [said.intersection(search_tokens(item.text)) for item in items]
    spread = Counter(token for tokens in shared for token in tokens)
    # A word that every item has says nothing; one that a single item has says most.
    weights = [sum(1 / spread[token] for token in tokens if spread[token] < len(items)) for tokens in shared]
    least = SHARED * max(weights)
    return [item for item, weight in zip(items, weights, strict=True) if weight >= least]


def with_notes(chosen: Collection[str], section: Sequence[Passage]) -> list[str]:
    """The ids to add to `chosen` so that no passage stands without its note and no note without what it qualifies."""
    notes = notes_in(section)
    added = [note.id for passage, note in notes.items() if passage in chosen]
    for note in {note.id: note for note in notes.values() if note.id in chosen}.values():
        own = [passage for passage, other in notes.items() if other.id == note.id]
        if not any(passage in chosen for passage in own):
            added += own
    return [passage for passage in dict.fromkeys(added) if passage not in chosen]
