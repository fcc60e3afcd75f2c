"""The figures: each set in one language and across two, and all sets as one mixed library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench.library import BenchLibrary, Vectors, build, nearest
from eval.bench.sets import BenchPassage, BenchQuery, BenchSet
from eval.metrics import mean, rankings
from eval.types import Figure, Ranking
from kb.assembly import Parts
from kb.store.vectors import Matrix
from kb.types import Language

# As embedding.md and the field count: ten passages.
COUNT = 10

Find = Callable[[BenchQuery, Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Scores:
    """Of ten passages: nDCG, recall of the best five, reciprocal rank, and whether a right one is among 5 and 10."""

    ndcg: Figure
    recall: Figure
    reciprocal_rank: Figure
    hit_five: Figure
    hit_ten: Figure


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One set: questions in one language over the passages of one; dense alone and our search."""

    name: str
    asked: Language
    pool: Language
    passages: int
    dense: Scores
    ours: Scores


@dataclass(frozen=True, slots=True)
class MixedRow:
    """One way of searching all sets at once.

    `own`: the asker's version is there and looked for; `any_version`: it is there, but any will do; `foreign`: it was
    taken away. By language asked and `all`; a language whose questions have no version elsewhere is not in `foreign`.
    """

    strategy: str
    own: Mapping[str, Scores]
    any_version: Mapping[str, Scores]
    foreign: Mapping[str, Scores]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is needed to measure: the encoder and its vectors, a folder for libraries."""

    parts: Parts
    vectors: Vectors
    folder: Path

    def pools(self, sets: Sequence[BenchSet]) -> Iterator[PoolRow]:
        """Every set: each language with itself and with each other that has the right passages."""
        for one in sets:
            library = build(self.parts, [one], self.vectors, self.folder / one.name, None)
            for asked in Language:
                for pool in Language:
                    row = self._pool(one, library, asked, pool)
                    if row is not None:
                        yield row
            library.catalog.close()

    def mixed(self, sets: Sequence[BenchSet], adapters: Mapping[str, Matrix | None]) -> Iterator[MixedRow]:
        """All sets in one library: the nearest of all, then our search with each of the adapters (by name)."""
        passages = [passage for one in sets for passage in one.passages]
        queries = [query for one in sets for query in one.queries]
        language_of = {passage.id: passage.language for passage in passages}

        def globally(query: BenchQuery, gone: Sequence[str]) -> list[str]:
            return nearest(self.vectors, passages, query.text, COUNT, gone)

        yield _mixed_row("global dense", queries, language_of, globally)
        for name, adapter in adapters.items():
            library = build(self.parts, sets, self.vectors, self.folder / f"mixed {name}", adapter)
            yield _mixed_row(name, queries, language_of, _ours(library))
            library.catalog.close()

    def _pool(self, one: BenchSet, library: BenchLibrary, asked: Language, pool: Language) -> PoolRow | None:
        passages = one.of(pool)
        here = {passage.id for passage in passages}
        queries = [query for query in one.queries if query.language is asked and here & set(query.positives)]
        if not queries:
            return None

        def plain(query: BenchQuery, _: Sequence[str]) -> list[str]:
            return nearest(self.vectors, passages, query.text, COUNT)

        def ours(query: BenchQuery, _: Sequence[str]) -> list[str]:
            return library.found(query.text, asked, COUNT, only=pool)

        asks = [(query, [name for name in query.positives if name in here], ()) for query in queries]
        return PoolRow(one.name, asked, pool, len(passages), _score(asks, plain), _score(asks, ours))


def _ours(library: BenchLibrary) -> Find:
    def find(query: BenchQuery, gone: Sequence[str]) -> list[str]:
        return library.found(query.text, query.language, COUNT, gone=gone)

    return find


_Ask = tuple[BenchQuery, Sequence[str], Sequence[str]]


def _mixed_row(
    strategy: str, queries: Sequence[BenchQuery], language_of: Mapping[str, Language], find: Find
) -> MixedRow:
    own: list[_Ask] = []
    whichever: list[_Ask] = []
    foreign: list[_Ask] = []
    asked: dict[tuple[BenchQuery, Sequence[str]], Sequence[str]] = {}

    def once(query: BenchQuery, gone: Sequence[str]) -> Sequence[str]:
        key = query, tuple(gone)
        if key not in asked:
            asked[key] = find(query, gone)
        return asked[key]

    for query in queries:
        mine = [name for name in query.positives if language_of[name] is query.language]
        others = [name for name in query.positives if language_of[name] is not query.language]
        if mine:
            own.append((query, mine, ()))
            whichever.append((query, query.positives, ()))
        if others:
            foreign.append((query, others, mine))
    return MixedRow(strategy, *(_by_language(asks, once) for asks in (own, whichever, foreign)))


def _by_language(asks: Sequence[_Ask], find: Find) -> dict[str, Scores]:
    found = _rank(asks, find)
    groups = {str(one): [number for number, ask in enumerate(asks) if ask[0].language is one] for one in Language}
    groups["all"] = list(range(len(asks)))
    return {name: _scores([found[str(number)] for number in members]) for name, members in groups.items() if members}


def _score(asks: Sequence[_Ask], find: Find) -> Scores:
    return _scores(list(_rank(asks, find).values()))


def _rank(asks: Sequence[_Ask], find: Find) -> dict[str, Ranking]:
    relevant = {str(number): right for number, (_, right, _) in enumerate(asks)}
    return rankings(relevant, {str(number): find(query, gone) for number, (query, _, gone) in enumerate(asks)})


def _scores(found: Sequence[Ranking]) -> Scores:
    return Scores(
        ndcg=_mean([one.ndcg for one in found]),
        recall=_mean([one.recall[5] for one in found]),
        reciprocal_rank=_mean([one.reciprocal_rank for one in found]),
        hit_five=_mean([float(one.recall[5] > 0) for one in found]),
        hit_ten=_mean([float(one.recall[10] > 0) for one in found]),
    )


def _mean(values: Sequence[float]) -> Figure:
    found = mean(values)
    if found is None:
        raise ValueError("nothing was asked")
    return found


def languages_of(passages: Sequence[BenchPassage]) -> dict[Language, int]:
    """How many passages there are of each language."""
    return {one: sum(passage.language is one for passage in passages) for one in Language}
