"""A comparison as JSON and as a table in Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from eval.circumstances import Circumstances
from eval.parts import Half
from eval.peers.comparing import Result, Scored
from eval.scores import ALL
from eval.tabling import row, short
from kb.types import Language

_GROUPS = (*map(str, Language), ALL)
# A child that only asks the system what it is.
_LITTLE = 50


def as_json(circumstances: Circumstances, half: Half, results: Sequence[Result]) -> str:
    """All of it; what was found question by question only for the development half."""
    said = [asdict(result) for result in results]
    if half is not Half.DEV:
        for one in said:
            del one["found"]
    whole = {"circumstances": asdict(circumstances), "half": half, "systems": said}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def as_markdown(circumstances: Circumstances, half: Half, results: Sequence[Result]) -> str:
    """Three tables: every edition in the index, the asker's own left out, and what it costs."""
    count = results[0].whole[ALL].first.count
    lines = [
        f"{count} golden questions, {half} half; {circumstances.at}, {circumstances.machine}, "
        f"commit {circumstances.commit or 'unknown'}.",
        "",
        "Right section first / among three, by language asked; all four editions in the index:",
        "",
        *_quality([(one.system, one.whole) for one in results], own=True),
        "",
        "The same with the asker's own edition left out, so that the answer stands in other languages only:",
        "",
        *_quality([(one.system, one.foreign) for one in results], own=False),
        "",
        "What it costs (ingest without loading the encoder; a question in process, all in turn; the most memory of "
        "the process and, where that is more than a trifle, of the largest that it started):",
        "",
        row(["system", "chunks", "ingest s", "query p50 ms", "p95", "its encoder p50 ms", "memory MB"]),
        row(["---"] * 7),
        *(_cost(result) for result in results),
    ]
    return "\n".join(lines)


def _quality(systems: Sequence[tuple[str, Mapping[str, Scored]]], *, own: bool) -> list[str]:
    more = ["best hit in the asker's language"] if own else []
    lines = [row(["system", *_GROUPS, *more]), row(["---"] * (1 + len(_GROUPS) + len(more)))]
    for name, scored in systems:
        cells = [f"{short(scored[one].first.value)} / {short(scored[one].among_three.value)}" if one in scored else ""
                 for one in _GROUPS]  # fmt: skip
        lines.append(row([name, *cells, *([short(scored[ALL].own_language.value)] if own else [])]))
    return lines


def _cost(one: Result) -> str:
    figures = (one.query.p50, one.query.p95, one.encoder.p50)
    return row([
        one.system, str(one.chunks), f"{one.ingest_seconds:.0f}", *(f"{value:.1f}" for value in figures),
        " + ".join(f"{held:.0f}" for held in one.megabytes if held > _LITTLE),
    ])  # fmt: skip
