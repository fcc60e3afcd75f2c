"""Figures on a terminal: one table by language, then what is below its floor."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli import messages
from eval.gate import Shortfall
from eval.latency import Latency, Spread
from eval.page import names, shown
from eval.report import Report
from eval.scores import ALL


def show_report(report: Report, below: Sequence[Shortfall], page: Path, console: Console | None = None) -> None:
    """Print the figures by language; of all languages also the 95 % interval."""
    console = console or Console(highlight=False)
    told = report.circumstances
    console.print(Text(f"{report.items} items, {report.half} half, {told.commit or 'no checkout'}, {told.fingerprint}"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Figure", no_wrap=True)
    for group in report.figures:
        table.add_column(group, justify="right")
    table.add_column("95 %", justify="right", style="dim")
    for name in names(report):
        found = [figures.get(name) for figures in report.figures.values()]
        whole = report.figures[ALL].get(name)
        interval = "" if whole is None or whole.low is None or whole.high is None else _interval(whole.low, whole.high)
        table.add_row(name, *("" if one is None else shown(one.value) for one in found), interval)
    console.print(table)
    for one in below:
        console.print(Text(f"✗ {one}", style="red"))
    if report.failures:
        console.print(messages.EVAL_FAILURES.format(count=len(report.failures)))
    console.print(Text(str(page)))


def show_latency(found: Latency, console: Console | None = None) -> None:
    """Print the three spreads and their ratio."""
    console = console or Console(highlight=False)
    rows = (("bare embedding", found.embedding), ("/v1/ask over HTTP", found.http), ("inside the API", found.inside))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(f"{found.questions} questions")
    for name in ("p50", "p95"):
        table.add_column(f"{name}, ms", justify="right")
    for label, spread in rows:
        table.add_row(label, *_spread(spread))
    console.print(table)
    console.print(f"ratio of medians {found.ratio:.2f}")


def latency_json(found: Latency) -> str:
    """The same as JSON."""
    return json.dumps(asdict(found) | {"ratio": found.ratio}, indent=2)


def _interval(low: float, high: float) -> str:
    return f"{shown(low)} – {shown(high)}"


def _spread(spread: Spread) -> tuple[str, str]:
    return f"{spread.p50:.1f}", f"{spread.p95:.1f}"
