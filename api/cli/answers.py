"""Answers and hits on a terminal: numbered lines, sources, quotes; wide characters counted as wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.quiz_sheet import key_rows, question_rows
from api.plain_text import numbers_of
from api.schemas.results import BlockOut, CitationOut, LineOut, RelatedOut, ResultOut, TrainingModuleOut
from api.schemas.search import HitOut, SearchOut

_LANGUAGE_NAMES = {"zh": "Chinese", "ko": "Korean", "bg": "Bulgarian", "en": "English"}
_QUOTES = {"zh": ("“", "”"), "ko": ("“", "”"), "bg": ("„", "“"), "en": ("“", "”")}


def show_result(result: ResultOut, console: Console | None = None) -> None:
    """Print an answer with its sources, or a refusal with the nearest topics."""
    console = console or Console(highlight=False)
    if result.title:
        console.print(Text(result.title, style="bold"))
    if result.refusal is not None:
        console.print(Text(result.refusal.message))
    if result.kind == "answer":
        for block in result.blocks:
            console.print(_block(block))
    else:
        _show_parts(result, console)
    for gap in result.uncovered:
        console.print(Text(f"Not in the texts: {gap}", style="yellow"))
    _show_sources(result, console)


def _show_sources(result: ResultOut, console: Console) -> None:
    if result.citations:
        console.print(Text("\nSources", style="bold"))
        console.print(_list(_sources(result)))
    if result.related:
        console.print(Text("\nRelated" if result.refusal is None else "\nNearest topics", style="bold"))
        console.print(_list([("•", _related(one)) for one in result.related]))


def _show_parts(result: ResultOut, console: Console) -> None:
    """A material's blocks: the agenda as one table, an empty line before each other block, then the quiz."""
    agenda = [block for block in result.blocks if block.key == "agenda"]
    for block in result.blocks:
        if block.key != "agenda":
            console.print()
            console.print(_block(block))
        elif block is agenda[0]:
            console.print()
            console.print(_agenda(agenda))
    if isinstance(result, TrainingModuleOut) and result.quiz:
        console.print(Text("\nQuiz", style="bold"))
        console.print(_list(question_rows(result.quiz)))
        console.print(Text("\nKey", style="bold"))
        console.print(_list(key_rows(result.quiz)))
    if result.uncovered:
        console.print()


def _agenda(blocks: Sequence[BlockOut]) -> RenderableType:
    """Minutes, what is done, and what the block says about it; the sum at the end."""
    rows: list[tuple[str, Text]] = []
    for block in blocks:
        text = Text("\n").join([Text(block.heading or ""), *(_line(line) for line in block.lines)])
        rows.append((f"{block.minutes} min" if block.minutes else "", text))
    total = sum(block.minutes or 0 for block in blocks)
    rows.append((f"{total} min", Text("in all", style="dim")))
    return _stack([Text("Agenda", style="bold"), _list(rows)])


def show_hits(found: SearchOut, console: Console | None = None) -> None:
    """Print passages, best first, each with its scores."""
    console = console or Console(highlight=False)
    if not found.hits:
        console.print("Nothing was found.")
    for number, hit in enumerate(found.hits, 1):
        head = Text(f"{hit.score:.3f}  ", style="bold")
        head.append(f"{hit.document}#{hit.anchor}", style="cyan")
        head.append("  " + _scores(hit), style="dim")
        lines = [head, Text(" › ".join(hit.section), style="dim"), Text(hit.text)]
        console.print(_list([(f"{number}.", Text("\n").join(line for line in lines if line))]))


def _block(block: BlockOut) -> RenderableType:
    rows: list[tuple[str, Text]] = []
    for number, line in enumerate(block.lines, 1):
        rows.append((_mark(block.style, number), _line(line)))
    body = _list(rows)
    if not block.heading:
        return body
    return _stack([Text(block.heading, style="bold"), body])


def _line(line: LineOut) -> Text:
    text = Text(line.text)
    if line.citations:
        text.append(" " + "".join(f"[{cited}]" for cited in line.citations), style="cyan")
    return text


def _mark(style: str, number: int) -> str:
    return {"steps": f"{number}.", "bullets": "•", "checks": "☐"}.get(style, "")


def _sources(result: ResultOut) -> list[tuple[str, Text]]:
    """A row a section; with the quotes only where a model wrote the lines, since else each line is its quote."""
    places: dict[str, list[CitationOut]] = {}
    for citation in result.citations:
        places.setdefault(_place(citation, result).plain, []).append(citation)
    rows: list[tuple[str, Text]] = []
    for cited in places.values():
        said = [_place(cited[0], result)]
        if result.written_by == "model":
            said += [_quote(citation) for citation in cited]
        rows.append((numbers_of(cited), Text("\n").join(said)))
    return rows


def _place(citation: CitationOut, result: ResultOut) -> Text:
    where = Text(citation.title)
    for heading in citation.section:
        if heading != citation.title:
            where.append(f" › {heading}")
    notes = [f"{citation.document}#{citation.anchor}"]
    if citation.language != result.language:
        notes.append(f"in {_LANGUAGE_NAMES[citation.language]}")
    if citation.original_language != citation.language:
        notes.append(f"source in {_LANGUAGE_NAMES[citation.original_language]}")
    if citation.made_by not in {"project", "person"}:
        notes.append(f"written by {citation.made_by}")
    return where.append(f"  {', '.join(notes)}", style="dim")


def _quote(citation: CitationOut) -> Text:
    opening, closing = _QUOTES[citation.language]
    return Text(f"{opening}{' '.join(citation.quote.split())}{closing}", style="italic")


def _related(related: RelatedOut) -> Text:
    return Text(related.title).append(f"  {related.document}#{related.anchor}", style="dim")


def _scores(hit: HitOut) -> str:
    scores = (("dense", hit.dense), ("lexical", hit.lexical), ("asked", hit.asked))
    return " ".join(f"{name} {score:.2f}" for name, score in scores if score is not None)


def _list(rows: Sequence[tuple[str, Text]]) -> RenderableType:
    """Marks in a column of their own, so that long lines hang; without marks, plain paragraphs."""
    if all(not mark for mark, _ in rows):
        return _stack([text for _, text in rows])
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for mark, text in rows:
        grid.add_row(Text(mark), text)
    return Padding(grid, (0, 0, 0, 1))


def _stack(parts: Iterable[RenderableType]) -> RenderableType:
    grid = Table.grid()
    grid.add_column(overflow="fold")
    for part in parts:
        grid.add_row(part)
    return grid
