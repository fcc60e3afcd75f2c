"""What materials have in common on the page: lines for worksheets, what the texts lack, sources, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Any

import streamlit as st

from api.schemas.common import LanguageCode
from api.schemas.results import BlockOut, CitationOut, LineOut, ResultOut
from ui.answer_sheet import TOPIC, result_parts
from ui.cited import SOURCE, line_nodes, sources_node, uncovered_node
from ui.links import to_citation
from ui.service import Trouble
from ui.settings import Page
from ui.sheet import Node, show_sheet
from ui.shelf import owners
from ui.trouble_sheet import trouble_sheet
from ui.widgets import open_source
from ui.work import Json


def work_blocks(result: ResultOut, words: NullTranslations) -> list[Json]:
    """The blocks of a result as worksheets draw them: text, its language, and the chips that stand after it."""
    cited = {citation.number: citation for citation in result.citations}
    return [work_block(block, result.language, cited, words) for block in result.blocks]


def work_block(block: BlockOut, language: LanguageCode, cited: dict[int, CitationOut], words: NullTranslations) -> Json:
    """One block."""
    return {"heading": block.heading, "lines": [_work_line(line, language, cited, words) for line in block.lines]}


def _work_line(
    line: LineOut, language: LanguageCode, cited: dict[int, CitationOut], words: NullTranslations
) -> dict[str, Any]:
    text, *after = line_nodes(line, language, cited, words)
    return {"id": line.id, "text": line.text, "lang": text.language, "after": [node.data() for node in after]}


def follow_source(result: ResultOut, number: object) -> None:
    """Open the source that was clicked; a number that is none of ours does nothing."""
    for citation in result.citations:
        if str(citation.number) == number:
            open_source(to_citation(citation))
            st.rerun()


def show_uncovered(result: ResultOut, page: Page, key: str) -> None:
    """What the texts do not have of what was asked for, said before the lines: a long list hides its end."""
    missing = uncovered_node(result, page.words)
    if missing is not None:
        show_sheet(missing, f"uncovered-{key}")


def below_node(result: ResultOut, page: Page) -> Node | None:
    """The sources as they stand below the lines; None where there are none."""
    if not result.citations:
        return None
    return Node("div", look="answer", children=(sources_node(result, page.words, owners(page)),))


def show_below(below: Node | None, result: ResultOut, key: str) -> None:
    """The sources of a result (`below_node`); opens the one that is clicked."""
    if below is not None:
        clicked = show_sheet(below, f"below-{key}", (SOURCE,))
        follow_source(result, clicked.get(SOURCE))


def show_refusal(result: ResultOut, page: Page, key: str) -> Mapping[str, str]:
    """Why the texts give nothing, and the nearest topics; what was clicked among them."""
    # What was asked for still stands in the form above.
    parts = result_parts(result.question_used, result, page.words)
    return show_sheet(Node("section", look="turn", children=parts), f"refusal-{key}", (TOPIC,))


def show_trouble(trouble: Trouble, page: Page, key: str) -> None:
    """What went wrong and what to do."""
    show_sheet(trouble_sheet(trouble, page.words), key=f"trouble-{key}")
