"""The progress of an ingest: a bar on a terminal, a line for each stage elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.report import Progress, silent


@contextmanager
def watching(*, quiet: bool) -> Iterator[Progress]:
    """What to hand to the pipeline; everything goes to standard error."""
    if quiet:
        yield silent
    elif not sys.stderr.isatty():
        yield _stages()
    else:
        yield from _bar()


def _stages() -> Progress:
    shown: set[str] = set()

    def progress(stage: str, done: int, total: int, name: str) -> None:
        if stage not in shown:
            shown.add(stage)
            sys.stderr.write(f"{stage} …\n")
            sys.stderr.flush()

    return progress


def _bar() -> Iterator[Progress]:
    from rich import progress as bars
    from rich.console import Console
    from rich.markup import escape

    columns = (
        bars.TextColumn("{task.fields[stage]:<9}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeElapsedColumn(),
        bars.TextColumn("[dim]{task.fields[name]}"),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, stage="read", name="")

        def progress(stage: str, done: int, total: int, name: str) -> None:
            known = total or None
            bar.update(task, completed=done, total=known, stage=escape(stage), name=escape(name))

        yield progress
