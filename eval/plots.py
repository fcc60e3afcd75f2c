"""Plots of a report as SVG for one page: no scripts, text stays text, colours by the page's variables.

matplotlib draws them: altair, which is there anyway, needs a renderer of 30 MB or scripts from the network for SVG.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eval.breakdowns import RefusalRow, Row
from eval.calibration import Calibration, Observation
from eval.metrics import DEPTHS
from eval.scores import ALL
from eval.types import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from eval.report import Report
    from eval.scores import Figures

# Stand-ins that become the page's variables, so that one drawing serves light and dark.
INK, MUTED, GRID = "#010101", "#020202", "#030303"
SERIES = ("#0a0001", "#0a0002", "#0a0003", "#0a0004")
_VARIABLES = {INK: "--ink", MUTED: "--muted", GRID: "--grid"} | {
    colour: f"--series-{number}" for number, colour in enumerate(SERIES, 1)
}
# Shapes tell series apart as well as colours do.
_MARKERS = ("o", "s", "^", "D")


def drawings(report: Report) -> dict[str, str]:
    """SVG by title; a plot that nothing was measured for is left out."""
    import matplotlib as mpl

    style = mpl.rc_context({
        "svg.hashsalt": "fieldcoach",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.size": 10,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": MUTED,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "grid.color": GRID,
        "grid.linewidth": 0.6,
        "legend.frameon": False,
    })
    with style:
        drawn = {
            "Right section first, and among three": _sections(report.figures),
            "Share of the right sections found, by depth": _recall(report.figures),
            "By kind of question": _kinds(report.kinds),
            "What should not be answered": _unanswerable(report.unanswerable),
            "How far asked-as questions lead over decoys": _margins(report.observations.get(ALL, ())),
            "Probability that the texts answer, said and true": _reliability(report.calibration.get(ALL)),
        }
        return {title: _svg(canvas, title) for title, canvas in drawn.items() if canvas is not None}


def _canvas(width: float = 5.4, height: float = 3.2) -> tuple[Canvas, Axes]:
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=(width, height), layout="constrained")
    canvas.patch.set_alpha(0)
    axes = canvas.subplots()
    axes.patch.set_alpha(0)
    axes.set_axisbelow(True)
    return canvas, axes


def _sections(figures: Mapping[str, Figures]) -> Canvas | None:
    groups = [group for group, found in figures.items() if "sections.first" in found]
    if not groups:
        return None
    canvas, axes = _canvas()
    for number, (name, label) in enumerate((("sections.first", "first"), ("sections.among_three", "among three"))):
        found = [figures[group][name] for group in groups]
        places = [place - 0.12 + 0.24 * number for place in range(len(groups))]
        axes.errorbar(
            places,
            [one.value for one in found],
            yerr=[[one.value - _low(one) for one in found], [_high(one) - one.value for one in found]],
            fmt=_MARKERS[number],
            color=SERIES[number],
            capsize=3,
            label=label,
        )
    axes.set_xticks(range(len(groups)), groups)
    axes.set_ylim(0, 1.02)
    axes.grid(axis="y")
    axes.legend(loc="lower right", title="with 95 % intervals")
    return canvas


def _recall(figures: Mapping[str, Figures]) -> Canvas | None:
    groups = [group for group, found in figures.items() if group != ALL and "sections.recall@1" in found]
    if not groups:
        return None
    canvas, axes = _canvas()
    for number, group in enumerate(groups):
        values = [figures[group][f"sections.recall@{depth}"].value for depth in DEPTHS]
        axes.plot(DEPTHS, values, color=SERIES[number], marker=_MARKERS[number], label=group)
    axes.set_xticks(DEPTHS)
    axes.set_xlabel("sections looked at")
    axes.set_ylim(0, 1.02)
    axes.grid(axis="y")
    axes.legend(loc="lower right")
    return canvas


def _kinds(rows: Sequence[Row]) -> Canvas | None:
    found = sorted((row for row in rows if row.language == ALL), key=lambda row: (row.complete, row.first))
    if not found:
        return None
    canvas, axes = _canvas(height=0.36 * len(found) + 1)
    for number, (label, name) in enumerate((("right section first", "first"), ("all it must say", "complete"))):
        values = [getattr(row, name) for row in found]
        places = [place + 0.14 - 0.28 * number for place in range(len(found))]
        axes.plot(values, places, _MARKERS[number], color=SERIES[number], label=label)
    axes.set_yticks(range(len(found)), [f"{row.label.replace('_', ' ')} ({row.count})" for row in found])
    axes.set_xlim(-0.02, 1.02)
    axes.grid(axis="both")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return canvas


def _unanswerable(rows: Sequence[RefusalRow]) -> Canvas | None:
    found = [row for row in rows if row.language == ALL][::-1]
    if not found:
        return None
    canvas, axes = _canvas(height=0.4 * len(found) + 1)
    begin = [0.0] * len(found)
    shares = (("refused", SERIES[0], ""), ("corrected", SERIES[2], "//"), ("answered", SERIES[1], "xx"))
    for name, colour, hatch in shares:
        values = [getattr(row, name) for row in found]
        axes.barh(range(len(found)), values, left=begin, color=colour, label=name, hatch=hatch, edgecolor=GRID)
        begin = [one + other for one, other in zip(begin, values, strict=True)]
    axes.set_yticks(range(len(found)), [f"{row.kind.replace('_', ' ')} ({row.count})" for row in found])
    axes.set_xlim(0, 1)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return canvas


def _margins(observations: Sequence[Observation]) -> Canvas | None:
    sides = [[one.margin for one in observations if one.answerable is answerable] for answerable in (True, False)]
    if not all(sides):
        return None
    canvas, axes = _canvas()
    low, high = min(map(min, sides)), max(map(max, sides))
    edges = [low + (high - low or 1.0) * step / 24 for step in range(25)]
    for number, (values, label) in enumerate(zip(sides, ("answerable", "not answerable"), strict=True)):
        axes.hist(values, bins=edges, histtype="step", linewidth=1.8, color=SERIES[number], label=label,
                  linestyle=("-", "--")[number])  # fmt: skip
    axes.set_xlabel("margin")
    axes.set_ylabel("questions")
    axes.legend()
    return canvas


def _reliability(calibration: Calibration | None) -> Canvas | None:
    if calibration is None:
        return None
    canvas, axes = _canvas()
    axes.plot((0, 1), (0, 1), color=MUTED, linestyle=":", linewidth=1)
    bins = calibration.bins
    said, true = [one.predicted for one in bins], [one.observed for one in bins]
    axes.scatter(said, true, s=[16 + 4 * one.count for one in bins], color=SERIES[0], alpha=0.7)
    axes.set_xlabel("probability said")
    axes.set_ylabel("share that is answerable")
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.03, 1.03)
    axes.grid()
    return canvas


def _low(figure: Figure) -> float:
    return figure.value if figure.low is None else min(figure.low, figure.value)


def _high(figure: Figure) -> float:
    return figure.value if figure.high is None else max(figure.high, figure.value)


def _svg(canvas: Canvas, title: str) -> str:
    """The drawing without prologue, its size left to the page, its ids its own."""
    buffer = io.StringIO()
    canvas.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawn = buffer.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r' (?:width|height)="[\d.]+pt"', "", drawn, count=2)
    for colour, variable in _VARIABLES.items():
        drawn = drawn.replace(colour, f"var({variable})")
    # Two drawings on one page may not share an id.
    own = re.sub(r"\W+", "-", title.lower())
    drawn = re.sub(r'\bid="', f'id="{own}-', drawn)
    drawn = re.sub(r'(url\(#|href="#)', rf"\g<1>{own}-", drawn)
    return drawn.replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
