"""Hybrid retrieval as llama-index knows it: a BaseRetriever, bound for each request to who asks in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from kb.languages import detect
from kb.llama_bridge import found_nodes
from kb.retrieval.alignment import choose_edition
from kb.retrieval.fusion import classified, fuse
from kb.retrieval.lanes import LaneQuery, decoys_near, lexical_shares, search_lane
from kb.retrieval.side_by_side import Inline
from kb.retrieval.snapshot import GroupKey
from kb.scoring import DEFAULT_WEIGHTS, Weights, adapted
from kb.store.centring import LANGUAGES, centre_question
from kb.store.vectors import audience_needed
from kb.text import search_tokens
from kb.types import Hit, Language, Passage, Role, Search

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from kb.retrieval.lanes import LaneResult
    from kb.retrieval.snapshot import Snapshot, Snapshots
    from kb.store.records import Catalog
    from kb.store.vectors import Vector

# The most that a section of the shipped texts has is 21, and a few of others are needed beside it.
DEFAULT_COUNT = 24


class HybridRetriever(BaseRetriever):
    """Question → passages with raw and fused scores: one lane a language, joined, in the asker's edition.

    Unbound (no role) it returns only what everyone may read. `bound` gives the retriever for one request.
    """

    def __init__(
        self,
        catalog: Catalog,
        snapshots: Snapshots,
        embed: Callable[[str], Vector],
        *,
        language: Language | None = None,
        role: Role | None = None,
        only: Language | None = None,
        count: int = DEFAULT_COUNT,
        weights: Weights = DEFAULT_WEIGHTS,
        pool: Executor | None = None,
    ) -> None:
        """`embed`: a question's raw unit vector. `language` None: detected. `only`: search this lane alone.

        `pool` searches lanes side by side; None does one thing after the other.
        """
        super().__init__()
        self._catalog = catalog
        self._snapshots = snapshots
        self._embed = embed
        self._language = language
        self._role = role
        self._only = only
        self._count = count
        self._weights = weights
        self._pool = pool or Inline()

    def bound(
        self,
        *,
        language: Language | None,
        role: Role,
        only: Language | None = None,
        count: int = DEFAULT_COUNT,
    ) -> HybridRetriever:
        """The same retriever for one request: cheap, shares everything heavy."""
        return HybridRetriever(
            self._catalog,
            self._snapshots,
            self._embed,
            language=language,
            role=role,
            only=only,
            count=count,
            weights=self._weights,
            pool=self._pool,
        )

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return found_nodes(self.search(query_bundle.query_str))

    def search(self, text: str) -> Search:
        """The same search with our own types; raises IndexMismatch, StoreError or EmbeddingError."""
        own = self._language or detect(text).language or Language.EN
        snapshot = self._snapshots.current()
        needs = audience_needed(self._role)
        asked = (self._only,) if self._only else LANGUAGES
        whole = {
            language for language in asked if language is (self._only or own) or (own, language) in snapshot.beyond
        }
        tokens = search_tokens(text)
        # Words are looked up while the question is embedded, lanes beside each other.
        words = {
            language: self._pool.submit(lexical_shares, snapshot, self._catalog, language, tokens, self._role)
            for language in asked
            if language in whole
        }
        generation = snapshot.generation
        question = centre_question(self._embed(text), own, generation)
        vector = adapted(question, generation.adapter)
        query = LaneQuery(own, vector, words, needs, self._weights)
        begun = {
            language: self._pool.submit(search_lane, snapshot, language, query, whole=language in whole)
            for language in asked
        }
        decoys = decoys_near(snapshot, own, vector, needs)
        lanes = {language: lane.result() for language, lane in begun.items()}
        fused = fuse(lanes.values(), snapshot.group_of, snapshot.groups, own, self._weights)
        certainty = 0.0
        if generation.classifier is not None:
            fused, certainty = classified(fused, generation.classifier.shares(question), self._weights)
        return Search(
            text=text,
            language=own,
            hits=self._hits(snapshot, lanes, fused, own, needs),
            asked_level=max(lane.asked_level for lane in lanes.values()),
            decoy_level=decoys.level,
            # What somebody said is not answered stays so, however much a classifier would have made of it.
            certainty=min(certainty, 0.0) if decoys.asked_again else certainty,
        )

    def _hits(
        self,
        snapshot: Snapshot,
        lanes: Mapping[Language, LaneResult],
        fused: Mapping[GroupKey, float],
        own: Language,
        needs: int,
    ) -> tuple[Hit, ...]:
        shown: dict[str, tuple[GroupKey, float]] = {}
        for key, score in sorted(fused.items(), key=lambda pair: (-pair[1], pair[0])):
            slot = choose_edition(snapshot, key, self._only or own, lanes, needs)
            if slot is not None:
                shown.setdefault(slot.id, (key, score))
            if len(shown) == self._count:
                break
        passages = self._catalog.passages(list(shown))
        return tuple(
            _hit(snapshot, lanes, passages[passage], key, score)
            for passage, (key, score) in shown.items()
            if passage in passages
        )


def _hit(
    snapshot: Snapshot, lanes: Mapping[Language, LaneResult], passage: Passage, key: GroupKey, score: float
) -> Hit:
    """The raw scores are those of the passage shown, or of the parallel through which it was found."""
    for slot in (snapshot.slots[passage.id], *snapshot.groups[key]):
        lane = lanes.get(slot.language)
        if lane is not None and slot.id in lane.margins:
            return Hit(
                passage=passage,
                score=score,
                dense=lane.dense.get(slot.id),
                lexical=lane.lexical.get(slot.id),
                asked=lane.asked.get(slot.id),
                lane=slot.language,
                alone=lane.alone.get(slot.id),
                unasked=passage.id in snapshot.unasked,
            )
    return Hit(passage=passage, score=score, dense=None, lexical=None, asked=None, lane=passage.language)
