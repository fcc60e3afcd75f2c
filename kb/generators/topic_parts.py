"""The parts of a training topic that names several things, and which of them the texts do not have."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.evidence.answerability import judge
from kb.generators.clauses import speaks_of
from kb.text import search_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.types import Hit, Search

_JOINTS = re.compile(
    r"\s*[,，、;；/&+]\s*|\s+(?:and|or|и|или|및|그리고)\s+|(?<=[가-힣])(?:와|과|랑|하고)\s+|(?<=\S{2})[和与及跟](?=\S{2})"
)
_MOST_PARTS = 3
# Of 30 parts of topics in four languages the 9 that no text speaks of have a level up to .31 and at most half of their
# words anywhere in the texts; single words that the texts have ("coaching") have a level from .30 on, and all of them.
_LEVEL, _KNOWN_WORDS = 0.31, 0.5
# A topic is no question, and short ones lie near to something everywhere: of 26 that no text is about ("first aid") 15
# pass as answerable. The texts must speak of it, and its words alone say so only where one passage has nearly all of
# them ("Excel for sales reps" reaches .58, "stress management" .47), or else asked-as questions lead over decoys by
# this, a narrow thing: "first aid" reaches .1546, "whom is it worth chasing" .1586. Of 28 further topics in two
# languages that no text is about one passes ("digital marketing on TikTok"), of 45 in four that they are about one is
# lost.
_LEAD, _ITS_WORDS = 0.156, 0.6
# Inflection changes the end of a word: what begins alike is one word. Shorter ones are mostly particles.
_STEM, _SHORTEST = 5, 4
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """What the module can be about: the search for it (None: nothing); and the parts without a text, in own words."""

    search: Search | None
    uncovered: tuple[str, ...]


def is_spoken_of(search: Search) -> bool:
    """Whether the texts clearly speak of a topic that was searched for."""
    return judge(search) is None and speaks_of(search, words=_ITS_WORDS)


def names_heading(topic: str, headings: Iterable[str]) -> bool:
    """Whether all words of a topic stand in one heading: "Complaints" is what "Handling complaints" is about.

    So short a topic lies near to decoys too; its words say more. Words of fewer than four letters tell nothing.
    """
    stems = frozenset(_stems(topic))
    return bool(stems) and any(stems <= frozenset(_stems(heading)) for heading in headings)


def settle(
    topic: str,
    search: Callable[[str], Search],
    texts: Callable[[], Iterable[str]],
    covers: Callable[[Search, bool], bool | None] = lambda search, alone: None,
) -> Topic:
    """Search for a topic, without the parts of it that no text speaks of; `texts` are all that could speak of them.

    `covers` says by examples whether the texts cover what was searched for, and for a part that would stand alone,
    whether clearly ("Teams" of "selling over Zoom and Teams"); None where there are no examples.
    """
    whole = search(topic)
    answers = _answers(whole, covers)
    parts = [part.strip() for part in _JOINTS.split(topic) if part.strip()]
    if not 1 < len(parts) <= _MOST_PARTS:
        return Topic(whole if answers else None, ())
    found = {part: search(part) for part in parts}
    covered = [part for part in parts if _speak_of(found[part], covers, alone=not answers)]
    doubtful = [part for part in parts if judge(found[part]) is not None and found[part].asked_level <= _LEVEL]
    known = {stem for text in texts() for stem in _stems(text)} if doubtful else set()
    missing = tuple(part for part in doubtful if part not in covered and _share(part, known) <= _KNOWN_WORDS)
    if answers and not missing:
        return Topic(whole, ())
    if not covered:
        return Topic(whole if answers else None, ())
    left = [part for part in parts if part not in missing] if answers else covered
    again = found[left[0]] if len(left) == 1 else search(", ".join(left))
    return Topic(again if judge(again) is None else None, tuple(part for part in parts if part not in left))


def _answers(whole: Search, covers: Callable[[Search, bool], bool | None]) -> bool:
    covered = covers(whole, False)
    if covered is not None:
        return covered
    return is_spoken_of(whole) or (judge(whole) is None and whole.distance >= _LEAD)


def _speak_of(part: Search, covers: Callable[[Search, bool], bool | None], *, alone: bool) -> bool:
    covered = covers(part, alone)
    return speaks_of(part) if covered is None else covered


def joined(search: Search, other: Search) -> Search:
    """A search that finds what the other one found, too; a passage has the better of its scores."""
    best: dict[str, Hit] = {hit.passage.id: hit for hit in search.hits}
    for hit in other.hits:
        held = best.get(hit.passage.id)
        if held is None or held.score < hit.score:
            best[hit.passage.id] = hit
    return replace(search, hits=tuple(sorted(best.values(), key=lambda hit: -hit.score)))


def _share(part: str, known: set[str]) -> float:
    stems = _stems(part)
    return sum(stem in known for stem in stems) / len(stems) if stems else 1.0


def _stems(text: str) -> list[str]:
    """The beginnings of its longer words; of Han and Hangul the pairs of characters that it is searched by."""
    pairs = [token for run in _UNSPACED.findall(text) for token in search_tokens(run)]
    words = re.findall(r"\w+", _UNSPACED.sub(" ", text.casefold()))
    return [*pairs, *(word[:_STEM] for word in words if len(word) >= _SHORTEST)]
