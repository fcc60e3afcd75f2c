"""Rows of an ablation as a table in Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from eval.ablation.measuring import Row
from eval.circumstances import Circumstances
from eval.scores import ALL
from eval.tabling import row as cells
from eval.tabling import short, signed
from eval.types import Figure

_HEAD = (
    "| variant | first | change [95 %] | among three | passages nDCG@10 | margin AUC | first by language |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)


def as_json(circumstances: Circumstances, sets: Mapping[str, Sequence[Row]]) -> str:
    """All rows of all sets of questions, with how they came to be."""
    return json.dumps(
        {
            "circumstances": asdict(circumstances),
            "sets": {name: [asdict(row) for row in rows] for name, rows in sets.items()},
        },
        ensure_ascii=False,
        indent=1,
    )


def as_markdown(circumstances: Circumstances, sets: Mapping[str, Sequence[Row]]) -> str:
    """A table for each set of questions, one line a variant."""
    lines = [f"Ablation, {circumstances.at}, {circumstances.machine}, commit {circumstances.commit or 'unknown'}", ""]
    for name, rows in sets.items():
        counts = ", ".join(f"{row.language} {row.first.count}" for row in rows if row.variant == rows[0].variant)
        lines += [f"{name}: right section first / among three; answerable questions: {counts}.", "", *_HEAD]
        lines += [_line(row, rows) for row in rows if row.language == ALL]
        lines.append("")
    return "\n".join(lines)


def _line(row: Row, rows: Iterable[Row]) -> str:
    by_language = " ".join(
        f"{one.language} {short(one.first.value)}"
        for one in rows
        if one.language != ALL and (one.group, one.variant) == (row.group, row.variant)
    )
    name = f"{row.group}: {row.variant}" if row.group else row.variant
    area = "" if row.area is None else short(row.area)
    figures = (
        short(row.first.value),
        _change(row.first_change),
        short(row.among_three.value),
        short(row.passages.value),
    )
    return cells((name, *figures, area, by_language))


def _change(figure: Figure) -> str:
    if figure.value == 0 and figure.low == figure.high:
        return ""
    low, high = figure.low or 0.0, figure.high or 0.0
    return f"{signed(figure.value)} [{signed(low)}, {signed(high)}]"
