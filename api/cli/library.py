"""Documents and reports on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.schemas.documents import DocumentDetailOut, DocumentsOut, ReportOut, SectionsOut

# More names than this in one cell help nobody.
_NAMES = 8


def show_documents(found: DocumentsOut, console: Console | None = None) -> None:
    """Print the list of documents."""
    console = console or Console(highlight=False)
    if not found.documents:
        console.print("The library is empty. Add texts with: coach ingest PATH")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Document", "Title", "Language", "Readers"):
        table.add_column(name, overflow="fold")
    for name in ("Passages", "Questions"):
        table.add_column(name, justify="right")
    for one in found.documents:
        readers = "all" if len(one.readers) == 4 else ", ".join(one.readers)
        counts = (str(one.passages), str(one.questions))
        table.add_row(Text(one.id), Text(one.title), one.language, readers, *counts)
    console.print(table)


def show_document(found: DocumentDetailOut, sections: SectionsOut, console: Console | None = None) -> None:
    """Print a document's head, editions and sections."""
    console = console or Console(highlight=False)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column(overflow="fold")
    rows = {
        "Document": found.id,
        "Title": found.title,
        "Work": found.work,
        "Language": found.language,
        "Facts from": found.original_language,
        "Editions": ", ".join(one.id for one in found.editions),
        "Topics": ", ".join(found.topics),
        "Readers": ", ".join(found.readers),
        "Source": "\n".join(found.source),
        "Owner": found.owner or "",
        "Reviewed": found.reviewed.isoformat() if found.reviewed else "",
        "Made by": found.made_by,
        "Licence": found.licence or "",
        "Version": found.version,
        "From": " ".join(part for part in (found.origin, found.path) if part),
        "Encoding": found.encoding,
        "Passages": str(found.passages),
        "Questions": str(found.questions),
    }
    for name, value in rows.items():
        if value:
            grid.add_row(name, Text(value))
    console.print(grid)
    console.print(Text("\nSections", style="bold"))
    for section in sections.sections:
        line = Text("  " * max(len(section.path), 1)).append(section.path[-1] if section.path else "—")
        console.print(line.append(f"  #{section.anchor}, {len(section.passages)}", style="dim"))


def show_report(report: ReportOut, console: Console | None = None) -> None:
    """Print what an ingest did: a table, then every failure and warning with its reason."""
    console = console or Console(highlight=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    rows = {
        "added": report.added,
        "changed": report.changed,
        "kept": report.kept,
        "removed": report.removed,
        "failed": tuple(one.place for one in report.failed),
    }
    for name, ids in rows.items():
        table.add_row(name, str(len(ids)), Text("" if name == "kept" else _some(ids)))
    console.print(table)
    for failure in report.failed:
        console.print(Text(f"✗ {failure.place}: {failure.reason}", style="red"))
    for warning in report.warnings:
        console.print(Text(f"! {warning}", style="yellow"))
    console.print(
        f"{report.passages} passages and {report.questions} questions stored, "
        f"{report.embedded} texts embedded, {report.seconds:.1f} s"
    )


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_NAMES])
    return f"{shown} and {len(names) - _NAMES} more" if len(names) > _NAMES else shown
