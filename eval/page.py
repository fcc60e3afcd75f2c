"""One HTML page of a report: self-contained, no scripts, light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files

from eval.gate import Shortfall
from eval.plots import drawings
from eval.report import Report


def page(report: Report, shortfalls: Sequence[Shortfall] = ()) -> str:
    """The whole page."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, keep_trailing_newline=True)
    environment.filters["figure"] = shown
    template = environment.from_string(files("eval").joinpath("page.html.jinja").read_text(encoding="utf-8"))
    return template.render(
        report=report,
        circumstances=asdict(report.circumstances),
        names=names(report),
        plots=drawings(report),
        shortfalls=shortfalls,
        breakdowns={
            "By the language of the original": report.originals,
            "By kind of question": report.kinds,
            "Clean and noisy": report.noise,
        },
    )


def names(report: Report) -> list[str]:
    """Every figure's name, in the order in which figures are made."""
    return list(dict.fromkeys(name for figures in report.figures.values() for name in figures))


def shown(value: float) -> str:
    """A share with three digits behind the point, words and milliseconds with one."""
    return f"{value:.3f}" if value <= 1 else f"{value:.1f}"
