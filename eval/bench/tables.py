"""The bench's figures beside those of the first measurement, as JSON and as Markdown."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.bench.measuring import MixedRow, PoolRow, Scores
from eval.bench.sets import BenchSet
from eval.tabling import row

_REFERENCE = Path(__file__).with_name("reference.toml")


class _Pool(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    dense: tuple[float, float, float]
    hybrid: tuple[float, float, float]


class Reference(BaseModel):
    """What was measured before: sets by `<set> <asked>-<pool>` or `<set> across`, and strategies by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pools: Mapping[str, _Pool]
    mixed: Mapping[str, tuple[float, float, float, float, float]]


def read_reference(path: Path = _REFERENCE) -> Reference:
    """The figures of the first measurement."""
    return Reference.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def as_json(about: Mapping[str, str], pools: Sequence[PoolRow], mixed: Sequence[MixedRow]) -> str:
    """Everything that was measured."""
    said = {"about": about, "pools": [asdict(one) for one in pools], "mixed": [asdict(one) for one in mixed]}
    return json.dumps(said, ensure_ascii=False, indent=1)


def as_markdown(
    about: Mapping[str, str], sets: Sequence[BenchSet], pools: Sequence[PoolRow], mixed: Sequence[MixedRow]
) -> str:
    """Two tables: set by set, and the mixed library."""
    reference = read_reference()
    sizes = ", ".join(f"{one.name} {len(one.passages)} passages, {len(one.queries)} questions" for one in sets)
    return "\n".join([
        " · ".join(f"{name} {value}" for name, value in about.items()),
        "",
        f"Sets: {sizes}. Each cell: nDCG@10 / recall@5 / MRR@10, in per cent.",
        "",
        row(["set, asked-pool", "questions", "dense", "ours", "dense before", "cos + .1 BM25 before"]),
        row(["---"] * 6),
        *(_pool(one, reference) for one in pools if one.asked is one.pool or one.name == "xquad"),
        *_across(pools, reference),
        "",
        "All sets in one library. Own: the asker's version is there and looked for (any: or one in another language). "
        "Foreign: it was taken away, so that the answer stands in other languages only.",
        "",
        row(["search", "own hit@10", "hit@5", "MRR@10", "any hit@10", "foreign hit@10", "hit@5", "by language asked"]),
        row(["---"] * 8),
        *(_mixed(one) for one in mixed),
        *(
            row([f"before: {name}", *_per_cent(values[:3]), "", *_per_cent(values[3:]), ""])
            for name, values in reference.mixed.items()
        ),
    ])  # fmt: skip


def _pool(one: PoolRow, reference: Reference) -> str:
    name = f"{one.name} {one.asked}-{one.pool}"
    before = reference.pools.get(name)
    cells = [name, str(one.dense.ndcg.count), _three(one.dense), _three(one.ours)]
    return row([*cells, *(_before(before.dense), _before(before.hybrid))] if before else [*cells, "", ""])


def _across(pools: Sequence[PoolRow], reference: Reference) -> list[str]:
    """The mean over all pairs of languages of a set, as before."""
    lines = []
    for name in dict.fromkeys(one.name for one in pools):
        pairs = [one for one in pools if one.name == name and one.asked is not one.pool]
        before = reference.pools.get(f"{name} across")
        if before and pairs:
            count = sum(one.dense.ndcg.count for one in pairs)
            dense, ours = (_mean_three([getattr(one, side) for one in pairs]) for side in ("dense", "ours"))
            cells = [f"{name} across ({len(pairs)} pairs)", str(count), dense, ours]
            lines.append(row([*cells, _before(before.dense), _before(before.hybrid)]))
    return lines


def _mixed(one: MixedRow) -> str:
    own, either, foreign = one.own["all"], one.any_version["all"], one.foreign["all"]
    found_own = (own.hit_ten, own.hit_five, own.reciprocal_rank)
    figures = (*found_own, either.hit_ten, foreign.hit_ten, foreign.hit_five)
    by_language = ", ".join(
        f"{name} {100 * scores.hit_ten.value:.1f}" for name, scores in one.foreign.items() if name != "all"
    )
    return row([one.strategy, *_per_cent([100 * figure.value for figure in figures]), by_language])


def _per_cent(values: Sequence[float]) -> list[str]:
    return [f"{value:.1f}" for value in values]


def _three(scores: Scores) -> str:
    return _mean_three([scores])


def _mean_three(members: Sequence[Scores]) -> str:
    triples = [(one.ndcg.value, one.recall.value, one.reciprocal_rank.value) for one in members]
    return _before([100 * sum(column) / len(members) for column in zip(*triples, strict=True)])


def _before(figures: Sequence[float]) -> str:
    return " / ".join(_per_cent(figures))
