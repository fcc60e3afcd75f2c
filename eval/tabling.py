"""Lines of Markdown tables and figures as they stand in them."""

from __future__ import annotations

from collections.abc import Iterable


def row(cells: Iterable[str]) -> str:
    """`| a | b |`."""
    return f"| {' | '.join(cells)} |"


def short(value: float) -> str:
    """`.873`; 1 as `1.000`."""
    return f"{value:.3f}".removeprefix("0")


def signed(value: float) -> str:
    """`+.012`, `-.030`."""
    return ("-" if value < 0 else "+") + short(abs(value))
