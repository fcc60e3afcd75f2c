"""A checklist as a worksheet, and the list of those that are kept as a sheet."""

from __future__ import annotations

from gettext import NullTranslations

from api.schemas.common import LanguageCode
from api.schemas.saved import SavedHeadOut
from ui.checklist_work import ChecklistWork
from ui.cited import uncovered_node
from ui.material_parts import work_blocks
from ui.sheet import Action, Node, icon
from ui.work import Json, Work

OPEN = "open"


def checks_work(
    work: ChecklistWork,
    page_language: LanguageCode,
    status: str,
    words: NullTranslations,
    below: Node | None = None,
) -> Work:
    """The worksheet: `status` says whether what was done is saved; `below` stands below it on paper."""
    missing = uncovered_node(work.result, words)
    fixed: Json = {
        "title": work.title or work.result.title or work.result.question_used,
        "lang": work.result.language,
        "page_lang": page_language,
        "blocks": work_blocks(work.result, words),
        "above": missing.data() if missing is not None else None,
        "words": {
            "progress": words.gettext("{done} of {total} done"),
            "progress_label": words.gettext("Progress"),
            "note": words.gettext("Note"),
            "note_on": words.gettext("Note on: {line}"),
            "print": words.gettext("Print"),
        },
    }
    now: Json = {"ticks": sorted(work.done.ticks), "notes": dict(work.done.notes), "status": status}
    if below is not None:
        now["below"] = below.data()
    return Work("checks", fixed, now)


def kept_sheet(heads: tuple[SavedHeadOut, ...], words: NullTranslations) -> Node:
    """The kept checklists, each a button with its progress."""
    rows = tuple(Node("li", children=(_row(head, words),)) for head in heads)
    return Node("ul", look="kept plain", children=rows)


def _row(head: SavedHeadOut, words: NullTranslations) -> Node:
    share = head.ticked / head.lines if head.lines else 0.0
    figures = words.gettext("{done} of {total} done").format(done=head.ticked, total=head.lines)
    changed = words.gettext("changed {date}").format(date=head.changed[:10])
    finished = head.lines > 0 and head.ticked == head.lines
    return Node(
        "button",
        look="kept-one",
        action=Action(OPEN, head.id),
        children=(
            icon("task_alt" if finished else "checklist"),
            Node(
                "span",
                look="kept-text",
                children=(
                    Node("span", head.title, look="kept-title", language=head.language),
                    Node("span", f"{figures} · {changed}", look="kept-figures"),
                    Node("span", look="meter", share=share),
                ),
            ),
        ),
    )
