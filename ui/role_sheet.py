"""A role description as a worksheet to edit, and as text to take along."""

from __future__ import annotations

from gettext import NullTranslations

from api.schemas.common import LanguageCode
from api.schemas.results import ResultOut
from ui.material_parts import work_blocks
from ui.role_work import RoleWork
from ui.work import Json, Work


def editor_work(work: RoleWork, page_language: LanguageCode, words: NullTranslations) -> Work:
    """The worksheet."""
    fixed: Json = {
        "lang": work.result.language,
        "page_lang": page_language,
        "blocks": work_blocks(work.result, words),
        "words": {
            "edit_line": words.gettext("Edit: {line}"),
            "remove_line": words.gettext("Remove: {line}"),
            "remove_own": words.gettext("Remove this line"),
            "removed": words.gettext("Removed"),
            "undo": words.gettext("Undo"),
            "edited": words.gettext("Edited"),
            "was": words.gettext("In the text:"),
            "own": words.gettext("Your own line"),
            "own_line": words.gettext("Write a line of your own"),
            "add_line": words.gettext("Add a line"),
            "keep": words.gettext("Done"),
            "cancel": words.gettext("Cancel"),
            "restore": words.gettext("Restore the original"),
            "fill_in": words.gettext("fill in"),
        },
    }
    edits = work.edits
    now: Json = {
        "texts": dict(edits.texts),
        "fills": dict(edits.fills),
        "removed": list(edits.removed),
        "own": [{"id": line.id, "block": line.block, "text": line.text} for line in edits.own],
        "counted": edits.counted,
    }
    return Work("editor", fixed, now)


def as_text(result: ResultOut) -> str:
    """All of it as plain text, to be pasted elsewhere."""
    parts = [result.title or result.question_used]
    for block in result.blocks:
        lines = [line.text if block.style == "paragraph" else f"• {line.text}" for line in block.lines]
        parts.append("\n".join([*([block.heading] if block.heading else []), *lines]))
    return "\n\n".join(parts)
