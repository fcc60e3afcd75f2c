"""Which sections a training topic is about: by what a search finds, and by the company that the sections keep."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kb.generators.module_points import POINTS_OF_HALF_DAY
from kb.generators.shelves import introduces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kb.generators.shelves import Shelved
    from kb.types import Search

# A topic is wider than a question: a section counts for its best two passages, and is lifted by half of what the other
# sections of its text score; the heading of the best section is searched for, too, and counts 0.3. On the twelve golden
# training requests of the dev half: without these, 77 % of the expected facts and 8 % strange ones; with them 92 and 5.
SECOND_WEIGHT = 0.6
COMPANY_WEIGHT = 0.5
HEADING_WEIGHT = 0.3
# As in a checklist: two thirds of what the search gives count as much as a vote (kb.generators.example_plan).
VOTE_WEIGHT = 0.4
# A section belongs to the topic from this share of the best one's score on: .4 to .6 measure alike, .3 lets strange
# facts in.
BELONGS = 0.5
# Where what belongs fills less than this much of the key points, the nearest of the same text stand beside it.
FILLED = 0.7

# One section alone is a reading, not a training: its text has another that belongs to it.
_FEWEST = 2

SectionKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TopicSection:
    """A section that the topic is about; `score` is over 0, `hits` are its passages' scores by id.

    One that does not belong to the topic stands beside the others of its text to fill the time.
    """

    section: Shelved
    score: float
    hits: Mapping[str, float] = field(hash=False)
    belongs: bool = True


def choose_sections(
    search: Search,
    headed: Callable[[str], Search],
    shelf: Mapping[SectionKey, Shelved],
    points: int,
    most: int,
    votes: Mapping[SectionKey, float] = MappingProxyType({}),
) -> tuple[TopicSection, ...]:
    """At most `most` sections for about `points` key points, best first; `headed` searches for a heading.

    `votes`, 0 to 1, are what examples say of the sections.
    """
    by_place = {(section.view.passages[0].work, section.view.anchor): section for section in shelf.values()}
    hits = _hits(search, by_place)
    scores = _with_company(_own_scores(hits, votes, by_place))
    if not scores:
        return ()
    lead = max(scores, key=lambda key: (scores[key], key))
    found = _hits(headed(by_place[lead].title), by_place)
    for key, passages in found.items():
        if key == lead:  # everything finds its own heading
            continue
        scores[key] = scores.get(key, 0.0) + HEADING_WEIGHT * max(0.0, _score(passages, by_place[key]))
    order = sorted(scores, key=lambda key: (-scores[key], key))
    lead = order[0]
    floor = max(scores[lead] * BELONGS, 0.0)
    chosen = [key for key in order if key == lead or scores[key] >= floor][:most]
    belonging = frozenset(chosen)
    for key in _beside([*order, *(key for key in by_place if key not in scores)], scores, lead, by_place, points):
        filled = sum(_said(by_place[key]) for key in chosen) >= FILLED * points
        if len(chosen) >= most or (filled and len(chosen) >= _FEWEST):
            break
        if key not in chosen:
            chosen.append(key)
    least = min((scores[key] for key in chosen if scores.get(key, 0.0) > 0), default=1.0)
    return tuple(
        TopicSection(
            by_place[key],
            max(scores.get(key, 0.0), least / 2),
            hits.get(key, found.get(key, {})),
            belongs=key in belonging,
        )
        for key in chosen
    )


def _hits(search: Search, by_place: Mapping[SectionKey, Shelved]) -> dict[SectionKey, dict[str, float]]:
    found: dict[SectionKey, dict[str, float]] = defaultdict(dict)
    for hit in search.hits:
        key = hit.passage.work, hit.passage.anchor
        if key in by_place:
            found[key][hit.passage.id] = hit.score
    return dict(found)


def _score(hits: Mapping[str, float], section: Shelved) -> float:
    """Its best passage and a share of its second; that nothing else of a section was found speaks against it."""
    scores = sorted(hits.values(), reverse=True)
    alone = scores[0] if len(section.view.passages) == 1 else min(0.0, scores[-1] - 0.1)
    return scores[0] + SECOND_WEIGHT * (scores[1] if len(scores) > 1 else alone)


def _own_scores(
    hits: Mapping[SectionKey, Mapping[str, float]],
    votes: Mapping[SectionKey, float],
    by_place: Mapping[SectionKey, Shelved],
) -> dict[SectionKey, float]:
    """What each section scores by itself: by its passages and by the votes for it."""
    scores = {key: _score(hits[key], by_place[key]) for key in hits}
    for key, vote in votes.items():
        if key in by_place:
            scores[key] = max(0.0, scores.get(key, 0.0)) + VOTE_WEIGHT * vote
    return scores


def _with_company(scores: Mapping[SectionKey, float]) -> dict[SectionKey, float]:
    of_work: dict[str, float] = defaultdict(float)
    for (work, _), score in scores.items():
        of_work[work] += max(0.0, score)
    return {key: score + COMPANY_WEIGHT * (of_work[key[0]] - max(0.0, score)) for key, score in scores.items()}


def _beside(
    order: Sequence[SectionKey],
    scores: Mapping[SectionKey, float],
    lead: SectionKey,
    by_place: Mapping[SectionKey, Shelved],
    points: int,
) -> Iterator[SectionKey]:
    """What stands beside the topic: the lead's text, which holds enough for an hour or two; for a day also the rest."""
    yield from _neighbours(order, scores, by_place[lead], by_place)
    if points >= POINTS_OF_HALF_DAY:
        yield from (key for key in order if scores.get(key, 0.0) > 0 and by_place[key].ticked)


def _neighbours(
    order: Sequence[SectionKey],
    scores: Mapping[SectionKey, float],
    lead: Shelved,
    by_place: Mapping[SectionKey, Shelved],
) -> Iterable[SectionKey]:
    """The other sections of the lead's text: those that were found by their score, then the nearest in place."""
    same = [key for key in order if key[0] == lead.view.passages[0].work]
    found = [key for key in same if scores.get(key, 0.0) > 0]
    beside = [key for key in same if scores.get(key, 0.0) <= 0]
    return [*found, *sorted(beside, key=lambda key: abs(by_place[key].index - lead.index))]


def _said(section: Shelved) -> int:
    return sum(not introduces(passage) for passage in section.view.passages)
