"""One lane: everything that one language's texts say to a question, by meaning, by asked-as questions, by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kb.scoring import DEFAULT_WEIGHTS, NEIGHBOURS, NOTHING, Weights, lane_scores, level, margins
from kb.store.vectors import ALL_AUDIENCE, LaneKind, Vector, audience_needed
from kb.types import Language, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Future

    from kb.retrieval.snapshot import Snapshot
    from kb.store.records import Catalog

# Above MARGIN_RANKS (50), which a lane's level is taken from; Chroma takes 1.2 ms for it at 400 vectors, 1.5 at 3,000.
DEPTH = 60

# A question lies nearer to another question (.5 to .7 where they mean the same) than to the passage that answers it
# (.3 to .45); a passage that also shares most of the question's words makes that up.
UNASKED_WORDS = 0.4

# Questions and passages of two languages share no words to make it up with. With a guide on travel expenses added in
# English alone, its six paraphrases in four languages lead the decoys by .038 or more at .06, by .053 at .08, by .068
# at .1; of the golden development half no question, answerable or not, goes to that guide at any of the three.
UNASKED_FOREIGN = 0.08

# But one that stands out from its lane (kb.scoring.margins) is what is asked for, and has only itself to say so, where
# others have their neighbours too (kb.scoring.level). Of 54 questions to four texts of a dozen lines, added in one
# language each and asked in the other three, 15 were answered from them without it and 34 with (8 and 7 from others;
# in their own language 18 of 18 both times). Their passages stand out by .15 to .31 (quartiles); what 272 golden
# questions and 144 that nothing answers find there, by .07 and .11 (95 %): 7 of these 416 are answered there, not 3.
STANDS_OUT, OUTSTANDING = 0.1, 1.5

# How far the level of decoys is drawn to the nearest other language's. With 3,600 questions and 1,833 decoys (1,078
# of them near) that the index had not seen, decoys refused where 3 % of the questions are: far .848, near .718 by one's
# own language's alone; .866 / .725 at .2, .865 / .726 at .35, .860 / .729 at .5. Of 272 development questions and 144
# that nothing answers, at the lead that refuses .931 of these: .033 are lost at .2, .029 at .35, .026 at .5.
OTHER_DECOYS = 0.5

# From here on a decoy counts in full, whatever other languages say: it is the question in other words. Of those 3,600
# questions none came so near to one, of the new decoys one in a hundred; of 200 later ones on what the texts hold 7 do,
# of 200 on the ordinary curriculum that they do not hold 55.
DECOY_COPY = 0.6

# From here on it is the question itself, and no classifier helps it. What a person made a decoy is at 1, asked again.
# Of those 200 that the texts answer none comes nearer than .67, of the others 18 are here.
DECOY_ITSELF = 0.8


@dataclass(frozen=True, slots=True)
class LaneResult:
    """Raw scores by passage id, the lane's fused margins, and how near its asked-as questions are."""

    language: Language
    dense: Mapping[str, float]
    asked: Mapping[str, float]
    alone: Mapping[str, float]
    lexical: Mapping[str, float]
    margins: Mapping[str, float]
    asked_level: float


@dataclass(frozen=True, slots=True)
class LaneQuery:
    """A question as every lane is asked it.

    `language`: the asker's, by which `vector` is centred. `words`: the lexical shares of the lanes that are searched
    whole, begun before the question was embedded. `needs`: the audience that a text must have
    (kb.store.vectors.audience_needed).
    """

    language: Language
    vector: Vector
    words: Mapping[Language, Future[dict[str, float]]]
    needs: int
    weights: Weights = DEFAULT_WEIGHTS


class DecoysNear(NamedTuple):
    """How near decoys are to a question, and whether one of them is that question itself (DECOY_ITSELF)."""

    level: float
    asked_again: bool


