"""Each variant asked every question: figures, and how far it lies from the search as it is, question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.ablation.probes import Probe
from eval.ablation.variants import Variant
from eval.metrics import area, mean, rankings
from eval.runner import ranked
from eval.scores import ALL
from eval.types import Figure, Ranking
from kb.types import Language


@dataclass(frozen=True, slots=True)
class Row:
    """One variant's figures in one language or `all`.

    `first_change`: right sections first, this less the search as it is, of the same questions (its interval is that
    of the paired difference). `area` None: no unanswerable question was asked.
    """

    group: str
    variant: str
    language: str
    first: Figure
    among_three: Figure
    passages: Figure
    area: float | None
    first_change: Figure


@dataclass(frozen=True, slots=True)
class _Asked:
    sections: Mapping[str, Ranking]
    passages: Mapping[str, Ranking]
    margins: Mapping[str, float]


def measure(variants: Iterable[Variant], probes: Sequence[Probe], watch: Callable[[str], None]) -> list[Row]:
    """Rows of every variant, language by language, then of all; the first variant is what the others are held to."""
    rows: list[Row] = []
    base: _Asked | None = None
    for variant in variants:
        watch(variant.name)
        found = _ask(variant, probes)
        base = base or found
        for language, members in _by_language(probes):
            rows.append(_row(variant, language, members, found, base))
    return rows


def _by_language(probes: Sequence[Probe]) -> list[tuple[str, Sequence[Probe]]]:
    groups = [(str(one), [probe for probe in probes if probe.language is one]) for one in Language]
    return [(name, members) for name, members in groups if any(one.answerable for one in members)] + [(ALL, probes)]


def _ask(variant: Variant, probes: Sequence[Probe]) -> _Asked:
    sections: dict[str, tuple[str, ...]] = {}
    passages: dict[str, tuple[str, ...]] = {}
    margins: dict[str, float] = {}
    for probe in probes:
        search = variant.search(probe.text)
        passages[probe.id], sections[probe.id] = ranked(search, variant.second_weight)
        margins[probe.id] = variant.margin(search)
    answerable = [probe for probe in probes if probe.answerable]
    return _Asked(
        rankings({probe.id: probe.sections for probe in answerable}, sections),
        rankings({probe.id: probe.passages for probe in answerable}, passages),
        margins,
    )


def _row(variant: Variant, language: str, probes: Sequence[Probe], found: _Asked, base: _Asked) -> Row:
    asked = [probe.id for probe in probes if probe.answerable]
    return Row(
        group=variant.group,
        variant=variant.name,
        language=language,
        first=_mean([found.sections[one].first for one in asked]),
        among_three=_mean([found.sections[one].among_three for one in asked]),
        passages=_mean([found.passages[one].ndcg for one in asked]),
        area=area(
            [found.margins[one] for one in asked],
            [found.margins[probe.id] for probe in probes if not probe.answerable],
        ),
        first_change=_mean([found.sections[one].first - base.sections[one].first for one in asked]),
    )


def _mean(values: Sequence[float]) -> Figure:
    found = mean(values)
    if found is None:
        raise ValueError("no answerable question was asked")
    return found
