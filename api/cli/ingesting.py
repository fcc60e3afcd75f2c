"""`coach ingest` and `coach verify`: always in this process, under the library's lock."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import messages
from api.cli.options import FAILED, JsonFlag, print_body
from ingest.report import Report


def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="Folders or files; default: the shipped texts.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also take in what was removed on purpose.")] = False,
    brief: Annotated[bool, typer.Option("--brief", hidden=True)] = False,
    as_json: JsonFlag = False,
) -> None:
    """Bring the library up to date with texts; what has not changed costs nothing."""
    from api.cli.backend import pipeline_of
    from api.cli.progress import watching
    from api.presenters import report_out
    from kb.errors import InputError
    from kb.settings import load_settings

    settings = load_settings()
    wanted = paths or [settings.corpus]
    for path in wanted:
        if not path.exists():
            raise InputError(messages.NO_CORPUS.format(corpus=path))
    pipeline = pipeline_of(settings)
    try:
        with watching(quiet=as_json) as progress:
            reports = [pipeline.run_folder(path, progress=progress, again=again) for path in wanted]
    except KeyboardInterrupt as error:
        typer.echo(messages.INGEST_STOPPED, err=True)
        raise typer.Exit(FAILED) from error
    report = report_out(joined(reports))
    if as_json:
        print_body(report)
    elif not brief or report.added or report.changed or report.removed or report.failed:
        from api.cli.library import show_report

        show_report(report)
    if report.failed:
        raise typer.Exit(FAILED)


def verify(as_json: JsonFlag = False) -> None:
    """Check that what is stored agrees with itself: ids, versions, offsets, vectors."""
    from api.cli.backend import pipeline_of
    from api.schemas.housekeeping import VerifyOut
    from kb.settings import load_settings

    found = pipeline_of(load_settings()).verify()
    if as_json:
        print_body(VerifyOut(sound=not found, problems=tuple(found)))
    elif not found:
        typer.echo(messages.SOUND)
    else:
        typer.echo(messages.UNSOUND.format(count=len(found)))
        for sentence in found:
            typer.echo(f"✗ {sentence}")
    if found:
        raise typer.Exit(FAILED)


def joined(reports: list[Report]) -> Report:
    """Several runs as one."""
    return Report(
        added=tuple(name for report in reports for name in report.added),
        changed=tuple(name for report in reports for name in report.changed),
        kept=tuple(name for report in reports for name in report.kept),
        removed=tuple(name for report in reports for name in report.removed),
        failed=tuple(one for report in reports for one in report.failed),
        warnings=tuple(one for report in reports for one in report.warnings),
        passages=sum(report.passages for report in reports),
        questions=sum(report.questions for report in reports),
        embedded=sum(report.embedded for report in reports),
        seconds=sum(report.seconds for report in reports),
    )
