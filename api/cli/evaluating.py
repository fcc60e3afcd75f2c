"""`coach eval`: the golden questions through the library, in figures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import messages
from api.cli.options import FAILED, JsonFlag
from eval.parts import Half, Part
from kb.types import Language

if TYPE_CHECKING:
    from eval.gate import Shortfall
    from eval.golden import Golden, GoldenSet
    from eval.report import Examination, Report
    from eval.texts import Texts
    from kb.settings import Settings

# More faults than this on a terminal help nobody.
_FAULTS = 10


def _parts(names: str) -> frozenset[Part]:
    try:
        return frozenset(Part(name.strip()) for name in names.split(",")) if names else frozenset(Part)
    except ValueError as error:
        raise typer.BadParameter(messages.EVAL_PARTS.format(parts=", ".join(Part))) from error


def evaluate(
    half: Annotated[Half, typer.Option(help="`test` is only run to report: its items are never shown.")] = Half.DEV,
    language: Annotated[Language | None, typer.Option("--language", "-l", help="Only questions in this one.")] = None,
    only: Annotated[str, typer.Option(metavar="PART,…", help=f"Only these parts: {', '.join(Part)}.")] = "",
    output: Annotated[Path | None, typer.Option(help="Where report and page go; default: eval/ in the home.")] = None,
    questions: Annotated[Path | None, typer.Option(help="A folder with golden files of your own.")] = None,
    floors: Annotated[bool, typer.Option("--floors", help="Exit code 1 below the floors of eval/floors.toml.")] = False,
    latency: Annotated[bool, typer.Option("--latency", help="Instead: what an answer of `coach up` costs.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Measure the library with the golden questions: a table, a report and a page with plots."""
    from kb.settings import load_settings

    parts = _parts(only)
    if floors and (half is not Half.DEV or language or only):
        raise typer.BadParameter(messages.EVAL_FLOORS_WHOLE)
    settings = load_settings()
    if latency:
        _latency(settings, as_json=as_json)
        return
    golden = _golden(questions)
    examination = _examination(settings, golden)
    languages = frozenset({language}) if language else frozenset(Language)
    items = golden.chosen(half, languages, parts)
    if not items:
        raise typer.BadParameter(messages.EVAL_NOTHING)
    with _watching(len(items)) as advance:
        report = examination.report(items, half, advance)
    below = _below(report) if floors else []
    written = _write(report, below, output or settings.home / "eval")
    if as_json:
        typer.echo(report.as_json())
    else:
        from api.cli.figures import show_report

        show_report(report, below, written)
    if below:
        raise typer.Exit(FAILED)


def _golden(folder: Path | None) -> GoldenSet:
    from eval.golden import QUESTIONS, read_golden

    return read_golden(folder or QUESTIONS)


def _examination(settings: Settings, golden: GoldenSet) -> Examination:
    """A coach in this process: margins and rankings are no business of the API."""
    from eval.extra import need_extra

    need_extra()
    from api.cli.environment import quieten

    quieten()
    from eval.circumstances import circumstances
    from eval.report import Examination
    from eval.texts import texts_of
    from kb.assembly import build_coach, open_parts
    from kb.errors import StoreError

    parts = open_parts(settings)
    coach = build_coach(settings, parts)
    reason = coach.ready()
    if reason is not None:
        raise StoreError(reason)
    texts = texts_of(coach.library)
    _check(golden.items, texts)
    return Examination(
        coach=coach,
        texts=texts,
        text_of=coach.text_of,
        circumstances=circumstances(coach.library, parts.fingerprint, golden.checksum),
        development=golden.chosen(Half.DEV),
    )


def _check(items: tuple[Golden, ...], texts: Texts) -> None:
    from eval.golden import GoldenError
    from eval.golden_checks import reference_faults

    if faults := list(reference_faults(items, texts)):
        shown = "\n".join(faults[:_FAULTS])
        raise GoldenError(messages.EVAL_OTHER_TEXTS.format(count=len(faults)) + f"\n{shown}")


def _below(report: Report) -> list[Shortfall]:
    from eval.gate import read_floors, shortfalls

    return shortfalls(report.figures, read_floors())


def _write(report: Report, below: list[Shortfall], folder: Path) -> Path:
    """Write report and page; return the page."""
    from eval.page import page

    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{report.half}.json").write_text(report.as_json() + "\n", encoding="utf-8")
    written = folder / f"{report.half}.html"
    written.write_text(page(report, below), encoding="utf-8")
    return written


def _latency(settings: Settings, *, as_json: bool) -> None:
    from api.cli.environment import quieten
    from api.service_record import read_record
    from eval.latency import WARMING, measure, questions
    from kb.errors import ServiceError

    record = read_record(settings.home)
    if record is None:
        raise ServiceError(messages.EVAL_NO_SERVICE)
    quieten()
    from kb.assembly import open_parts

    embedding = open_parts(settings).embedding
    embedding.warm_up()
    texts = questions(_golden(None), 200 + WARMING)
    found = measure(record.address, record.token.get_secret_value(), texts, embedding.embed_question)
    from api.cli.figures import latency_json, show_latency

    if as_json:
        typer.echo(latency_json(found))
    else:
        show_latency(found)


@contextmanager
def _watching(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("asking", total=total)
        yield lambda: bar.advance(task)