def search_lane(snapshot: Snapshot, language: Language, query: LaneQuery, *, whole: bool) -> LaneResult:
    """Search one language's texts, as far as the asker may read them.

    `whole` False asks its asked-as questions alone: all that a lane can add whose texts the asker has in their own
    language. On 2,682 draft questions (en / ko, fourteen works) such votes put the right section first for
    .715 / .699, whole lanes for .708 / .691, none for .687 / .673; and they cost a third of whole lanes.
    """
    asked: dict[str, float] = {}
    alone: dict[str, float] = {}
    nearest: list[float] = []
    for lane in snapshot.lanes(LaneKind.ASKED, language, query.needs):
        for found in snapshot.index.nearest(lane, query.vector, DEPTH):
            nearest.append(found.cosine)
            for target in snapshot.targets.get(found.id, ()):
                asked[target] = max(found.cosine, asked.get(target, -1.0))
                if found.id not in snapshot.whole:
                    alone[target] = max(found.cosine, alone.get(target, -1.0))
    if not whole:
        return LaneResult(language, {}, asked, alone, {}, margins(asked), level(nearest))
    dense = {
        found.id: found.cosine
        for lane in snapshot.lanes(LaneKind.PASSAGE, language, query.needs)
        for found in snapshot.index.nearest(lane, query.vector, DEPTH)
    }
    lexical = query.words[language].result()
    for passage, said in _unasked(snapshot, dense, lexical, own=language is query.language).items():
        nearest.append(said)
        asked[passage] = max(said, asked.get(passage, -1.0))
    scores = lane_scores(dense, asked, lexical, query.weights)
    return LaneResult(language, dense, asked, alone, lexical, margins(scores), level(nearest))


def _unasked(
    snapshot: Snapshot, dense: Mapping[str, float], lexical: Mapping[str, float], *, own: bool
) -> dict[str, float]:
    """How near passages are that nobody wrote questions for: their own words stand in for them."""
    found = {passage: cosine for passage, cosine in dense.items() if passage in snapshot.unasked}
    if own:
        return {passage: cosine + UNASKED_WORDS * lexical.get(passage, 0.0) for passage, cosine in found.items()}
    apart = margins(dense) if found else {}
    return {
        passage: cosine + UNASKED_FOREIGN + OUTSTANDING * max(0.0, apart[passage] - STANDS_OUT)
        for passage, cosine in found.items()
    }


def lexical_shares(
    snapshot: Snapshot, catalog: Catalog, language: Language, tokens: Sequence[str], role: Role | None
) -> dict[str, float]:
    """BM25 over its maximum (0 to 1) by passage, of what `role` (None: everyone) may read in a language."""
    if not tokens:
        return {}
    maximum = catalog.lexical_maximum(language, tokens)
    if maximum <= 0.0:
        return {}
    needs = audience_needed(role)
    hits = catalog.lexical(language, tokens, role or Role.REP, DEPTH)
    return {
        hit.id: min(1.0, hit.score / maximum)
        for hit in hits
        if (slot := snapshot.slots.get(hit.id)) is not None and slot.audience & needs == needs
    }


def decoys_near(snapshot: Snapshot, own: Language, vector: Vector, needs: int) -> DecoysNear:
    """How near decoys are: their level in one's own language (kb.scoring.level), drawn to the other languages'.

    What only one language's decoys share with a question is often a word. A copy of one is a copy, though, whatever
    other languages say; kb.scoring.NOTHING where one's own has none.
    """
    nearest = _decoys_in(snapshot, own, vector, needs)
    best = max(nearest, default=NOTHING)
    found = (_decoys_in(snapshot, language, vector, needs) for language in Language if language is not own)
    others = [cosines for cosines in found if cosines]
    if not others or not nearest or best >= DECOY_COPY:
        return DecoysNear(level(nearest), best >= DECOY_ITSELF)
    drawn = (1 - OTHER_DECOYS) * level(nearest) + OTHER_DECOYS * max(map(level, others))
    return DecoysNear(drawn, asked_again=False)


def _decoys_in(snapshot: Snapshot, language: Language, vector: Vector, needs: int) -> list[float]:
    """The cosines of the nearest; a decoy counts only while nothing that the asker may read answers it."""
    found = [
        neighbour.cosine
        for lane in snapshot.lanes(LaneKind.DECOY, language, ALL_AUDIENCE)
        for neighbour in snapshot.index.nearest(lane, vector, NEIGHBOURS + len(snapshot.answered))
        if not any(audience & needs == needs for audience in snapshot.answered.get(neighbour.id, ()))
    ]
    return found[:NEIGHBOURS]
